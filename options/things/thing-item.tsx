// One thing or place in a list of the options page: it leads to the page about it.
import type { JSX } from 'preact'
import { Badge } from '../../ui/badge.tsx'
import type { Freedom } from '../../ui/event/use-offers.ts'
import { festivalTitle } from '../../ui/festival-title.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { MembersSign } from '../../ui/members-sign.tsx'
import { personName } from '../../ui/persona-title.ts'
import { PlaceLine } from '../../ui/place-line.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import type { People } from '../../ui/use-people.ts'
import { thingAddress } from './thing-address.ts'
import { ThingPicture } from './thing-picture.tsx'
import type { ThingNow } from './use-things.ts'

export interface ThingItemProps {
  thing: ThingNow
  people: People
  mine: readonly string[]
  /** Names its festival, where there are things of several. */
  named?: boolean
}

export function ThingItem({ thing, people, mine, named = false }: ThingItemProps): JSX.Element {
  const { resource, festival, now } = thing
  const owner = mine.includes(resource.owner)
    ? t('yours')
    : isolated(personName(resource.owner, people[resource.owner]))
  return (
    <>
      <ThingPicture resource={resource} />
      <span class="grow item-words">
        <a class="item-name" href={thingAddress(resource.id)} data-test="thing-open">
          <SafeText text={resource.title} />
        </a>
        <MembersSign audience={resource.audience} brief />
        {resource.capacity > 1 && <span class="soft"> × {resource.capacity}</span>}
        <span class="small soft">{named ? `${owner} · ${visibleText(festivalTitle(festival))}` : owner}</span>
        {resource.location && <PlaceLine location={resource.location} plain />}
      </span>
      <NowBadge now={now} />
    </>
  )
}

export function NowBadge({ now }: { now: Freedom }): JSX.Element {
  switch (now) {
    case 'free':
      return <Badge tone="granted">{t('nowFree')}</Badge>
    case 'asked':
      return <Badge tone="waiting">{t('nowAsked')}</Badge>
    case 'taken':
      return (
        <Badge tone="calm" icon="minus">
          {t('nowTaken')}
        </Badge>
      )
    case 'closed':
      return (
        <Badge tone="calm" icon="minus">
          {t('nowClosed')}
        </Badge>
      )
  }
}
