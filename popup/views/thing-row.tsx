// One thing or place in a list: picture in the owner's colour, name, owner, who decides.
import type { JSX } from 'preact'
import { neededFor } from '../../src/festival/needed-resources.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { picturesOf } from '../../src/operations/blobs.ts'
import type { ObjectId, PublicKey } from '../../src/operations/ids.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { Incomplete } from '../../ui/incomplete.tsx'
import { MembersSign } from '../../ui/members-sign.tsx'
import { list, t } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { openingsWords } from '../../ui/openings-words.ts'
import { personName } from '../../ui/persona-title.ts'
import { SmallPicture } from '../../ui/picture.tsx'
import { PlaceLine } from '../../ui/place-line.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { SiteLink } from '../../ui/site-link.tsx'
import { Thing } from '../../ui/thing.tsx'
import type { People } from '../../ui/use-people.ts'
import { href } from '../route.ts'
import { policyWords } from '../../ui/event/policy-words.ts'

interface ThingRowProps {
  resource: ResourceRow
  mine: readonly PublicKey[]
  people: People
  /** The festival's. */
  zone: string
  /** Of everything in the festival: what a thing needs is named by its title. */
  titles: ReadonlyMap<ObjectId, string>
}

/** Titles by id. */
export function titlesOf(resources: readonly ResourceRow[]): ReadonlyMap<ObjectId, string> {
  return new Map(resources.map(({ id, title }) => [id, title]))
}

export function ThingRow(props: ThingRowProps): JSX.Element {
  const { resource } = props
  const openings = openingsWords(resource.availability, props.zone, Date.now())
  const needed = neededFor(resource).map((id) => isolated(props.titles.get(id) ?? t('thingUnknown')))
  const owner = props.mine.includes(resource.owner)
    ? undefined
    : isolated(personName(resource.owner, props.people[resource.owner]))
  return (
    <li class="need" data-test="thing" data-title={resource.title}>
      <ThingPicture resource={resource} />
      <span class="grow">
        <span class="need-name">
          <SafeText text={resource.title} />
          {resource.capacity > 1 && <span class="soft"> × {resource.capacity}</span>}
        </span>
        <span class="small soft">
          {resource.retired ? t('thingRetired') : policyWords(resource.policy, owner, props.zone)}{' '}
          {resource.retired === undefined && <SiteLink resource={resource} />}
        </span>
        {resource.location && <PlaceLine location={resource.location} />}
        {openings && (
          <span class="small soft place-line" data-test="openings">
            <Icon name="clock" size="small" />
            <span>{openings}</span>
          </span>
        )}
        {needed.length > 0 && (
          <span class="small soft place-line" data-test="needs-ticket">
            <Icon name="ticket" size="small" />
            <span>{t('needsTicket', [list(needed)])}</span>
          </span>
        )}
        <MembersSign audience={resource.audience} />
        <Incomplete row={resource} />
      </span>
      {props.mine.includes(resource.owner) && resource.retired === undefined && <ChangeLink resource={resource} />}
    </li>
  )
}

/** What its owner shows of it leads to all of it, large; otherwise its drawing. */
function ThingPicture({ resource }: { resource: ResourceRow }): JSX.Element {
  const [picture] = picturesOf(resource)
  if (picture === undefined) return <Thing resource={resource} size="small" />
  return (
    <a
      class="picture-link"
      href={href('pictures', resource.id)}
      aria-label={t('pictureOpen', [visibleText(resource.title)])}
      data-test="thing-look"
    >
      <SmallPicture picture={picture} instead={<Thing resource={resource} size="large" />} />
    </a>
  )
}

function ChangeLink({ resource }: { resource: ResourceRow }): JSX.Element {
  return (
    <a
      class="small reach"
      href={href('thing', resource.id)}
      aria-label={t('thingChangeName', [visibleText(resource.title)])}
      data-test="thing-change"
    >
      {t('thingChange')}
    </a>
  )
}
