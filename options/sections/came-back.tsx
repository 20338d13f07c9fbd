// What is said to somebody who has just come back: that they are here again, and what becomes of their festivals.
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { JSX } from 'preact'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'

const WORDS = { file: 'cameBackFile', words: 'cameBackWords' } as const

const by = signal<keyof typeof WORDS | undefined>(undefined)

/** Somebody is back. What they came back with goes away at this moment, so it is said elsewhere. */
export function sayCameBack(way: keyof typeof WORDS): void {
  by.value = way
}

/** Until this section is left. */
export function CameBack(): JSX.Element | null {
  useEffect(
    () => () => {
      by.value = undefined
    },
    [],
  )
  if (by.value === undefined) return null
  return (
    <Note tone="good" alert test="came-back" code={by.value}>
      {t(WORDS[by.value])} <a href="#festivals">{t('toFestivals')}</a>
    </Note>
  )
}
