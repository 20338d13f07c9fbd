// The calendar of a thing as a list: who has it when and how to reach them, and who else waits for it.
import type { JSX } from 'preact'
import type { ThingUse, WaitingUse } from '../../src/adapters/dexie/read-thing-uses.ts'
import { Badge } from '../../ui/badge.tsx'
import { ReceiptButton } from '../../ui/event/receipt-button.tsx'
import { formatWhen } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { Person } from '../../ui/person.tsx'
import { linkAddress } from '../../ui/place-words.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import type { People } from '../../ui/use-people.ts'

/** Uses that are listed; more are counted. */
const MOST = 50

interface UsesProps {
  people: People
  /** The festival's. */
  zone: string
}

export function ThingUses(
  props: UsesProps & { promised: readonly ThingUse[]; waiting: readonly WaitingUse[] },
): JSX.Element {
  const { promised, waiting, people, zone } = props
  const rest = Math.max(0, promised.length - MOST) + Math.max(0, waiting.length - MOST)
  if (promised.length + waiting.length === 0) return <p class="small soft">{t('usesNone')}</p>
  return (
    <>
      <ul class="uses plain-list">
        {promised.slice(0, MOST).map((use) => (
          <Promised key={use.answer.id} use={use} people={people} zone={zone} />
        ))}
        {waiting.slice(0, MOST).map(({ line, event, from, to }) => (
          <li key={line.request.id} data-test="thing-waits" data-title={visibleText(event.title)}>
            <span class="mono small">{formatWhen({ from, to }, zone)}</span>
            <span class="row wrap">
              <b>
                <SafeText text={event.title} />
              </b>
              <Badge tone="waiting">{t('useWaits')}</Badge>
            </span>
            <Person publicKey={event.author} profile={people[event.author]} />
          </li>
        ))}
      </ul>
      {rest > 0 && <p class="small soft">{plural('usesMore', rest)}</p>}
    </>
  )
}

function Promised({ use, people, zone }: UsesProps & { use: ThingUse }): JSX.Element {
  const { answer, event } = use
  const title = titleOfUse(use)
  return (
    <li data-test="thing-use" data-title={visibleText(title)}>
      <span class="mono small">{formatWhen(answer, zone)}</span>
      <span class="row wrap">
        <b>
          <SafeText text={title} />
        </b>
        {answer.kind === 'grant' && <ReceiptButton answer={answer.id} title={title} />}
      </span>
      {event && <Person publicKey={event.author} profile={people[event.author]} />}
      {use.holders !== undefined && <span class="small soft">{plural('seenBy', use.holders)}</span>}
    </li>
  )
}

/** "Taken by … until …, contact": one sentence for each who has it now. */
export function TakenNow({ use, people, zone }: UsesProps & { use: ThingUse }): JSX.Element {
  const { answer, event } = use
  const maker = event?.author ?? answer.owner
  return (
    <div class="taken-now" data-test="taken-now">
      <p>
        {t('takenNow', [formatWhen(answer, zone)])}{' '}
        <b>
          <SafeText text={titleOfUse(use)} />
        </b>
      </p>
      <Person publicKey={maker} profile={people[maker]} />
      <Contact text={people[maker]?.contact} />
    </div>
  )
}

/** What somebody said about how to reach them; else where to look for them. */
function Contact({ text }: { text: string | undefined }): JSX.Element {
  if (text === undefined) {
    return (
      <p class="small">
        {t('contactNone')} <a href="#people">{t('contactPeople')}</a>
      </p>
    )
  }
  const href = linkAddress(text.trim())
  return (
    <p class="small" data-test="contact">
      {t('contactAt')}{' '}
      {href === undefined ? (
        <b>
          <SafeText text={text} />
        </b>
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer">
          <SafeText text={text} />
        </a>
      )}
    </p>
  )
}

function titleOfUse({ answer, event, eventTitle }: ThingUse): string {
  if (answer.kind === 'hold') return t('careOwnUse')
  return event?.title ?? eventTitle ?? t('eventUnknown')
}
