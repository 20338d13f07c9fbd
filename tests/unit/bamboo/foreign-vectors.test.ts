// Vectors of other implementations in Node (design §4.1), when they are there: see foreign-vectors.ts.

import { describe, expect, it } from 'vitest'
import { fromHex, verifyEntry } from '../../../src/bamboo/index.ts'
import { payloadOf, runVectors } from '../../e2e/vectors-page.ts'
import { readForeignVectors } from './foreign-vectors.ts'

const foreign = readForeignVectors()

describe.skipIf(foreign === undefined)('vectors of other implementations', () => {
  it('bamboo: one entry and a log of four have the same bytes when we sign them', async () => {
    expect(await runVectors({ bamboo: foreign?.firstEntry })).toEqual({ passed: 2, failed: [] })
    expect(await runVectors({ bamboo: foreign?.log })).toEqual({ passed: 8, failed: [] })
  })

  it('bamboo: the log of four verifies entry by entry', async () => {
    const entries = foreign?.log.log ?? []
    const targets = [0, 1, 2, 1]
    expect(entries).toHaveLength(targets.length)
    for (const [index, vector] of entries.entries()) {
      const verified = await verifyEntry({
        entry: fromHex(vector.bytes) ?? new Uint8Array(0),
        payload: payloadOf(vector),
        backlink: fromHex(entries[index - 1]?.bytes ?? 'absent'),
        lipmaalink: fromHex(entries[(targets[index] ?? 0) - 1]?.bytes ?? 'absent'),
      })
      expect(verified).toMatchObject({ ok: true, value: { payloadState: 'verified' } })
    }
  })

  it('signatures: all strict cases have the verdict that other strict verifiers give', async () => {
    expect(await runVectors({ strict: foreign?.strict })).toEqual({ passed: 46, failed: [] })
  })

  it('signatures: of the twelve speccheck cases only the fourth is valid', async () => {
    expect(await runVectors({ strict: foreign?.speccheck })).toEqual({ passed: 12, failed: [] })
  })
})
