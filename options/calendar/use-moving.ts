// Moving an event of mine in the lanes with mouse or pen, or with keys: to another time, and between places to another place. Fingers
// scroll; for them there is the form. Nothing is written here: where it stands in the end is asked about once more.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { OtherPlace } from '../../src/adapters/dexie/read-move.ts'
import type { EventOverview } from '../../src/festival/overview.ts'
import { isThere } from '../../src/festival/place-lanes.ts'
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
  /** Absent where it stays. */
  place?: OtherPlace | undefined
}

/** What a block needs to be moved. */
export interface Mover {
  move: Move | undefined
  drag: (lane: Lane, overview: EventOverview, part: MovedPart, down: PointerEvent) => void
  /** Whether the key had something to do with moving. */
  press: (lane: Lane, overview: EventOverview, key: KeyboardEvent) => boolean
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
    const start = pointAt(down, lane)
    const isMoving = move?.overview.event.id === overview.event.id
    const before = isMoving ? move.to : overview.event
    const otherPlace = isMoving ? move.place : undefined
    stop.current?.abort()
    const dragging = new AbortController()
    stop.current = dragging
    const listening = { signal: dragging.signal }
    let isMoved = false
    const follow = (event: PointerEvent): void => {
      isMoved ||= Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > PRESS_PX
      if (!isMoved) return
      const now = pointAt(event, shown.current.find(({ key }) => key === laneKeyAt(event)) ?? lane)
      const by = now.offset - start.offset
      const to = part === 'end' ? stretchedSpan(before, by) : draggedSpan(before, by, lane.scale, dayOf(now.lane, lane))
      setMove({ overview, to, place: part === 'end' ? otherPlace : placeIn(now.lane, lane, overview) })
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

  const press: Mover['press'] = (lane, overview, key) => {
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
    const before: Move = isMoving ? move : { overview, to: overview.event }
    const to = pressedSpan(before.to, key, { days, forward })
    if (to !== undefined) setMove({ ...before, overview, to })
    if (to !== undefined || (key.key !== 'ArrowLeft' && key.key !== 'ArrowRight')) return to !== undefined
    const beside = laneBeside(before, lane, key.key === forward ? 1 : -1)
    if (beside !== undefined) setMove({ ...before, overview, place: placeIn(beside, lane, overview) })
    return true
  }

  /** The next lane to this side into which it may go, or its own. */
  function laneBeside({ overview, place }: Move, own: Lane, by: 1 | -1): Lane | undefined {
    const open = lanes.filter((each) => each.key === own.key || placeIn(each, own, overview) !== undefined)
    const at = open.findIndex(({ key }) => key === (place?.resource.id ?? own.key))
    return open[at + by]
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

/** What is asked for in another lane; undefined where that is no other place, or one of another festival, which is asked in the form. */
function placeIn(there: Lane, here: Lane, { event, lines }: EventOverview): OtherPlace | undefined {
  const resource = there.place
  if (resource === undefined || there.key === here.key || resource.festival !== event.festival) return undefined
  if (lines.some((line) => line.resource?.id === resource.id && isThere(line))) return undefined
  const old = lines.find((line) => line.resource?.id === here.place?.id && isThere(line))?.request
  if (old === undefined) return { resource }
  return old.festival === event.festival ? { resource, instead: old.id } : undefined
}

/** Which lane a pointer is on, and where in it, ms of the axis. All lanes begin at the same height. */
function pointAt({ clientY }: PointerEvent, lane: Lane): { lane: Lane; offset: number } {
  const top = document.querySelector('.lane')?.getBoundingClientRect().top ?? 0
  return { lane, offset: ((clientY - top) / HOUR_PX) * HOUR }
}
