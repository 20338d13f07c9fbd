// Several things that come into sight together are drawn one after the other: between two of them the browser can show what is there
// and do what somebody asks of it.
import { useEffect, useState } from 'preact/hooks'

/** Of these keys, those whose turn has come: one at once, and one more with each moment that passes. */
export function useTurns(keys: readonly string[]): ReadonlySet<string> {
  const [drawn, setDrawn] = useState<ReadonlySet<string>>(new Set())
  const turns = new Set(keys.filter((key) => drawn.has(key)))
  const next = keys.find((key) => !turns.has(key))
  useEffect(() => {
    if (next === undefined) return undefined
    const timer = setTimeout(() => setDrawn(new Set([...turns, next])))
    return () => clearTimeout(timer)
  }, [next, keys.join()])
  return turns
}
