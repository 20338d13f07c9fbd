// What takes the place of something that had the focus takes the focus too: else a person without a mouse begins at the top again.
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { RefObject } from 'preact'

/**
 * For an element with `tabIndex={-1}`; it has the focus as soon as it is there, not a moment later: that would take it from who has
 * gone on already.
 */
export function useArrivalFocus<E extends HTMLElement>(): RefObject<E | null> {
  const arrived = useRef<E>(null)
  useLayoutEffect(() => arrived.current?.focus(), [])
  return arrived
}
