// What is on, and what comes next. Looks at the clock again every half minute.

import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { EventItem } from '../page/p2panda.d.ts'
import { EventRow } from './event-row.tsx'
import type { Scene } from './scene.ts'

const LOOK_EVERY = 30_000
const MOST_NEXT = 5

export function NowNext({ scene, events }: { scene: Scene; events: readonly EventItem[] }): JSX.Element {
  const { say, times } = scene
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_EVERY)
    return () => clearInterval(timer)
  }, [])
  const running = events.filter(({ from, to, cancelled }) => from <= now && now < to && !cancelled)
  const next = events.filter(({ from, cancelled }) => from > now && !cancelled).slice(0, MOST_NEXT)
  const list = (shown: readonly EventItem[]): JSX.Element => (
    <ol class="events" part="events">
      {shown.map((event) => (
        <EventRow key={event.id} event={event} scene={scene} />
      ))}
    </ol>
  )
  return (
    <>
      <h3 class="day">{say('runningNow')}</h3>
      {running.length > 0 ? list(running) : <p class="soft none">{say('noneNow')}</p>}
      <h3 class="day">
        {say('next')}
        {next[0] !== undefined && <span class="soft"> · {times.day(next[0].from)}</span>}
      </h3>
      {next.length > 0 ? list(next) : <p class="soft none">{say('noneLater')}</p>}
    </>
  )
}
