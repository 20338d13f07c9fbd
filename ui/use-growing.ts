// A long list that has to be there as a whole, bit by bit: between two of them the browser can do what somebody asks of it.
import { useEffect, useState } from 'preact/hooks'

/** The first `step` of the items, and as many more with each moment that passes, until all are shown. */
export function useGrowing<Item>(items: readonly Item[], step: number): readonly Item[] {
  const [count, setCount] = useState(step)
  const isWhole = count >= items.length
  useEffect(() => {
    if (isWhole) return undefined
    const timer = setTimeout(() => setCount(count + step))
    return () => clearTimeout(timer)
  }, [count, isWhole, step])
  return isWhole ? items : items.slice(0, count)
}
