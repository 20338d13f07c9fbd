// When a resource is offered (DESIGN 4.3): the exact union of its windows, not the hull around them.

import { describe, expect, it } from 'vitest'
import { isOffered } from '../../../src/festival/availability.ts'
import type { Availability } from '../../../src/operations/operation.ts'

const at = (from: number, to: number): { from: number; to: number } => ({ from, to })

describe('isOffered', () => {
  it.each<[string, Availability, [number, number], string]>([
    ['always', 'always', [0, 10], 'yes'],
    ['inside a window', { windows: [[0, 10]] }, [2, 8], 'yes'],
    ['exactly a window', { windows: [[0, 10]] }, [0, 10], 'yes'],
    ['beyond a window', { windows: [[0, 10]] }, [5, 11], 'no'],
    [
      'over two windows that touch, given in any order',
      {
        windows: [
          [5, 10],
          [0, 5],
        ],
      },
      [2, 8],
      'yes',
    ],
    [
      'over a gap between two windows',
      {
        windows: [
          [0, 4],
          [5, 10],
        ],
      },
      [2, 8],
      'no',
    ],
    [
      'over windows that overlap',
      {
        windows: [
          [0, 9],
          [1, 3],
          [5, 12],
        ],
      },
      [0, 12],
      'yes',
    ],
    ['into an exception', { windows: [[0, 10]], except: [[4, 5]] }, [2, 8], 'no'],
    ['beside an exception', { windows: [[0, 10]], except: [[4, 5]] }, [5, 8], 'yes'],
    ['without any window', { windows: [] }, [0, 1], 'no'],
    ['by weekly openings', { windows: [], weekly: [{ days: [1], from: 0, to: 60 }] }, [0, 1], 'unknown'],
    [
      'in a window beside weekly openings',
      { windows: [[0, 9]], weekly: [{ days: [1], from: 0, to: 60 }] },
      [0, 1],
      'yes',
    ],
    [
      'in an exception of weekly openings',
      { windows: [], weekly: [{ days: [1], from: 0, to: 60 }], except: [[0, 9]] },
      [0, 1],
      'no',
    ],
  ])('answers %s', (_name, availability, [from, to], expected) => {
    expect(isOffered(availability, at(from, to))).toBe(expected)
  })
})
