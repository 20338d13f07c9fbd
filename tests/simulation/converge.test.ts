// Many nodes on virtual time: whatever the network does, everybody ends with the same entries.

import { describe, expect, it } from 'vitest'
import { simulate } from '../../src/testing/simulate.ts'

describe('a simulated festival', () => {
  it.each([
    { nodes: 2, entries: 20, loss: 0 },
    { nodes: 2, entries: 20, loss: 0.2 },
    { nodes: 5, entries: 40, loss: 0.1 },
    { nodes: 8, entries: 40, loss: 0.5 },
    { nodes: 20, entries: 60, loss: 0.05 },
  ])('of $nodes nodes converges when links break with probability $loss a second', async (options) => {
    const result = await simulate({ seed: 'converge', doubles: 0.3, ...options })
    expect(result).toMatchObject({ converged: true })
  })

  it('runs the same way twice with the same seed, and another way with another', async () => {
    const options = { nodes: 5, entries: 30, loss: 0.1, doubles: 0.3 }
    const [one, two, other] = [
      await simulate({ seed: 'same', ...options }),
      await simulate({ seed: 'same', ...options }),
      await simulate({ seed: 'other', ...options }),
    ]
    expect(two).toEqual(one)
    expect(other.traceHash).not.toBe(one.traceHash)
  })
})
