// What a programme from a file becomes in a festival, before anything is made.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { planProgramme, type PlannedRoom, type ProgrammePlan } from '../../src/exchange/plan-programme.ts'
import type { ProgrammeData } from '../../src/exchange/programme-data.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Check } from '../../ui/check.tsx'
import { formatWhen } from '../../ui/format.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { list, plural, t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { panelDatabase } from '../../ui/panel-database.ts'
import { personName } from '../../ui/persona-title.ts'
import { usePeople } from '../../ui/use-people.ts'
import { loadHere } from '../exchange/load-programme.ts'
import { programmeSteps } from '../exchange/take-steps.ts'
import { useTaking } from '../exchange/use-taking.ts'
import { Looking, Ticks } from './exchange-ticks.tsx'

export function ProgrammePreview(props: { data: ProgrammeData; festival: FestivalOverview }): JSX.Element {
  const { data, festival } = props
  const taking = useTaking()
  const people = usePeople(festival.festival)
  const [plan, setPlan] = useState<ProgrammePlan | undefined>(undefined)
  const [withPlaces, setWithPlaces] = useState(true)
  const isRunning = taking.now.state === 'running'
  useEffect(() => {
    if (isRunning) return
    // Looked at anew after everything that was made, so that nothing is offered twice.
    void loadHere(panelDatabase(), festival).then((here) => setPlan(planProgramme(data, here)))
  }, [data, festival.festival, isRunning])
  if (plan === undefined) return <Looking />
  if (plan.events.length === 0) return <p class="small soft">{t('exchangeNoEvents')}</p>
  const zone = festival.timezone
  const fresh = plan.events.filter(({ state }) => state === 'new')
  const outside = fresh.filter(({ event }) => isOutside(event, festival)).length
  const missing = plan.rooms.filter(({ resource }) => resource === undefined)
  const rooms = withPlaces ? plan.rooms : plan.rooms.filter(({ resource }) => resource !== undefined)
  const submit = (chosen: number[]): void => {
    const events = chosen.flatMap((index) => plan.events[index] ?? [])
    void taking.run(programmeSteps(festival.festival, events, rooms, taking.take), events.length)
  }
  return (
    <>
      <p class="small">
        {plural('exchangeFoundEvents', plan.events.length, [fresh.length])}{' '}
        {fresh.length > 0 && t('exchangeAs', [isolated(personName(festival.me, people[festival.me]))])}
      </p>
      {outside > 0 && <Note tone="warn">{plural('exchangeOutside', outside)}</Note>}
      <Ticks
        label={t('exchangeEventsLabel')}
        rows={plan.events.map(({ event, state, rooms: titles }) => ({
          title: event.title,
          state,
          about: [formatWhen(event, zone), ...titles.map(isolated)].join(' · '),
        }))}
        taking={taking}
        submit={(count) => plural('exchangeTakeEvents', count)}
        onSubmit={submit}
      >
        <Others rooms={plan.rooms} />
        {missing.length > 0 && fresh.length > 0 && (
          <Check on={withPlaces} disabled={isRunning} onChange={setWithPlaces} test="exchange-places">
            {plural('exchangeMakePlaces', missing.length)}
            <span class="hint break">{list(missing.map(({ title }) => isolated(title)))}</span>
          </Check>
        )}
      </Ticks>
    </>
  )
}

/** Places of others are asked for. */
function Others({ rooms }: { rooms: readonly PlannedRoom[] }): JSX.Element | null {
  const others = rooms.filter(({ isMine }) => !isMine)
  if (others.length === 0) return null
  return <p class="small soft">{t('exchangeAsked', [list(others.map(({ title }) => isolated(title)))])}</p>
}

function isOutside(event: { from: number; to: number }, { from, to }: FestivalOverview): boolean {
  return (from !== undefined && event.from < from) || (to !== undefined && event.to > to)
}
