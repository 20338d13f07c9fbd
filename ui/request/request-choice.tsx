// Several askers who can not all have it: side by side as a radio group, on one time bar, with what follows (01a).
import type { JSX } from 'preact'
import { confirmationOf, type InboxItem } from '../../src/festival/overview.ts'
import { Animal } from '../animal.tsx'
import { Dots } from '../dots.tsx'
import { formatDay, formatForYouBrief, formatTimes, zoneCity } from '../format.ts'
import { isolated } from '../hidden-characters.ts'
import { list, plural, t } from '../i18n.ts'
import { dotStates } from '../line-dots.ts'
import { RadioMark } from '../radio.tsx'
import { Sentence } from '../sentence.tsx'
import { TimeBar, type TimeBarSpan } from '../time-bar.tsx'
import type { People } from '../use-people.ts'
import { type InboxGroup, sharedTime } from './group-inbox.ts'
import { askerName, eventTitle } from './request-words.ts'
import { useEventLines } from './use-event-lines.ts'

interface ChoiceProps {
  group: InboxGroup
  chosen: InboxItem
  people: People
  zone: string
  onChoose: (item: InboxItem) => void
}

export function RequestChoice(props: ChoiceProps): JSX.Element {
  const { group, chosen, people, zone } = props
  const others = group.filter((item) => item !== chosen)
  const shared = others.map((other) => sharedTime(chosen, other)).find((overlap) => overlap !== undefined)
  const name = isolated(askerName(chosen, people))
  const waiting = others.map((item) => isolated(askerName(item, people)))
  return (
    <>
      <div class="choices" role="radiogroup" aria-label={t('requestWho')}>
        {group.map((item) => (
          <AskerCard key={item.request.id} {...props} item={item} />
        ))}
      </div>
      <TimeBar
        spans={[chosen, ...others].map((item) => barOf(item, item === chosen))}
        shared={shared}
        zone={zone}
        label={spokenTimes(props, shared)}
      />
      <p class="small consequence">
        {shared && <Sentence of="bothWant" parts={[<b key="time">{formatTimes(shared, zone)}</b>, zoneCity(zone)]} />}{' '}
        {plural('goesOnWaitingList', waiting.length, [name, list(waiting)])}
      </p>
    </>
  )
}

function AskerCard({ item, group, chosen, people, zone, onChoose }: ChoiceProps & { item: InboxItem }): JSX.Element {
  const forYou = formatForYouBrief(item.request, zone)
  const lines = useEventLines(item.request.event) ?? []
  const { granted, required } = confirmationOf(lines)
  return (
    <label
      class={item === chosen ? 'choice-card event' : 'choice-card'}
      data-test="choose"
      data-request={item.request.id}
    >
      <span class="row">
        <Animal publicKey={item.request.author} size="small" />
        <b class="cut">
          <bdi>{askerName(item, people)}</bdi>
        </b>
        <RadioMark group={`ask-${group[0].request.id}`} on={item === chosen} onChoose={() => onChoose(item)} />
      </span>
      <h3>{eventTitle(item)}</h3>
      <span class="times">{formatTimes(item.request, zone)}</span>
      {forYou && <span class="soft">{forYou}</span>}
      {lines.length > 0 && (
        <span class="row">
          <Dots states={dotStates(lines)} />
          <span>{t('countOf', [granted, required])}</span>
        </span>
      )}
    </label>
  )
}

function barOf({ request: { from, to } }: InboxItem, chosen: boolean): TimeBarSpan {
  return { from, to, chosen }
}

/** The time bar in words. */
function spokenTimes({ group, people, zone }: ChoiceProps, shared?: { from: number; to: number }): string {
  const each = group.map((item) => `${askerName(item, people)} ${formatTimes(item.request, zone)}`)
  const overlap = shared === undefined ? '' : ` ${t('bothWant', [formatTimes(shared, zone), zoneCity(zone)])}`
  return `${formatDay(group[0].request.from, zone)}: ${list(each)}.${overlap}`
}
