// Which lanes of a calendar are in sight, and how what somebody looks for comes into sight.
import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { Cell } from './drawn-span.ts'
import { pxOf } from './lane-blocks.ts'
import type { Sight } from './use-sight.ts'

const HOUR = 3_600_000
/** Where a day begins for who has not scrolled yet. */
export const MORNING: number = 9 * HOUR
/** Least width of the lane of a place, and of a day: a week fits beside the rail of a small screen. Px. */
export const LANE_PX = { place: 148, day: 112 } as const
/** Width of the axis, px: as in calendar.css. */
const AXIS_PX = 64

/** Whether a lane can be in sight, and is drawn. Lanes are wider than their least width only where all of them fit, and then all are. */
export function isSeen({ start, end }: Sight, index: number, least: number): boolean {
  return AXIS_PX + index * least < end && AXIS_PX + (index + 1) * least > start
}

/** Lanes out of sight are not drawn, so where one would be is reckoned: they scroll only where each has its least width. */
export function showCell(scrolled: HTMLElement | null, { lane, offset }: Cell, least: number): void {
  if (scrolled === null) return
  const top = pxOf(offset)
  if (top < scrolled.scrollTop) scrolled.scrollTop = top
  if (top > scrolled.scrollTop + scrolled.clientHeight * 0.6) scrolled.scrollTop = top - scrolled.clientHeight * 0.4
  const room = scrolled.clientWidth - AXIS_PX
  const before = Math.abs(scrolled.scrollLeft)
  const start = Math.max(Math.min(before, lane * least), (lane + 1) * least - room)
  if (start !== before) scrolled.scrollLeft = sideways(start)
}

/** Once per day that is shown: to now, or to the morning; where a week has no room, to the lane of the day. */
export function useScrollToNow(
  scrolled: RefObject<HTMLElement | null>,
  { now, lane, least }: { now: number | undefined; lane: number; least: number },
  shown: string | undefined,
): void {
  useLayoutEffect(() => {
    if (scrolled.current === null) return
    scrolled.current.scrollTop = pxOf(now === undefined ? MORNING : Math.max(0, now - 2 * HOUR))
    scrolled.current.scrollLeft = sideways(Math.max(0, lane) * least)
  }, [shown, lane])
}

/** Where lines run from right to left, scrolling goes below zero. */
function sideways(start: number): number {
  return document.documentElement.dir === 'rtl' ? -start : start
}
