// Partially replicated logs (bamboo, certificate pools; design §4.1): which entries prove that an entry belongs to its log.

import { describe, expect, it } from 'vitest'
import {
  certificatePool,
  checkPool,
  type Anchor,
  type PoolErrorCode,
  type SignedEntry,
} from '../../../src/bamboo/index.ts'
import { buildLog, entryOf } from './log-builder.ts'

const HEIGHT = 50
const log = await buildLog(HEIGHT)
const members = (...seqNums: number[]): SignedEntry[] => seqNums.map((seqNum) => entryOf(log, seqNum))
const anchorAt = (seqNum: number): Anchor => ({ seqNum, hash: entryOf(log, seqNum).hash })
const pool = certificatePool(HEIGHT, HEIGHT)

function answer(
  given: readonly SignedEntry[],
  newest: number,
  anchors?: readonly Anchor[],
): readonly number[] | string {
  const proven = checkPool(given, newest, anchors)
  return proven.ok ? proven.value.reached : `${proven.error.code} ${proven.error.seqNum}`
}

describe('a certificate pool', () => {
  it.each([1, 2, 4, 13, 14, 40, 41, 49])('of entry %i proves it from entry 1 on, in any order', (seqNum) => {
    const given = members(...certificatePool(seqNum, seqNum))
    expect(answer(given, seqNum)).toEqual(certificatePool(seqNum, seqNum))
    expect(answer(given.toReversed(), seqNum)).toEqual(certificatePool(seqNum, seqNum))
  })

  it('of an older and of a newer entry together prove that the older precedes the newer', () => {
    const given = members(...new Set([...certificatePool(7, HEIGHT), ...pool]))
    expect(answer(given, HEIGHT)).toContain(7)
  })

  it('may have the newest entries with backlinks between them', () => {
    expect(answer(members(...pool, 47, 48, 49), HEIGHT)).toEqual(expect.arrayContaining([47, 48, 49, 50]))
  })

  it('reaches an entry that is known, and needs none below it', () => {
    const above = pool.filter((seqNum) => seqNum > 40)
    expect(answer(members(...above), HEIGHT)).toMatch(/^pool-path-missing/u)
    expect(answer(members(...above), HEIGHT, [anchorAt(40)])).toContain(40)
    expect(answer(members(...above), HEIGHT, [1, 13, 40].map(anchorAt))).toContain(HEIGHT)
  })

  it('does not count entries that no link leads to', () => {
    const stray = [6, 9].filter((seqNum) => !pool.includes(seqNum))
    expect(stray.length).toBeGreaterThan(0)
    expect(answer(members(...pool, ...stray), HEIGHT)).toEqual(pool)
  })

  it('proves an entry that is known itself', () => {
    expect(answer(members(9), 9, [anchorAt(9)])).toEqual([9])
  })
})

describe('what is no certificate pool', () => {
  it('lacks any entry of the path', () => {
    for (const missing of pool.slice(0, -1)) {
      const rest = members(...pool.filter((seqNum) => seqNum !== missing))
      expect(answer(rest, HEIGHT)).toMatch(/^pool-path-missing/u)
    }
  })

  it('names the lowest entry that links lead to', () => {
    expect(answer(members(49, 50), HEIGHT)).toBe('pool-path-missing 49')
  })

  it('lacks the entry that it is for, or has nothing', () => {
    expect(answer(members(1, 2), 3)).toBe('pool-entry-missing 3')
    expect(answer([], 1)).toBe('pool-entry-missing 1')
  })

  const twin = async (options: Parameters<typeof buildLog>[1], height = HEIGHT): Promise<SignedEntry[]> =>
    buildLog(height, options)

  const cases: {
    what: string
    code: PoolErrorCode
    at: number
    with: () => Promise<[SignedEntry[], number, Anchor[]?]>
  }[] = [
    {
      what: 'an entry of another author',
      code: 'pool-mixed-logs',
      at: 13,
      with: async () => [[...members(1, 14), entryOf(await twin({ secret: 2 }, 13), 13)], 14],
    },
    {
      what: 'an entry of another log id',
      code: 'pool-mixed-logs',
      at: 13,
      with: async () => [[...members(1, 14), entryOf(await twin({ logId: 8n }, 13), 13)], 14],
    },
    {
      what: 'two entries with one sequence number',
      code: 'pool-contradiction',
      at: 5,
      with: async () => [[...members(1, 4, 5), entryOf(await twin({ otherFrom: 5 }, 5), 5)], 5],
    },
    {
      what: 'an entry that is not the one that is known',
      code: 'pool-contradiction',
      at: 5,
      with: async () => [members(1, 4, 5), 5, [{ seqNum: 5, hash: entryOf(await twin({ otherFrom: 5 }, 5), 5).hash }]],
    },
    {
      what: 'a link to another entry than the one that is there',
      code: 'pool-link-mismatch',
      at: 6,
      with: async () => [[...members(1, 4, 6), entryOf(await twin({ otherFrom: 5 }, 5), 5)], 6],
    },
    {
      what: 'a link to another entry than the one that is known',
      code: 'pool-link-mismatch',
      at: 14,
      with: async () => [members(14), 14, [{ seqNum: 13, hash: entryOf(log, 12).hash }]],
    },
    {
      what: 'an entry after the end of the log',
      code: 'pool-after-end-of-log',
      at: 6,
      with: async () => {
        const ended = await twin({ endOfLogAt: 5 }, 6)
        return [[1, 4, 5, 6].map((seqNum) => entryOf(ended, seqNum)), 6]
      },
    },
  ]

  it.each(cases)('has $what: $code', async ({ code, at, with: given }) => {
    const [entries, newest, anchors] = await given()
    expect(answer(entries, newest, anchors)).toBe(`${code} ${at}`)
  })
})
