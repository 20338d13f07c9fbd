// A fork made on purpose: one person says two different things with one key, one log and one number, each in a file of its own.
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { HandLog, joinOf, person, profileOf, resourceOf } from '../../unit/log/fixtures.ts'

export const OTTO = 'Otto'
/** What he offers before he says two different things, and what he offers then. */
export const BEFORE = 'Lantern'
export const ONE = 'Tent'
export const OTHER = 'Canoe'

export interface TwoBranches {
  author: PublicKey
  /** Files with one branch each. */
  one: Uint8Array
  other: Uint8Array
}

/** The files for a festival that is there already. */
export async function twoBranches(festival: FestivalId): Promise<TwoBranches> {
  const signer = await person(OTTO)
  const log = new HandLog(signer)
  for (const operation of [joinOf(festival), profileOf(OTTO), resourceOf(BEFORE)]) await log.add(operation)
  const branch = log.fork()
  await log.add(resourceOf(ONE))
  await branch.add(resourceOf(OTHER))
  return {
    author: signer.publicKey,
    one: await fileOf(festival, log),
    other: await fileOf(festival, branch),
  }
}

async function fileOf(festival: FestivalId, log: HandLog): Promise<Uint8Array> {
  const store = new MemoryLogStore()
  const taken = await ingest(store, festival, log.incoming())
  if (!taken.ok) throw new Error(taken.error.code)
  const pieces: Uint8Array[] = []
  for await (const piece of writeBundle(store, [{ festival }])) pieces.push(piece)
  return Buffer.concat(pieces)
}
