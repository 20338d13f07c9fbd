// A long list that has to be there as a whole, bit by bit: between two of them the browser can do what somebody asks of it.
import { useEffect, useState } from 'preact/hooks'

/** The first of the items, and one more with each moment that passes, until all are shown. */
export function useGrowing<Item>(items: readonly Item[]): readonly Item[] {
  const [count, setCount] = useState(1)
  const isWhole = count >= items.length
  useEffect(() => {
    if (isWhole) return undefined
    const timer = setTimeout(() => setCount(count + 1))
    return () => clearTimeout(timer)
  }, [count, isWhole])
  return isWhole ? items : items.slice(0, count)
}
