// What a table of things becomes in a festival, before anything is offered.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { planInventory, type PlannedThing } from '../../src/exchange/plan-inventory.ts'
import type { InventoryItem } from '../../src/exchange/read-inventory.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceKind } from '../../src/operations/operation.ts'
import { readResources } from '../../src/adapters/dexie/queries.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { panelDatabase } from '../../ui/panel-database.ts'
import { personName } from '../../ui/persona-title.ts'
import { placeWords } from '../../ui/place-words.ts'
import { usePeople } from '../../ui/use-people.ts'
import { thingSteps } from '../exchange/take-steps.ts'
import { useTaking } from '../exchange/use-taking.ts'
import { Looking, Ticks } from './exchange-ticks.tsx'

const KINDS: Readonly<Record<ResourceKind, string>> = {
  thing: 'exchangeKindThing',
  place: 'exchangeKindPlace',
  skill: 'exchangeKindSkill',
  ticket: 'exchangeKindTicket',
}

export function ThingsPreview(props: { items: InventoryItem[]; festival: FestivalOverview }): JSX.Element {
  const { items, festival } = props
  const taking = useTaking()
  const people = usePeople(festival.festival)
  const [plan, setPlan] = useState<PlannedThing[] | undefined>(undefined)
  const isRunning = taking.now.state === 'running'
  useEffect(() => {
    if (isRunning) return
    void readResources(panelDatabase(), festival.festival).then((resources) =>
      setPlan(planInventory(items, { me: festival.me, resources })),
    )
  }, [items, festival.festival, isRunning])
  if (plan === undefined) return <Looking />
  if (plan.length === 0) return <p class="small soft">{t('exchangeNoThings')}</p>
  const fresh = plan.filter(({ state }) => state === 'new').length
  const submit = (chosen: number[]): void => {
    const things = chosen.flatMap((index) => plan[index]?.item ?? [])
    void taking.run(thingSteps(festival.festival, things, taking.take), things.length)
  }
  return (
    <>
      <p class="small">
        {plural('exchangeFoundThings', plan.length, [fresh])}{' '}
        {fresh > 0 && t('exchangeOffered', [isolated(personName(festival.me, people[festival.me]))])}
      </p>
      <Ticks
        label={t('exchangeThingsLabel')}
        rows={plan.map(({ item, state }) => ({ title: item.title, state, about: aboutThing(item) }))}
        taking={taking}
        submit={(count) => plural('exchangeTakeThings', count)}
        onSubmit={submit}
      />
    </>
  )
}

/** "30 × thing · Cellar" */
function aboutThing({ kind, quantity, location }: InventoryItem): string {
  const what = quantity === 1 ? t(KINDS[kind]) : `${quantity} × ${t(KINDS[kind])}`
  return [what, ...(location === undefined ? [] : [isolated(placeWords(location))])].join(' · ')
}
