// The files of examples/bundles by name. The script that writes them and the test that compares them share this.

import { concatBytes } from '../../src/bamboo/index.ts'
import { writeBundle } from '../../src/log/bundle/write-bundle.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import type { LogStore } from '../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'
import { makeSnapshot } from '../../src/snapshot/make-snapshot.ts'
import { elsewhere } from './elsewhere.ts'
import { gardenParty } from './garden-party.ts'
import { twoDifferentThings } from './two-different-things.ts'

export async function exampleBundles(): Promise<Map<string, Uint8Array>> {
  const party = new MemoryLogStore()
  const quarrel = new MemoryLogStore()
  return new Map([
    ['garden-party.p2panda', await fileOf(party, await gardenParty(party))],
    ['two-different-things.p2panda', await fileOf(quarrel, await twoDifferentThings(quarrel, new MemoryLogStore()))],
  ])
}

/** What the example web site shows to visitors without p2panda. */
export async function exampleSnapshot(): Promise<Uint8Array> {
  const store = new MemoryLogStore()
  const { festival } = await elsewhere(store)
  const made = await makeSnapshot(store, festival)
  if (!made.ok) throw new Error(made.error.code)
  return made.value.bytes
}

async function fileOf(
  store: LogStore,
  { festival, invite }: { festival: FestivalId; invite?: string },
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of writeBundle(store, [{ festival, ...(invite !== undefined && { invite }) }]))
    pieces.push(piece)
  return concatBytes(...pieces)
}
