// One line of the history: what, who, when, why, in which words, how it stands now, who has seen it, and its receipt.
import type { JSX } from 'preact'
import type { HistoryLine } from '../../src/adapters/dexie/read-history.ts'
import type { AnswerRow } from '../../src/festival/views.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Badge } from '../../ui/badge.tsx'
import { lineWords } from '../../ui/event/event-lines.tsx'
import { ReceiptButton } from '../../ui/event/receipt-button.tsx'
import { formatAgo, formatMoment, formatWhen } from '../../ui/format.ts'
import { Heart } from '../../ui/heart.tsx'
import { plural, t } from '../../ui/i18n.ts'
import { eventTitle } from '../../ui/request/request-words.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { Thing } from '../../ui/thing.tsx'
import type { People } from '../../ui/use-people.ts'
import { historyWords, whyWords } from './history-words.ts'

export interface HistoryLineProps {
  line: HistoryLine
  people: People
  mine: readonly PublicKey[]
  /** The festival's. */
  zone: string
}

const ENDED = { revoke: 'historyEndedRevoked', release: 'historyEndedFreed', replaced: 'historyEndedMoved' } as const

export function HistoryItem(props: HistoryLineProps): JSX.Element {
  const { line, people, zone } = props
  const { kind, at, request, resource, event, answer, words, holders } = line
  const span = request ?? answer
  const isDecided = answer !== undefined && answer.kind !== 'hold' && kind !== 'revoked' && kind !== 'freed'
  return (
    <li class="history-line" data-test="history-line" data-kind={kind} data-id={line.id}>
      {resource && <Thing resource={resource} size="small" />}
      <span class="grow">
        <b class="mono small">{resource ? <SafeText text={resource.title} /> : t('thingUnknown')}</b>{' '}
        {request && <span class="small">{eventTitle({ ...(event ? { event } : {}), request })}</span>}
        <span class="small history-what">
          {historyWords(line, people)}
          {isDecided && ` · ${whyWords(answer)}`}
        </span>
        {span && <span class="small soft history-what">{formatWhen(span, zone)}</span>}
        {words && (
          <q class="small history-what">
            <SafeText text={words} lines />
          </q>
        )}
        <Now {...props} />
      </span>
      <span class="history-side small soft">
        <time dateTime={new Date(at).toISOString()} title={formatMoment(at, zone)}>
          {formatAgo(at, Date.now())}
        </time>
        {holders !== undefined && (
          <span class="row" data-test="history-seen" data-holders={holders}>
            <Heart holders={holders} size="small" />
            {holders === 0 ? t('historySeenNone') : plural('historySeen', holders)}
          </span>
        )}
        {answer && resource && <ReceiptButton answer={answer.id} title={resource.title} />}
      </span>
    </li>
  )
}

/** How that stands now which was said then. */
function Now({ line, people, mine }: HistoryLineProps): JSX.Element | null {
  const { state, answer, kind, resource } = line
  if (kind === 'asked' && state !== undefined) {
    const tone = state === 'granted' ? 'granted' : state === 'declined' ? 'declined' : 'calm'
    return <Badge tone={state === 'waiting' ? 'waiting' : tone}>{lineWords(state, resource, { people, mine })}</Badge>
  }
  const ended = kind === 'granted' || kind === 'moved' || kind === 'kept' ? endedWords(answer) : undefined
  return ended === undefined ? null : <Badge tone="calm">{t(ended)}</Badge>
}

function endedWords(answer: AnswerRow | undefined): string | undefined {
  if (answer?.state === 'void') return 'historyVoid'
  return answer?.ended && ENDED[answer.ended.kind]
}
