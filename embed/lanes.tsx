// The events of a day side by side, one lane for each place. The list inside a lane is the same for everybody; where there is room
// its events stand at their time.

import type { JSX } from 'preact'
import type { EventItem } from '../page/p2panda.d.ts'
import { Confirmed, When } from './event-row.tsx'
import { placesOf, type Scene } from './scene.ts'
import { PageLink } from './site-pages.tsx'

const HOUR = 3_600_000

interface Lane {
  title: string
  events: EventItem[]
}

export function Lanes({ scene, events }: { scene: Scene; events: readonly EventItem[] }): JSX.Element {
  const start = Math.floor(Math.min(...events.map(({ from }) => from)) / HOUR) * HOUR
  const end = Math.max(...events.map(({ to }) => Math.min(to, start + 24 * HOUR)))
  return (
    <div class="lanes" part="lanes">
      {lanesOf(events, scene).map(({ title, events: inLane }) => (
        <section class="lane" part="lane" key={title}>
          <h3>
            <bdi>{title}</bdi>
          </h3>
          <ol>
            {placed(inLane, start, end).map(({ event, style }) => (
              <li key={event.id} class={event.cancelled ? 'block cancelled' : 'block'} part="block" style={style}>
                <h4>
                  <PageLink scene={scene} of="event" id={event.id}>
                    {event.title}
                  </PageLink>
                </h4>
                <When event={event} scene={scene} />
                <Confirmed event={event} scene={scene} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function lanesOf(events: readonly EventItem[], scene: Scene): Lane[] {
  const lanes = new Map<string, Lane>()
  for (const event of events) {
    const [place] = placesOf(event, scene)
    const title = place?.title ?? scene.say('nowhere')
    const lane = lanes.get(place?.id ?? '') ?? { title, events: [] }
    lane.events.push(event)
    lanes.set(place?.id ?? '', lane)
  }
  const elsewhere = lanes.get('')
  lanes.delete('')
  const sorted = [...lanes.values()].toSorted((a, b) => a.title.localeCompare(b.title, scene.locale))
  return elsewhere === undefined ? sorted : [...sorted, elsewhere]
}

/** Where each event stands between the ends of the day, in hundredths; what overlaps stands one below the other. */
function placed(events: readonly EventItem[], start: number, end: number) {
  const tracks: number[] = []
  const length = Math.max(1, end - start)
  return events.map((event) => {
    const free = tracks.findIndex((until) => until <= event.from)
    const track = free === -1 ? tracks.length : free
    tracks[track] = event.to
    const from = ((event.from - start) / length) * 100
    const span = ((Math.min(event.to, end) - event.from) / length) * 100
    const style = { '--from': `${from}`, '--span': `${span}`, '--track': `${track + 1}` }
    return { event, style }
  })
}
