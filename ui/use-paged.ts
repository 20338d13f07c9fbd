// A long list in steps: the first of it, and more of it with each press.
import { useState } from 'preact/hooks'

const PAGE = 30

export interface Paged<Item> {
  shown: readonly Item[]
  /** How many are left. */
  left: number
  showMore: () => void
}

export function usePaged<Item>(items: readonly Item[], page: number = PAGE): Paged<Item> {
  const [count, setCount] = useState(page)
  return {
    shown: items.slice(0, count),
    left: Math.max(0, items.length - count),
    showMore: () => setCount(count + page),
  }
}
