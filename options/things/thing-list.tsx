// The list of things: search as you type, by kind, by owner, what is free now; or all of mine in every festival.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { Check } from '../../ui/check.tsx'
import { Empty } from '../../ui/empty.tsx'
import { TextField } from '../../ui/field.tsx'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { visibleText } from '../../ui/hidden-characters.ts'
import { Icon } from '../../ui/icon.tsx'
import { plural, t } from '../../ui/i18n.ts'
import { personName } from '../../ui/persona-title.ts'
import { KINDS } from '../../ui/thing-form/offer-choices.tsx'
import type { NodeState } from '../../ui/use-node.ts'
import { offerAddress } from './thing-address.ts'
import { ThingItem } from './thing-item.tsx'
import { filterThings, ownersOf, type ThingFilter } from './filter-things.ts'
import { type ThingsNow, useThings } from './use-things.ts'
import { Button } from '../../ui/button.tsx'

const EVERYTHING: ThingFilter = { text: '', kind: '', owner: '', isFreeNow: false }
/** Shown at once; more on demand. */
const PAGE = 60

export function ThingList({ node }: { node: NodeState }): JSX.Element | null {
  const [festival] = useCurrentFestival(node.festivals, node.archived)
  const [isMineAll, setMineAll] = useState(false)
  const shown = isMineAll ? node.festivals : festival === undefined ? [] : [festival]
  const found = useThings(shown)
  if (festival === undefined || found === undefined) return null
  const { things, people } = found
  const mine = isMineAll ? things.filter(({ resource }) => node.mine.includes(resource.owner)) : things
  return (
    <>
      <div class="list-head">
        <Check on={isMineAll} test="things-mine" onChange={setMineAll}>
          {t('thingsMineAll')}
        </Check>
        <a class="button main" href={offerAddress()} data-test="thing-offer">
          <Icon name="plus" />
          {t('offerTitle')}
        </a>
      </div>
      <Filtered key={festival.festival} found={{ things: mine, people }} mine={node.mine} named={isMineAll} />
    </>
  )
}

function Filtered(props: { found: ThingsNow; mine: readonly string[]; named: boolean }): JSX.Element {
  const { found, mine, named } = props
  const { things, people } = found
  const [filter, setFilter] = useState(EVERYTHING)
  const [count, setCount] = useState(PAGE)
  const set = (part: Partial<ThingFilter>): void => {
    setFilter({ ...filter, ...part })
    setCount(PAGE)
  }
  const fitting = filterThings(things, filter)
  // There is nothing to search in: what comes first is offering something.
  if (things.length === 0) {
    return <Empty title={t(named ? 'thingsNoneMine' : 'thingsNone')} text={t('thingsNoneText')} />
  }
  return (
    <>
      <div class="filters">
        <TextField
          label={t('thingsSearch')}
          value={filter.text}
          onInput={(text) => set({ text })}
          test="things-search"
        />
        <FilterSelect
          label={t('offerKind')}
          value={filter.kind}
          all={t('thingsEverything')}
          options={KINDS.map(({ kind, words }) => [kind, t(words)] as const)}
          test="things-kind"
          onChoose={(kind) => set({ kind })}
        />
        <FilterSelect
          label={t('thingsOwner')}
          value={filter.owner}
          all={t('thingsOwnerAll')}
          options={ownersOf(things).map(
            (owner) => [owner, mine.includes(owner) ? t('yours') : personName(owner, people[owner])] as const,
          )}
          test="things-owner"
          onChoose={(owner) => set({ owner })}
        />
        <Check on={filter.isFreeNow} test="things-free" onChange={(isFreeNow) => set({ isFreeNow })}>
          {t('thingsFreeNow')}
        </Check>
      </div>
      <section class="card padded" aria-label={t('railThings')}>
        <p class="small soft" role="status" data-test="things-count" data-count={fitting.length}>
          {plural('thingsFound', fitting.length)}
        </p>
        <ul class="items">
          {fitting.slice(0, count).map((thing) => (
            <li
              class="item"
              key={thing.resource.id}
              data-test="thing-item"
              data-title={visibleText(thing.resource.title)}
            >
              <ThingItem thing={thing} people={people} mine={mine} named={named} />
            </li>
          ))}
        </ul>
        {fitting.length > count && (
          <Button look="line" test="things-more" onClick={() => setCount(count + PAGE)}>
            {t('thingsShowMore')}
          </Button>
        )}
      </section>
    </>
  )
}
