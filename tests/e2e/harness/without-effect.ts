// Somebody who says a lot that has no effect: bytes that mean nothing, what belongs to others, what newer software would say.
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { encodeCbor, type CborValue } from '../../../src/operations/cbor.ts'
import type { EntryHash, FestivalId } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { AT, HandLog, grantOf, joinOf, person, resourceOf } from '../../unit/log/fixtures.ts'

export const MONA = 'Mona'
/** Why her entries have no effect, from the newest one down; those without a reason have one. */
export const REASONS = [
  'stands-still',
  'newer-version',
  'claim-waits',
  'nothing-to-end',
  'void',
  '',
  'impossible',
  'not-an-operation',
  'unknown-object',
  '',
  '',
] as const

/** A file with her log, for a festival that is there already. */
export async function withoutEffect(festival: FestivalId): Promise<Uint8Array> {
  const signer = await person(MONA)
  const log = new HandLog(signer)
  await log.add(joinOf(festival))
  const bench = await log.add(resourceOf('Bench'))
  const nowhere = festival
  await log.add(grantOf(nowhere, nowhere))
  await log.add(Uint8Array.of(0xff, 1, 2))
  await log.add(payload({ v: 1, op: 'event.create', at: AT, title: 'Backwards', from: AT, to: AT - 1 }))
  await log.add(grantOf(nowhere, bench))
  const again = await log.add(grantOf(bench, bench))
  await log.add({ v: 1, op: 'authorization.revoke', at: AT, grant: again })
  await log.add(claim(signer.publicKey, bench))
  await log.add(payload({ v: 1, op: 'authorization.lend', at: AT }))
  await log.add({ v: 1, op: 'resource.retire', at: AT, resource: bench })
  const store = new MemoryLogStore()
  const taken = await ingest(store, festival, log.incoming())
  if (!taken.ok) throw new Error(taken.error.code)
  const pieces: Uint8Array[] = []
  for await (const piece of writeBundle(store, [{ festival }])) pieces.push(piece)
  return Buffer.concat(pieces)
}

function payload(fields: Record<string, CborValue>): Uint8Array {
  return encodeCbor(new Map(Object.entries(fields)))
}

function claim(author: Awaited<ReturnType<typeof person>>['publicKey'], hash: EntryHash): Operation {
  return { v: 1, op: 'log.continue', at: AT, log: { author, logId: 99n }, head: { seqNum: 2, hash } }
}
