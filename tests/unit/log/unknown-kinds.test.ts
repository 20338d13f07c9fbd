// What this version does not know is kept and passed on, byte by byte (DESIGN 4.3).

import { expect, it } from 'vitest'
import { concatBytes } from '../../../src/bamboo/index.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { bytesSource } from '../../../src/log/bundle/source.ts'
import { importBundle } from '../../../src/log/bundle/import-bundle.ts'
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import { createNode } from '../../../src/node.ts'
import { encodeCbor, type CborValue } from '../../../src/operations/cbor.ts'
import type { LogStore } from '../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { adasFestival, person, portsOf, profileOf, resourceOf } from './fixtures.ts'

it('an unknown kind of record is stored and relayed unchanged, and what stands around it counts', async () => {
  const { log, festival } = await adasFestival()
  const unknown = encodeCbor(
    new Map<string, CborValue>(Object.entries({ v: 1, op: 'dance.begin', at: 1, steps: [1, 2] })),
  )
  for (const payload of [unknown, Uint8Array.of(0xff), new Uint8Array()]) await log.add(payload)
  await log.add(resourceOf('Projector'))
  await log.add(profileOf('Ada'))
  const [first, second] = [new MemoryLogStore(), new MemoryLogStore()]
  await ingest(first, festival, log.incoming())
  const pieces: Uint8Array[] = []
  for await (const piece of writeBundle(first, [{ festival }])) pieces.push(piece)
  await importBundle(second, bytesSource(concatBytes(...pieces)), { accept: () => true })
  const views = async (store: LogStore): Promise<unknown> => {
    const rows = await createNode(portsOf(store, await person('somebody'))).views(festival)
    return [...rows.changes()]
  }
  for (const store of [first, second]) {
    const held = await store.log((await person('ada')).publicKey, 7n)
    const entries = held === undefined ? [] : await store.entries(held, 1, held.seqNum)
    expect(entries.map(({ entry, payload }) => ({ entry, payload }))).toEqual(log.incoming())
  }
  expect(await views(second)).toEqual(await views(first))
})
