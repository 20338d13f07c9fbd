// Which link is asked for which log: what a link did not deliver is not asked for again soon, and costs a bounded memory.

import { expect, it } from 'vitest'
import { Fetches } from '../../../src/gossip/fetches.ts'
import type { LogKey } from '../../../src/gossip/local-topic.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'

const FESTIVAL = '0040' as FestivalId
const logOf = (number: number): LogKey => `log ${number}` as LogKey

it('avoids a link for what it did not deliver, for half a minute', () => {
  const fetches = new Fetches()
  fetches.begin(FESTIVAL, logOf(1), 7, 10, 0)
  fetches.dropStalled(3_000)
  expect(fetches.isFetching(FESTIVAL, logOf(1))).toBe(false)
  expect(fetches.choose(FESTIVAL, logOf(1), [7], 32_999)).toBeUndefined()
  expect(fetches.choose(FESTIVAL, logOf(1), [7], 33_000)).toBe(7)
  expect(fetches.choose(FESTIVAL, logOf(1), [7, 8], 3_000)).toBe(8)
  expect(fetches.choose(FESTIVAL, logOf(2), [7], 3_000)).toBe(7)
})

it('forgets the oldest of more than a thousand that a peer makes up', () => {
  const fetches = new Fetches()
  const avoided = (number: number): boolean => fetches.isAvoided(FESTIVAL, logOf(number), 7, 10)
  for (let number = 0; number < 1_024; number += 1) fetches.avoid(FESTIVAL, logOf(number), 7, 0)
  fetches.avoid(FESTIVAL, logOf(0), 7, 1)
  expect([avoided(0), avoided(1), avoided(1_023)]).toEqual([true, true, true])
  fetches.avoid(FESTIVAL, logOf(1_024), 7, 2)
  expect([avoided(0), avoided(1), avoided(2)]).toEqual([true, false, true])
})
