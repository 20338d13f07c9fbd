// Choices of the overlay, drawn from the random port.

import type { Random } from '../../ports/random.ts'

/** An integer from 0 to `limit` - 1; `limit` is at most 65,536. */
export function below(random: Random, limit: number): number {
  const [high = 0, low = 0] = random.bytes(2)
  return Math.floor(((high * 256 + low) / 65_536) * limit)
}

export function pick<T>(random: Random, items: readonly T[]): T | undefined {
  return items[below(random, items.length)]
}

/** All items, beginning with one at random. */
export function turned<T>(random: Random, items: readonly T[]): T[] {
  const start = below(random, items.length)
  return [...items.slice(start), ...items.slice(0, start)]
}

/** `ms`, give or take up to half of it. */
export function around(ms: number, random: Random): number {
  return Math.round(ms * (0.5 + below(random, 1_001) / 1_000))
}
