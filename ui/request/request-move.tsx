// That a request asks for another time for what is granted already: from when to when, and that the old time stays until then.
import type { JSX } from 'preact'
import type { InboxItem } from '../../src/festival/overview.ts'
import { formatWhen } from '../format.ts'
import { t } from '../i18n.ts'
import { Note } from '../note.tsx'
import { Sentence } from '../sentence.tsx'

export function RequestMove({ item, zone }: { item: InboxItem; zone: string }): JSX.Element | null {
  if (item.moves === undefined) return null
  return (
    <div class="message">
      <Note tone="calm" icon="swap" test="moves">
        <Sentence
          of="requestMoves"
          parts={[<b key="old">{formatWhen(item.moves, zone)}</b>, <b key="new">{formatWhen(item.request, zone)}</b>]}
        />{' '}
        {t('requestMovesKept')}
      </Note>
    </div>
  )
}
