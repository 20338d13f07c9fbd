// What a scenario is measured by: a goal, what came out, and how they compare.

export type Comparison = 'at most' | 'at least'

export interface Goal {
  what: string
  comparison: Comparison
  goal: number
  measured: number
  unit: string
}

export function isReached({ comparison, goal, measured }: Goal): boolean {
  return comparison === 'at most' ? measured <= goal : measured >= goal
}

/** How much better than the goal; below 1 it is missed. Infinite when nothing could be better. */
export function ratioOf({ comparison, goal, measured }: Goal): number {
  const [better, worse] = comparison === 'at most' ? [goal, measured] : [measured, goal]
  return worse === 0 ? Number.POSITIVE_INFINITY : better / worse
}
