// People, logs and nodes for the tests of src/log and src/adapters/dexie: everything signed for real, everything repeatable.

import { fromHex, lipmaalink, signEntry, toHex, yamfHash, type SignedEntry } from '../../../src/bamboo/index.ts'
import type { IncomingEntry } from '../../../src/log/batch.ts'
import type { PublishPorts } from '../../../src/log/publication.ts'
import { encodeOperation } from '../../../src/operations/codec.ts'
import type { EntryHash, FestivalId } from '../../../src/operations/ids.ts'
import type { FestivalCreate, Operation } from '../../../src/operations/operation.ts'
import type { LogStore } from '../../../src/ports/log-store.ts'
import type { Signer } from '../../../src/ports/signer.ts'
import { ManualClock } from '../../../src/testing/manual-clock.ts'
import { MemoryLocks } from '../../../src/memory/memory-locks.ts'
import { memorySigner } from '../../../src/memory/memory-signer.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'

export const AT = 1_800_000_000_000
const HOUR = 3_600_000

/** The same person for the same name. */
export async function person(name: string): Promise<Signer> {
  return memorySigner(new SeededRandom(`person ${name}`).bytes(32))
}

export function portsOf(store: LogStore, signer: Signer, seed: string = 'ports'): PublishPorts {
  return { store, signer, locks: new MemoryLocks(), random: new SeededRandom(seed), clock: new ManualClock() }
}

export const festivalCreate: FestivalCreate = {
  v: 1,
  op: 'festival.create',
  at: AT,
  title: 'Panda Camp',
  timezone: 'Europe/Berlin',
  visibility: 'open',
  nonce: '00112233445566778899aabbccddeeff',
}

export function joinOf(festival: FestivalId): Operation {
  return { v: 1, op: 'festival.join', at: AT, festival }
}

export function profileOf(name: string, at: number = AT): Operation {
  return { v: 1, op: 'profile.set', at, name }
}

export function resourceOf(title: string, policy: 'manual' | 'first-come-first-served' = 'manual'): Operation {
  return { v: 1, op: 'resource.create', at: AT, title, kind: 'thing', availability: 'always', policy: { kind: policy } }
}

export function eventOf(title: string, from: number = AT + HOUR): Operation {
  return { v: 1, op: 'event.create', at: AT, title, from, to: from + HOUR }
}

export function requestOf(event: EntryHash, resource: EntryHash, from: number = AT + HOUR): Operation {
  return { v: 1, op: 'request.create', at: AT, event, resource, from, to: from + HOUR }
}

export function grantOf(request: EntryHash, resource: EntryHash, from: number = AT + HOUR): Operation {
  return { v: 1, op: 'authorization.grant', at: AT, request, resource, from, to: from + HOUR, by: 'manual' }
}

export function payloadOf(operation: Operation): Uint8Array {
  const encoded = encodeOperation(operation)
  if (!encoded.ok) throw new Error(`not encoded: ${encoded.error.code}`)
  return encoded.value
}

/** A log written by hand, entry by entry, also in ways that `publish` would refuse. */
export class HandLog {
  readonly entries: (SignedEntry & { payload: Uint8Array })[] = []
  readonly #signer: Signer
  readonly #logId: bigint

  constructor(signer: Signer, logId: bigint = 7n) {
    this.#signer = signer
    this.#logId = logId
  }

  /** A copy that can go on differently: a fork. */
  fork(): HandLog {
    const copy = new HandLog(this.#signer, this.#logId)
    copy.entries.push(...this.entries)
    return copy
  }

  async add(payload: Uint8Array | Operation, options: { isEndOfLog?: boolean } = {}): Promise<EntryHash> {
    const bytes = payload instanceof Uint8Array ? payload : payloadOf(payload)
    const seqNum = this.entries.length + 1
    const signed = await signEntry({
      signer: { publicKey: fromHex(this.#signer.publicKey) ?? new Uint8Array(), sign: (m) => this.#signer.sign(m) },
      logId: this.#logId,
      seqNum,
      ...this.#links(seqNum),
      payload: bytes,
      ...options,
    })
    if (!signed.ok) throw new Error(`not signed: ${signed.error.code}`)
    this.entries.push({ ...signed.value, payload: bytes })
    return toHex(signed.value.hash) as EntryHash
  }

  /** An entry with right links that its author did not sign. */
  async addUnsigned(payload: Operation): Promise<EntryHash> {
    await this.add(payload)
    const signed = this.entries.pop()
    if (signed === undefined) throw new Error('no entry')
    const bytes = signed.bytes.slice()
    bytes[bytes.length - 40] = (bytes.at(-40) ?? 0) ^ 1
    const signature = bytes.slice(-64)
    this.entries.push({ ...signed, entry: { ...signed.entry, signature }, bytes, hash: yamfHash(bytes) })
    return this.hash(this.entries.length)
  }

  /** Entries from...to as they travel. */
  incoming(from: number = 1, to: number = this.entries.length): IncomingEntry[] {
    return this.entries.slice(from - 1, to).map(({ bytes, payload }) => ({ entry: bytes, payload }))
  }

  hash(seqNum: number): EntryHash {
    const entry = this.entries[seqNum - 1]
    if (entry === undefined) throw new Error(`no entry ${seqNum}`)
    return toHex(entry.hash) as EntryHash
  }

  #links(seqNum: number): { backlink?: Uint8Array; lipmaalink?: Uint8Array } {
    const backlink = this.entries[seqNum - 2]?.hash
    const lipmaa = this.entries[lipmaalink(seqNum) - 1]?.hash
    return { ...(backlink === undefined ? {} : { backlink }), ...(lipmaa === undefined ? {} : { lipmaalink: lipmaa }) }
  }
}

/** Ada's festival: her log, with entry 1 creating it. */
export async function adasFestival(): Promise<{ log: HandLog; festival: FestivalId }> {
  const log = new HandLog(await person('ada'))
  return { log, festival: await log.add(festivalCreate) }
}

/** A log of somebody who joined, with `notes` profile changes after the join. */
export async function joinedLog(name: string, festival: FestivalId, notes: number): Promise<HandLog> {
  const log = new HandLog(await person(name))
  await log.add(joinOf(festival))
  for (let note = 1; note <= notes; note += 1) await log.add(profileOf(`${name} ${note}`, AT + note))
  return log
}
