// Files beside a web page that were made to deceive: nothing that is not true is shown, and nothing breaks.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkSnapshot } from '../../../embed/check-snapshot.ts'
import { gardenParty } from '../../../scripts/bundles/garden-party.ts'
import { concatBytes, encodeVarU64 } from '../../../src/bamboo/index.ts'
import { emptySums, nextChecksum } from '../../../src/log/bundle/checksum.ts'
import { encodeEndRecord, encodeEntriesRecord, encodeFestivalRecord } from '../../../src/log/bundle/encode-record.ts'
import { PREAMBLE } from '../../../src/log/bundle/format.ts'
import type { IncomingEntry } from '../../../src/log/batch.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { encodeCbor, type CborValue } from '../../../src/operations/cbor.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { HandLog, joinOf, person } from '../log/fixtures.ts'

const NOW = Date.UTC(2026, 11, 1)

/** A file with these records and an honest end. */
function fileOf(festival: FestivalId, records: readonly (readonly IncomingEntry[])[], extra?: Uint8Array): Uint8Array {
  const bodies = [
    encodeFestivalRecord({ festival }),
    ...records.map((entries) => encodeEntriesRecord(0, entries)),
    ...(extra === undefined ? [] : [extra]),
  ]
  const all = records.flat()
  const sums = {
    ...emptySums(),
    festivals: 1,
    entries: all.length,
    payloads: all.filter(({ payload }) => payload !== undefined).length,
    checksum: bodies.reduce((sum, record) => nextChecksum(sum, record), emptySums().checksum),
  }
  return concatBytes(PREAMBLE, ...bodies, encodeEndRecord(sums))
}

/** The garden party, log by log. */
async function party(): Promise<{ festival: FestivalId; ada: IncomingEntry[]; ben: IncomingEntry[] }> {
  const store = new MemoryLogStore()
  const { festival } = await gardenParty(store)
  const logs = await store.logs(festival)
  const entries = await Promise.all(logs.map((log) => store.entries(log, 1, log.seqNum)))
  const [ada = [], ben = []] = entries
    .map((stored) => stored.map(({ entry, payload }) => ({ entry, ...(payload !== undefined && { payload }) })))
    .toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)))
  function isFirst(log: readonly IncomingEntry[]): boolean {
    return log.some(({ payload }) => payload !== undefined && Buffer.from(payload).includes('festival.create'))
  }
  return { festival, ada, ben }
}

const refused = (code: string): object => ({ ok: false, code })

describe('a snapshot that was put together by somebody', () => {
  it('is shown when it is the true one, whoever wrote the file', async () => {
    const { festival, ada, ben } = await party()
    const checked = await checkSnapshot(fileOf(festival, [ada, ben]), festival, NOW)
    const told = new Uint8Array(readFileSync('examples/bundles/garden-party.p2panda'))
    expect(checked).toEqual(await checkSnapshot(told, festival, NOW))
    expect(checked.ok).toBe(true)
  })

  it('is refused when it mixes what two people said', async () => {
    const { festival, ada, ben } = await party()
    const mixed = [...ada.slice(0, 3), ...ben.slice(0, 2), ...ada.slice(3)]
    expect(await checkSnapshot(fileOf(festival, [mixed]), festival, NOW)).toEqual(refused('not-genuine'))
    const swapped = ada.map(({ entry, payload }, at) => ({
      entry,
      payload: ben[at]?.payload ?? payload ?? new Uint8Array(),
    }))
    expect(await checkSnapshot(fileOf(festival, [swapped, ben]), festival, NOW)).toEqual(refused('not-genuine'))
  })

  it('is refused when something in the middle is left out or comes twice in another order', async () => {
    const { festival, ada, ben } = await party()
    const holed = ada.filter((_, at) => at !== 4)
    expect(await checkSnapshot(fileOf(festival, [holed, ben]), festival, NOW)).toEqual(refused('not-genuine'))
    const turned = [...ada.slice(0, 4), ...ada.slice(4).toReversed()]
    expect(await checkSnapshot(fileOf(festival, [turned, ben]), festival, NOW)).toEqual(refused('not-genuine'))
  })

  it('is of nothing when the log that began the festival is missing', async () => {
    const { festival, ben } = await party()
    expect((await checkSnapshot(fileOf(festival, [ben]), festival, NOW)).ok).toBe(false)
  })

  it('shows less and nothing false when a log ends earlier than it could', async () => {
    const { festival, ada, ben } = await party()
    for (let length = 1; length <= ada.length; length += 1) {
      const checked = await checkSnapshot(fileOf(festival, [ada.slice(0, length), ben]), festival, NOW)
      if (!checked.ok) expect.fail(`${length}: ${checked.code}`)
      const { event } = checked.value.items
      for (const { confirmation } of event) expect(confirmation.granted).toBeLessThanOrEqual(confirmation.required)
    }
  })
})

describe('a snapshot from the future', () => {
  it('is shown as far as it is understood, with words and kinds of records that are not known yet', async () => {
    const { festival, ada, ben } = await party()
    const zoe = new HandLog(await person('zoe'), 77n)
    await zoe.add(joinOf(festival))
    const profile = { v: 1, op: 'profile.set', at: NOW - 3, name: 'Zoe', mood: 'new' }
    const dance = { v: 1, op: 'dance.begin', at: NOW - 2, steps: [1, 2] }
    const event = { v: 2, op: 'event.create', at: NOW - 1, title: 'In five dimensions' }
    for (const each of [profile, dance, event]) {
      await zoe.add(encodeCbor(new Map<string, CborValue>(Object.entries(each))))
    }
    const unknown = concatBytes(encodeVarU64(17n), encodeVarU64(3n), Uint8Array.of(1, 2, 3))
    const checked = await checkSnapshot(fileOf(festival, [ada, ben, zoe.incoming()], unknown), festival, NOW)
    if (!checked.ok) expect.fail(checked.code)
    expect(checked.value.items.profile.map(({ name }) => name).toSorted()).toEqual(['Ada', 'Ben', 'Zoe'])
    expect(checked.value.items.event).toHaveLength(2)
  })
})
