// Answers that a person gave and that could not be signed when their time came: told once, until it was read.
import type { JSX } from 'preact'
import type { PanelErrorCode } from '../../messages/panel.ts'
import { readNotGiven } from '../../src/adapters/dexie/held-answer-rows.ts'
import { Button } from '../button.tsx'
import { t } from '../i18n.ts'
import { Note } from '../note.tsx'
import { errorSentence } from '../outcome.tsx'
import { useCommand } from '../use-command.ts'
import { heldWords } from '../use-held.ts'
import { useLive } from '../use-live.ts'

const SHOWN = 5

export function RefusedAnswers(): JSX.Element | null {
  const read = useCommand('answer.refusalRead')
  const refused = useLive(async (db) => {
    const rows = (await readNotGiven(db)).filter(({ state, seen }) => state === 'refused' && seen === undefined)
    return Promise.all(rows.map(async (row) => ({ row, words: await heldWords(db, row) })))
  })
  if (refused === undefined || refused.length === 0) return null
  return (
    <section class="card padded stack" data-test="refused-answers">
      <h2>{t('refusedTitle')}</h2>
      {refused.slice(0, SHOWN).map(({ row: { id, refusal }, words }) => (
        <Note key={id} tone="bad" test="refused-answer" code={refusal ?? ''}>
          {words} {errorSentence({ code: (refusal ?? 'internal') as PanelErrorCode })}
        </Note>
      ))}
      <Button
        look="line"
        busy={read.busy}
        test="refused-read"
        onClick={() => void read.run({ ids: refused.map(({ row }) => row.id) })}
      >
        {t('refusedRead')}
      </Button>
    </section>
  )
}
