// <p2panda-programme>: the events day by day as a list, by place, or what is on now.

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { EventItem } from '../page/p2panda.d.ts'
import { Banner } from './banner.tsx'
import { EventRow } from './event-row.tsx'
import { Lanes } from './lanes.tsx'
import { NowNext } from './now-next.tsx'
import { placesOf, shownEvents, type Scene } from './scene.ts'
import { zoneCity } from './times.ts'

const VIEWS = ['list', 'places', 'now'] as const
type ViewName = (typeof VIEWS)[number]

export function Programme({ scene }: { scene: Scene }): JSX.Element {
  const events = shownEvents(scene)
  return (
    <div class="programme">
      <Banner scene={scene} />
      {scene.state.items.festival.length > 0 ? <Board scene={scene} events={events} /> : <Fallback scene={scene} />}
    </div>
  )
}

/** What the page has for everybody, unless what should have come instead turned out to be false. */
export function Fallback({ scene: { state } }: { scene: Scene }): JSX.Element | null {
  const isFalse =
    state.status.kind === 'refused' && ['damaged', 'not-genuine', 'other-festival'].includes(state.status.code)
  return isFalse ? null : <slot />
}

function Board({ scene, events }: { scene: Scene; events: readonly EventItem[] }): JSX.Element {
  const { say, times, attribute, isPrinting } = scene
  const days = [...new Map(events.map(({ from }) => [times.dayOf(from), from])).entries()]
  const [day, setDay] = useState(attribute('day') ?? times.dayOf(Date.now()))
  const [chosenView, setView] = useState<ViewName>(VIEWS.find((name) => name === attribute('view')) ?? 'list')
  const [words, setWords] = useState('')
  const shownDay = days.some(([name]) => name === day) ? day : days[0]?.[0]
  const found = events.filter((event) => isFound(event, words, scene))
  const chooseDay = (name: string): void => {
    setDay(name)
    setWords('')
  }
  const view = isPrinting ? 'list' : chosenView
  const isAllDays = words !== '' || attribute('day') === 'all' || isPrinting
  const ofDay = isAllDays ? found : found.filter(({ from }) => times.dayOf(from) === shownDay)
  return (
    <>
      <div class="controls" part="controls">
        {view !== 'now' && attribute('day') !== 'all' && (
          <div class="days" role="group" aria-label={say('days')}>
            {days.map(([name, ms]) => (
              <Choice key={name} isChosen={!isAllDays && name === shownDay} onChoose={() => chooseDay(name)}>
                {times.day(ms)}
              </Choice>
            ))}
          </div>
        )}
        <div class="views" role="group" aria-label={say('views')}>
          {VIEWS.map((name) => (
            <Choice key={name} isChosen={name === view} onChoose={() => setView(name)}>
              {say(name)}
            </Choice>
          ))}
        </div>
        <input
          type="search"
          part="filter"
          aria-label={say('filter')}
          placeholder={say('filter')}
          value={words}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <ZoneNote scene={scene} />
      </div>
      {view === 'now' ? (
        <NowNext scene={scene} events={found} />
      ) : ofDay.length === 0 ? (
        <p class="soft none">{say(events.length === 0 ? 'noneAtAll' : 'none')}</p>
      ) : view === 'places' ? (
        <Lanes scene={scene} events={ofDay} />
      ) : (
        <Days scene={scene} events={ofDay} />
      )}
    </>
  )
}

function Choice(props: { isChosen: boolean; onChoose: () => void; children: string }): JSX.Element {
  return (
    <button
      type="button"
      class="choice"
      part={props.isChosen ? 'choice chosen' : 'choice'}
      aria-pressed={props.isChosen}
      onClick={props.onChoose}
    >
      {props.children}
    </button>
  )
}

function Days({ scene, events }: { scene: Scene; events: readonly EventItem[] }): JSX.Element {
  const { times } = scene
  const days = new Map<string, EventItem[]>()
  for (const event of events) days.set(times.dayOf(event.from), [...(days.get(times.dayOf(event.from)) ?? []), event])
  return (
    <>
      {[...days].map(([name, ofDay]) => (
        <section key={name} part="day">
          <h3 class={days.size === 1 ? 'day alone' : 'day'}>{times.day(ofDay[0]?.from ?? 0)}</h3>
          <ol class="events" part="events">
            {ofDay.map((event) => (
              <EventRow key={event.id} event={event} scene={scene} />
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

export function ZoneNote({ scene: { say, times } }: { scene: Scene }): JSX.Element {
  const now = Date.now()
  const isElsewhere = times.spanForVisitor(now, now) !== undefined
  return (
    <p class="soft zone">
      {say('zone', { zone: zoneCity(times.zone) })}
      {isElsewhere && ` ${say('zoneYours', { zone: zoneCity(times.visitorZone) })}`}
    </p>
  )
}

function isFound(event: EventItem, words: string, scene: Scene): boolean {
  if (words === '') return true
  const places = placesOf(event, scene).map(({ title }) => title)
  const text = [event.title, event.description, scene.name(event.author), ...event.tags, ...places].join('\n')
  const folded = text.toLocaleLowerCase(scene.locale)
  return words
    .toLocaleLowerCase(scene.locale)
    .split(/\s+/)
    .every((word) => folded.includes(word))
}
