// What an event needs: everything that the festival offers, to be ticked, with "taken then" beside it.
import { useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { hasWords, searchWords } from '../../src/festival/folded-text.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { isolated, visibleText } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { MoreButton } from '../more-button.tsx'
import { personName } from '../persona-title.ts'
import { PlaceLine } from '../place-line.tsx'
import { SafeText } from '../safe-text.tsx'
import { SearchField } from '../search-field.tsx'
import { Thing } from '../thing.tsx'
import { usePaged } from '../use-paged.ts'
import type { People } from '../use-people.ts'
import { FreeAgain } from './free-again.tsx'
import { FreedomBadge } from './freedom-badge.tsx'
import { AskForTickets } from './missing-tickets.tsx'
import { policyWords } from './policy-words.ts'
import { SteadyOrder } from './steady-order.ts'
import { freedom, type Offered } from './use-offers.ts'

/** What was ticked, by resource id. */
export type Needs = Readonly<Record<string, { quantity: number; required: boolean }>>

interface EventNeedsProps {
  offers: readonly Offered[] | undefined
  people: People
  mine: readonly PublicKey[]
  /** Absent while the times make no sense: then nothing is known to be free. */
  interval: Interval | undefined
  /** The festival's. */
  zone: string
  needs: Needs
  onChange: (needs: Needs) => void
  /** Moves the event to a time at which something that it needs is free. */
  onUseTime: (interval: Interval) => void
}

export function EventNeeds(props: EventNeedsProps): JSX.Element {
  const { offers = [], needs } = props
  const [search, setSearch] = useState('')
  const words = searchWords(search)
  const order = useRef(new SteadyOrder())
  // By what one of each would be, so that no line moves while somebody types how many.
  const ordered = order.current.arrange(offers)
  const found = ordered.filter(({ resource }) => hasWords(words, [resource.title, ...resource.tags]))
  const paged = usePaged(found)
  const first = new Set(paged.shown)
  // What was ticked stays in sight.
  const shown = ordered.filter((each) => first.has(each) || needs[each.resource.id] !== undefined)
  return (
    <fieldset>
      <legend class="section-title">
        <h2>{t('eventNeeds')}</h2>
      </legend>
      <div class="inside">
        {props.offers?.length === 0 && <p class="small soft">{t('eventNothingOffered')}</p>}
        {(paged.left > 0 || search !== '') && (
          <SearchField label={t('eventNeedsSearch')} value={search} onInput={setSearch} test="event-needs-search" />
        )}
        {shown.map((offered) => (
          <NeedLine key={offered.resource.id} {...props} offered={offered} />
        ))}
        <MoreButton paged={paged} test="event-needs-more" />
      </div>
    </fieldset>
  )
}

function NeedLine(props: EventNeedsProps & { offered: Offered }): JSX.Element {
  const { offered, needs, people, mine, interval } = props
  const { resource } = offered
  const need = needs[resource.id]
  const state = freedom(offered, need?.quantity ?? 1)
  const owner = mine.includes(resource.owner) ? undefined : isolated(personName(resource.owner, people[resource.owner]))
  const change = (next: { quantity: number; required: boolean } | undefined): void => {
    const { [resource.id]: _removed, ...others } = needs
    props.onChange(next === undefined ? others : { ...others, [resource.id]: next })
  }
  return (
    <div class="need wrap">
      <label class="row top grow need-label">
        <input
          type="checkbox"
          class="tick-box"
          checked={need !== undefined}
          data-test="event-line"
          data-resource-title={visibleText(resource.title)}
          data-freedom={state}
          onChange={(event) => change(event.currentTarget.checked ? { quantity: 1, required: true } : undefined)}
        />
        <Thing resource={resource} size="small" />
        <span class="grow">
          <span class="need-name">
            <SafeText text={resource.title} />
          </span>
          <span class="small soft">{policyWords(resource.policy, owner, props.zone)}</span>
          {resource.location && <PlaceLine location={resource.location} plain />}
          {offered.around && <span class="small soft">{t('offeredAround', [isolated(offered.around.title)])}</span>}
        </span>
      </label>
      <span class="stack need-side">
        {state && <FreedomBadge state={state} />}
        {need && resource.capacity > 1 && <Quantity {...{ resource, need, change }} />}
      </span>
      {need && interval && (state === 'taken' || state === 'closed') && (
        <FreeAgain
          interval={interval}
          quantity={need.quantity}
          resource={resource.id}
          zone={props.zone}
          onUse={props.onUseTime}
        />
      )}
      {need && (
        <AskForTickets
          offered={offered}
          offers={props.offers ?? []}
          asked={new Set(Object.keys(needs))}
          onAsk={(ticket) => props.onChange({ ...needs, [ticket]: { quantity: 1, required: true } })}
        />
      )}
    </div>
  )
}

function Quantity(props: {
  resource: { title: string; capacity: number }
  need: { quantity: number; required: boolean }
  change: (need: { quantity: number; required: boolean }) => void
}): JSX.Element {
  const { resource, need, change } = props
  return (
    <input
      class="input quantity"
      type="number"
      min={1}
      max={resource.capacity}
      value={need.quantity}
      aria-label={t('eventHowMany', [visibleText(resource.title), resource.capacity])}
      data-test="event-line-quantity"
      onInput={(event) => {
        const quantity = Math.min(resource.capacity, Math.max(1, Math.floor(Number(event.currentTarget.value)) || 1))
        change({ ...need, quantity })
      }}
    />
  )
}
