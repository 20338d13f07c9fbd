// The files of examples/bundles by name. The script that writes them and the test that compares them share this.

import { makeWebSite } from '../../command/web-site.ts'
import { concatBytes, utf8Encode } from '../../src/bamboo/index.ts'
import { writeBundle } from '../../src/log/bundle/write-bundle.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import type { LogStore } from '../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'
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

/** When the files of the example web site were made: the day after the last word was said in it. */
const MADE = Date.UTC(2026, 10, 21)

/** What lies in examples/festival-website beside its pages, as anybody would save it in the app, and which thing the game is about. */
export async function exampleWebSite(): Promise<Map<string, Uint8Array>> {
  const store = new MemoryLogStore()
  const { festival, boat } = await elsewhere(store)
  const bundle = await fileOf(store, { festival })
  const made = await makeWebSite(bundle, { festival: undefined, locale: 'en', now: MADE })
  if (!made.ok) throw new Error(`the example web site can not be made: ${made.error.code}`)
  const about = { festival, snapshot: 'programme.p2panda', game: boat }
  const files = made.value.files.filter(({ name }) => name !== 'README.txt')
  return new Map([
    ...files.map(({ name, bytes }) => [name, bytes] as const),
    ['festival.json', utf8Encode(`${JSON.stringify(about, undefined, 2)}\n`)],
  ])
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
