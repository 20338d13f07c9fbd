// One asker and nothing that collides with another request: the person, the event, whether it is free then.
import type { JSX } from 'preact'
import { confirmationOf, type InboxItem } from '../../src/festival/overview.ts'
import { Animal } from '../animal.tsx'
import { Dots } from '../dots.tsx'
import { formatAgo, formatForYou, formatTimes, formatWhen, zoneCity } from '../format.ts'
import { isolated } from '../hidden-characters.ts'
import { Icon } from '../icon.tsx'
import { plural, t } from '../i18n.ts'
import { dotStates } from '../line-dots.ts'
import { Note } from '../note.tsx'
import { otherNames } from '../persona-title.ts'
import { SafeText } from '../safe-text.tsx'
import type { People } from '../use-people.ts'
import { RequestFrom } from './request-from.tsx'
import { RequestMove } from './request-move.tsx'
import { useEventLines } from './use-event-lines.ts'
import { askerName, eventTitle } from './request-words.ts'

export function RequestSingle({ item, people, zone }: { item: InboxItem; people: People; zone: string }): JSX.Element {
  const { request } = item
  const name = askerName(item, people)
  const { chosen, animal } = otherNames(request.author, people[request.author])
  return (
    <>
      <div class="row asker">
        <Animal publicKey={request.author} />
        <span class="grow">
          <b>
            <bdi>{name}</bdi>
          </b>{' '}
          {animal && <span class="small soft">{animal}</span>}{' '}
          {chosen && <span class="small soft">{t('personChosen', [isolated(chosen)])}</span>}
          <br />
          <span class="small soft">{t('requestAsked', [formatAgo(request.at, Date.now())])}</span>
        </span>
      </div>
      <EventBlock item={item} zone={zone} />
      <RequestMove item={item} zone={zone} />
      {request.message && (
        <p class="small message">
          <SafeText text={request.message} lines />
        </p>
      )}
      <Freedom item={item} zone={zone} />
    </>
  )
}

function EventBlock({ item, zone }: { item: InboxItem; zone: string }): JSX.Element {
  const forYou = formatForYou(item.request, zone)
  const lines = useEventLines(item.request.event) ?? []
  const { granted, required } = confirmationOf(lines)
  return (
    <div class="event event-block">
      <h3>{eventTitle(item)}</h3>
      <RequestFrom request={item.request} />
      <p class="mono small">{formatWhen(item.request, zone)}</p>
      {forYou && <p class="small soft">{t('timeZoneAndYou', [zoneCity(zone), forYou])}</p>}
      {lines.length > 0 && (
        <p class="row">
          <Dots states={dotStates(lines)} />
          <span class="small">{t('yesOf', [granted, required])}</span>
        </p>
      )}
    </div>
  )
}

/** Whether it can be granted, and what is in the way. */
function Freedom({ item, zone }: { item: InboxItem; zone: string }): JSX.Element {
  if (!item.available) {
    const [first] = item.taken
    const title = first?.event?.title
    return (
      <div class="message">
        <Note tone="warn">
          {first === undefined
            ? t('takenThen')
            : t(title === undefined ? 'takenFromTo' : 'takenFromToFor', [
                formatTimes(first.overlap, zone),
                isolated(title ?? ''),
              ])}
        </Note>
      </div>
    )
  }
  const taken = item.taken.reduce((sum, { answer }) => sum + answer.quantity, 0)
  const stay = item.resource.capacity - taken - item.request.quantity
  return (
    <p class="certain">
      <Icon name="check" size="small" />
      <span>{item.resource.capacity > 1 ? plural('freeAndStay', Math.max(0, stay)) : t('freeThen')}</span>
    </p>
  )
}
