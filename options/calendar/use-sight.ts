// Which part of something large is in sight, so that only that part is drawn.
import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

/** In px from the beginning of the content, with some margin on each side. */
export interface Sight {
  top: number
  bottom: number
  /** From the side at which lines begin. */
  start: number
  end: number
}

/** What is drawn changes when it was scrolled by this much, px. */
const STEP = 160

/** Before anything was measured. */
const NOTHING: Sight = { top: 0, bottom: 0, start: 0, end: 0 }

/** `element` scrolls in both directions. */
export function useSight(element: RefObject<HTMLElement | null>): Sight {
  const [sight, setSight] = useState(NOTHING)
  useLayoutEffect(() => {
    const scrolled = element.current
    if (scrolled === null) return undefined
    const look = (): void => setSight((before) => (same(before, sightOf(scrolled)) ? before : sightOf(scrolled)))
    const resized = new ResizeObserver(look)
    resized.observe(scrolled)
    look()
    scrolled.addEventListener('scroll', look, { passive: true })
    return () => {
      resized.disconnect()
      scrolled.removeEventListener('scroll', look)
    }
  }, [element])
  return sight
}

function sightOf({ scrollTop, scrollLeft, clientHeight, clientWidth }: HTMLElement): Sight {
  // Where lines run from right to left, scrolling goes below zero.
  const start = Math.floor(Math.abs(scrollLeft) / STEP) * STEP
  const top = Math.floor(scrollTop / STEP) * STEP
  return {
    top: top - STEP,
    bottom: top + Math.ceil(clientHeight / STEP) * STEP + 2 * STEP,
    start: start - STEP,
    end: start + Math.ceil(clientWidth / STEP) * STEP + 2 * STEP,
  }
}

function same(a: Sight, b: Sight): boolean {
  return a.top === b.top && a.bottom === b.bottom && a.start === b.start && a.end === b.end
}
