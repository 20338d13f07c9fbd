// A series before it is published (what is in its way) and afterwards (which occurrence an event is).

import { describe, expect, it } from 'vitest'
import { seriesPlaces } from '../../../src/festival/series.ts'
import { seriesConflicts, type Conflict } from '../../../src/festival/series-conflicts.ts'
import type { Operation, ResourceCreate } from '../../../src/operations/operation.ts'
import { Rows, cancel, eventCreate, grant, hold, id, key, resourceCreate } from './story.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const nights = (length: number): { from: number; to: number }[] =>
  [0, 1, 2, 3].map((day) => ({ from: day * DAY + 20 * HOUR, to: day * DAY + (20 + length) * HOUR }))

const TAKEN: [string, Operation][] = [
  ['H', hold('R', DAY + 21 * HOUR, DAY + 23 * HOUR)],
  ['G', grant('Q', 'R', 2 * DAY + 22 * HOUR, 2 * DAY + 23 * HOUR)],
]

function conflicts(
  fields: Partial<ResourceCreate>,
  length: number,
  { quantity = 1, taken = TAKEN }: { quantity?: number; taken?: typeof TAKEN } = {},
): (Conflict['why'] | undefined)[] {
  const rows = new Rows().add('ada', 1, [['R', resourceCreate(fields)], ...taken])
  const resource = rows.resources.get(id('R'))
  if (resource === undefined) throw new TypeError('no resource')
  const need = { resource, answers: [...rows.answers.values()], quantity, zone: 'UTC' }
  return seriesConflicts(nights(length), [need]).map(([conflict]) => conflict?.why)
}

describe('what is in the way of a series', () => {
  it('is said for each occurrence', () => {
    expect(conflicts({}, 2)).toEqual([undefined, 'taken', undefined, undefined])
    expect(conflicts({}, 3)).toEqual([undefined, 'taken', 'taken', undefined])
  })

  it('is only what leaves too little of many', () => {
    expect(conflicts({ capacity: 3 }, 3, { quantity: 2 })).toEqual([undefined, undefined, undefined, undefined])
    expect(conflicts({ capacity: 3 }, 3, { quantity: 3 })).toEqual([undefined, 'taken', 'taken', undefined])
  })

  it('is also that a thing is not offered then', () => {
    // 1 January 1970 was a Thursday.
    const availability = { windows: [], weekly: [{ days: [4, 5], from: 20 * 60, to: 24 * 60 }] }
    expect(conflicts({ availability }, 1)).toEqual([undefined, undefined, 'closed', 'closed'])
  })

  it('is also an earlier occurrence of the same series that reaches into it', () => {
    expect(conflicts({}, 25, { taken: [] })).toEqual([undefined, 'taken', undefined, 'taken'])
    expect(conflicts({ capacity: 2 }, 25, { taken: [] })).toEqual([undefined, undefined, undefined, undefined])
    const buffer = { before: 0, after: 24 * HOUR }
    expect(conflicts({ buffer }, 1, { taken: [] })).toEqual([undefined, 'taken', undefined, 'taken'])
  })
})

describe('the events of a series', () => {
  it('are numbered by time for each author, cancelled ones included; alone one is no series', () => {
    const night = (from: number, series: string) => eventCreate({ from, to: from + 1, series })
    const rows = new Rows()
      .add('ben', 2, [
        ['E2', night(20, 'choir')],
        ['E1', night(10, 'choir')],
        ['E3', night(30, 'choir')],
        ['x', cancel('E2')],
        ['F', night(10, 'other')],
        ['G', eventCreate()],
      ])
      .add('mallory', 3, [['M', night(15, 'choir')]])
    expect(rows.events.get(id('M'))?.author).toBe(key('mallory'))
    expect([...seriesPlaces(rows.events.values())].sort(([, a], [, b]) => a.number - b.number)).toEqual([
      [id('E1'), { number: 1, of: 3 }],
      [id('E2'), { number: 2, of: 3 }],
      [id('E3'), { number: 3, of: 3 }],
    ])
  })
})
