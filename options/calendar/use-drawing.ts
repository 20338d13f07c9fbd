// Drawing a time into a lane with mouse or pen. Fingers scroll; for them there is a button.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Interval } from '../../src/operations/operation.ts'
import { drawnSpan } from './drawn-span.ts'
import { HOUR_PX } from './lane-blocks.ts'
import type { Lane } from './lanes.ts'

const HOUR = 3_600_000

export interface Drawing {
  lane: string
  interval: Interval
}

type BeginDrawing = (lane: Lane, event: PointerEvent & { currentTarget: HTMLElement }) => void

/** What is drawn now, and what begins it when a pointer goes down on a lane. `onDrawn` is told when the pointer lets go. */
export function useDrawing(
  onDrawn: (lane: Lane, interval: Interval) => void,
): [drawing: Drawing | undefined, begin: BeginDrawing] {
  const stop = useRef<AbortController | undefined>(undefined)
  const [drawing, setDrawing] = useState<Drawing | undefined>(undefined)
  useEffect(() => () => stop.current?.abort(), [])
  const begin: BeginDrawing = (lane, down) => {
    if (down.button !== 0 || down.pointerType === 'touch' || down.target !== down.currentTarget) return
    const element = down.currentTarget
    const start = offsetIn(element, down)
    const spanTo = (event: PointerEvent): Interval | undefined => drawnSpan(lane.scale, start, offsetIn(element, event))
    stop.current?.abort()
    const drawn = new AbortController()
    stop.current = drawn
    const listening = { signal: drawn.signal }
    const end = (): void => {
      drawn.abort()
      setDrawing(undefined)
    }
    // On the window: the pointer leaves the lane before it lets go.
    window.addEventListener(
      'pointermove',
      (event) => {
        const interval = spanTo(event)
        setDrawing(interval && { lane: lane.key, interval })
      },
      listening,
    )
    window.addEventListener(
      'pointerup',
      (event) => {
        end()
        const interval = spanTo(event)
        if (interval !== undefined) onDrawn(lane, interval)
      },
      listening,
    )
    window.addEventListener('pointercancel', end, listening)
  }
  return [drawing, begin]
}

/** Where in its lane a pointer is, ms of the axis. */
function offsetIn(lane: HTMLElement, { clientY }: PointerEvent): number {
  return ((clientY - lane.getBoundingClientRect().top) / HOUR_PX) * HOUR
}
