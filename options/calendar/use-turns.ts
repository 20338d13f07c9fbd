// Much that comes into sight together is drawn one after the other: between two of them the browser can show what is there and do what
// somebody asks of it.
import { useEffect, useState } from 'preact/hooks'

/** Of these keys, those whose turn has come: the first `most` at once, and as many more with each moment that passes. */
export function useTurns(keys: readonly string[], most: number = 1): ReadonlySet<string> {
  const [drawn, setDrawn] = useState<ReadonlySet<string>>(() => new Set(keys.slice(0, most)))
  const turns = new Set(keys.filter((key) => drawn.has(key)))
  const isOver = turns.size === keys.length
  useEffect(() => {
    if (isOver) return undefined
    const next = keys.filter((key) => !turns.has(key)).slice(0, most)
    const timer = setTimeout(() => setDrawn(new Set([...turns, ...next])))
    return () => clearTimeout(timer)
  }, [isOver, turns.size, keys.join()])
  return turns
}
