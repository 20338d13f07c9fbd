// Receipts against the model (DESIGN 5.3): whatever happened, a receipt of an answer says offline what somebody who holds the
// same logs of its owner sees.

import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareHashing } from '../../../src/bamboo/index.ts'
import { makeReceipt } from '../../../src/receipt/make-receipt.ts'
import { verifyReceipt, type Standing } from '../../../src/receipt/verify-receipt.ts'
import { deeds, historyOf } from './deeds.ts'
import type { History, WrittenEntry, WrittenLog } from './history.ts'
import { modelView } from './model.ts'
import { allOf } from './part.ts'

const SEED = Number(process.env['MODEL_SEED'] ?? 42)
const HISTORIES = Number(process.env['MODEL_RECEIPTS'] ?? 60)

beforeAll(prepareHashing)

const kept = ({ seqNum, bytes, payload }: WrittenEntry) => ({ seqNum, entry: bytes, payload })

function forksOf(logs: readonly WrittenLog[]): [Uint8Array, Uint8Array][] {
  return logs.flatMap(({ entries, twin }): [Uint8Array, Uint8Array][] => {
    const [first, second] = [entries[(twin?.at ?? 0) - 1]?.bytes, twin?.entries[twin.at - 1]?.bytes]
    return first === undefined || second === undefined ? [] : [[first, second]]
  })
}

async function standingOf({ logs }: History, { author }: WrittenLog, { id }: WrittenEntry): Promise<Standing> {
  const own = logs.filter((log) => log.author === author)
  const others = logs.filter((log) => log.author !== author)
  const around = others.map(({ entries }) => entries.map(kept))
  const made = makeReceipt({
    answer: id,
    homes: own.map(({ entries }) => entries.map(kept)),
    around,
    forks: forksOf(own),
  })
  if (!made.ok) throw new Error(made.error.code)
  const report = await verifyReceipt(made.value.bytes)
  if (!report.ok) throw new Error(report.error.code)
  return report.value.standing
}

describe('receipts of random histories', () => {
  it(
    'say what the model says about the answer',
    async () => {
      const seen: Record<string, number> = {}
      await fc.assert(
        fc.asyncProperty(deeds, fc.nat({ max: 99 }), async (todo, which) => {
          const history = historyOf(todo, true)
          const { answers } = modelView(allOf(history), history.festival)
          const given = history.logs.flatMap((log) =>
            log.entries.flatMap((entry) => {
              const { means } = entry
              const isAnswer = means.kind === 'operation' && /\.(?:grant|hold)$/.test(means.op.op)
              return isAnswer ? [{ log, entry }] : []
            }),
          )
          // Mostly one that left something, which most do not.
          const known = given.filter(({ entry }) => which % 4 === 0 || answers.has(entry.id))
          const asked = known[which % Math.max(1, known.length)]
          if (asked === undefined) return
          const standing = await standingOf(history, asked.log, asked.entry)
          const expected = answers.get(asked.entry.id)?.state
          seen[standing.code] = (seen[standing.code] ?? 0) + 1
          // What leaves no row is without effect, or about something that never was there.
          if (expected === undefined) expect(['without-effect', 'only-signed']).toContain(standing.code)
          else expect(standing.code).toBe(expected)
        }),
        { numRuns: HISTORIES, seed: SEED },
      )
      console.log(`receipts, seed ${SEED}:`, JSON.stringify(seen))
      expect(seen['effective']).toBeGreaterThan(HISTORIES / 20)
    },
    20_000 + HISTORIES * 1000,
  )
})
