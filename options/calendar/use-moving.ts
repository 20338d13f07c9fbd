// Moving an event of mine in the lanes with mouse or pen, or with keys. Fingers scroll; for them there is the form. Nothing is written
// here: where it stands in the end is asked about once more.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { EventOverview } from '../../src/festival/overview.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { HOUR_PX } from './lane-blocks.ts'
import type { Lane } from './lanes.ts'
import { draggedSpan, type MovedPart, pressedSpan, stretchedSpan } from './moved-span.ts'

const HOUR = 3_600_000
/** Less than this is a press, px. */
const PRESS_PX = 4

/** An event, and where somebody wants to have it. */
export interface Move {
  overview: EventOverview
  to: Interval
}

/** What a block needs to be moved. */
export interface Mover {
  move: Move | undefined
  drag: (lane: Lane, overview: EventOverview, part: MovedPart, down: PointerEvent) => void
  /** Whether the key had something to do with moving. */
  press: (overview: EventOverview, key: KeyboardEvent) => boolean
  leave: () => void
}

export function useMoving(lanes: readonly Lane[]): Mover {
  const [move, setMove] = useState<Move | undefined>(undefined)
  const stop = useRef<AbortController | undefined>(undefined)
  const shown = useRef(lanes)
  shown.current = lanes
  useEffect(() => () => stop.current?.abort(), [])

  const drag: Mover['drag'] = (lane, overview, part, down) => {
    if (down.button !== 0 || down.pointerType === 'touch') return
    const start = placeOf(down, lane)
    const before = move?.overview.event.id === overview.event.id ? move.to : overview.event
    stop.current?.abort()
    const dragging = new AbortController()
    stop.current = dragging
    const listening = { signal: dragging.signal }
    let isMoved = false
    const follow = (event: PointerEvent): void => {
      isMoved ||= Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > PRESS_PX
      if (!isMoved) return
      const now = placeOf(event, shown.current.find(({ key }) => key === laneKeyAt(event)) ?? lane)
      const by = now.offset - start.offset
      const to = part === 'end' ? stretchedSpan(before, by) : draggedSpan(before, by, lane.scale, dayOf(now.lane, lane))
      setMove({ overview, to })
    }
    const end = (): void => {
      dragging.abort()
      // The press that ends a drag opens nothing.
      if (isMoved) {
        const swallow = (click: Event): void => click.stopPropagation()
        window.addEventListener('click', swallow, { capture: true, once: true })
        setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
      }
    }
    // On the window: the pointer leaves the event at once.
    window.addEventListener('pointermove', follow, listening)
    window.addEventListener('pointerup', end, listening)
    window.addEventListener('pointercancel', end, listening)
  }

  const press: Mover['press'] = (overview, key) => {
    if (key.altKey || key.ctrlKey || key.metaKey) return false
    const isMoving = move?.overview.event.id === overview.event.id
    if (isMoving && key.key === 'Escape') {
      setMove(undefined)
      return true
    }
    if (isMoving && key.key === 'Enter') {
      document.querySelector<HTMLElement>('[data-test="move-save"]')?.focus()
      return true
    }
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const days = lanes.flatMap(({ day, scale }) => (day === undefined ? [] : [scale]))
    const to = pressedSpan(isMoving ? move.to : overview.event, key, { days, forward })
    if (to !== undefined) setMove({ overview, to })
    return to !== undefined
  }

  return { move, drag, press, leave: () => setMove(undefined) }
}

/** Lanes of places are all of one day; between those of a week an event is dragged into another day. */
function dayOf(there: Lane, here: Lane): Lane['scale'] {
  return there.day === undefined ? here.scale : there.scale
}

function laneKeyAt({ clientX, clientY }: PointerEvent): string | undefined {
  return document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('.lane')?.dataset['key']
}

/** Which lane a pointer is on, and where in it, ms of the axis. All lanes begin at the same height. */
function placeOf({ clientY }: PointerEvent, lane: Lane): { lane: Lane; offset: number } {
  const top = document.querySelector('.lane')?.getBoundingClientRect().top ?? 0
  return { lane, offset: ((clientY - top) / HOUR_PX) * HOUR }
}
