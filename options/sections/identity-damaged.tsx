// The key can not be opened any more: the way to bring it back. What is damaged is put aside and kept.
import type { JSX } from 'preact'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Restore } from './restore.tsx'

export function Damaged(): JSX.Element {
  return (
    <>
      <Note tone="bad" test="wallet-damaged">
        {t('damagedText')}
      </Note>
      <Restore />
    </>
  )
}
