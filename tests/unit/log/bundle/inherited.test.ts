// A clone in a file brings what it inherits (DESIGN 5.6, decision 0014): up to the cuts, without the festival that it comes from.

import { beforeEach, describe, expect, it } from 'vitest'
import { concatBytes } from '../../../../src/bamboo/index.ts'
import { encodeEntriesRecord, encodeFestivalRecord } from '../../../../src/log/bundle/encode-record.ts'
import { PREAMBLE } from '../../../../src/log/bundle/format.ts'
import { bytesSource } from '../../../../src/log/bundle/source.ts'
import { verifyBundle } from '../../../../src/log/bundle/verify-bundle.ts'
import { cloneHeads, inheritedTo, isCreating, readInheritance } from '../../../../src/log/inheritance.ts'
import type { FestivalId } from '../../../../src/operations/ids.ts'
import type { LogStore } from '../../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../../src/memory/memory-log-store.ts'
import { AT, HandLog, festivalCreate, joinOf, joinedLog, profileOf } from '../fixtures.ts'
import { bundleOf, camp, importBytes, person, take, type Camp } from './fixtures.ts'

let original: Camp
let clone: FestivalId
/** Ada's, which created it. */
let log: HandLog

/** Ada's clone, which lists one log in its first entry and two in its second; then the original goes on. */
beforeEach(async () => {
  original = await camp(150)
  const { store, festival, ben } = original
  const heads = await cloneHeads(store, festival, [])
  log = new HandLog(await person('ada'), 8n)
  clone = await log.add({ ...festivalCreate, title: 'Again', forkOf: { festival, heads: heads.slice(0, 1) } })
  await log.add({ v: 1, op: 'festival.heads', at: AT, heads: heads.slice(1) })
  await take(store, clone, log)
  const dora = new HandLog(await person('dora'), 9n)
  await dora.add(joinOf(clone))
  await take(store, clone, dora)
  await ben.add(profileOf('Ben, later'))
  await take(store, festival, ben, ben.entries.length)
})

/** How far each of the listed logs is inherited there, of those that the clone lists there. */
async function inheritedIn(store: LogStore): Promise<number[]> {
  for (const creating of await store.logs(clone)) {
    if (!(await isCreating(store, creating))) continue
    const list = (await readInheritance(store, creating))?.heads ?? []
    const logs = list.map(async (head) => {
      const log = await store.log(head.author, head.logId)
      return log === undefined ? 0 : inheritedTo(store, head, log)
    })
    return Promise.all(logs)
  }
  return []
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)

describe('a bundle of a clone', () => {
  it('is enough to show it elsewhere, and has nothing beyond the cuts', async () => {
    const { store, festival } = original
    const other = new MemoryLogStore()
    const imported = await importBytes(other, await bundleOf(store, clone))
    const inherited = await inheritedIn(store)
    expect(inherited.filter((to) => to > 0)).toHaveLength(3)
    expect(imported).toMatchObject({ ok: true, value: { added: 3 + sum(inherited), problems: [] } })
    expect(await inheritedIn(other)).toEqual(inherited)
    const held = await other.logs(festival)
    expect(sum(held.map(({ seqNum }) => seqNum))).toBe(sum(inherited))
    expect(await bundleOf(other, clone)).toEqual(await bundleOf(store, clone))
  })

  it('has each log once beside the festival that it comes from', async () => {
    const { store, festival } = original
    const [both, one] = [await bundleOf(store, festival, clone), await bundleOf(store, festival)]
    const other = new MemoryLogStore()
    const imported = await importBytes(other, both)
    const alone = await importBytes(new MemoryLogStore(), one)
    const added = alone.ok ? alone.value.added : expect.fail()
    expect(imported).toMatchObject({ ok: true, value: { added: added + 3, known: 0, problems: [] } })
    expect(await inheritedIn(other)).toEqual(await inheritedIn(store))
  })

  it('can be checked without being stored', async () => {
    const report = await verifyBundle(bytesSource(await bundleOf(original.store, clone)))
    const inherited = await inheritedIn(original.store)
    expect(report).toMatchObject({ ok: true, value: { entries: 3 + sum(inherited), logs: 5, problems: [] } })
  })

  it('goes on where it stopped, with the list that is stored', async () => {
    const bytes = await bundleOf(original.store, clone)
    const other = new MemoryLogStore()
    let offset = 0
    const stop = { aborted: false }
    const onProgress = (progress: { offset: number; added: number }): void => {
      offset = progress.offset
      // The clone's own three entries, and the first piece of what it inherits.
      stop.aborted = progress.added > 3
    }
    expect(await importBytes(other, bytes, { signal: stop, onProgress })).toMatchObject({ error: { code: 'aborted' } })
    expect(await importBytes(other, bytes, { from: offset })).toMatchObject({ ok: true, value: { problems: [] } })
    expect(await inheritedIn(other)).toEqual(await inheritedIn(original.store))
  })

  it('can not bring logs that the clone does not list', async () => {
    const { festival } = original
    const eve = await joinedLog('eve', festival, 2)
    const records = [encodeFestivalRecord({ festival: clone }), encodeEntriesRecord(0, log.incoming())]
    const bytes = concatBytes(PREAMBLE, ...records, encodeEntriesRecord(0, eve.incoming()))
    const other = new MemoryLogStore()
    const imported = await importBytes(other, bytes)
    expect(imported).toMatchObject({
      error: { code: 'truncated', outcome: { added: 2, problems: [{ code: 'foreign-festival', count: 3 }] } },
    })
    expect(await other.logs(festival)).toEqual([])
  })
})
