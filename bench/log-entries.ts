// A log for measuring: events with payloads of exactly 300 bytes, signed with WebCrypto, which is quicker than the tests' way.
// Runs in pages and in Node.
import { concatBytes, lipmaalink, signEntry, toHex, type SignedEntry, type Signer } from '../src/bamboo/index.ts'
import { encodeOperation } from '../src/operations/codec.ts'
import { writeBundle } from '../src/log/bundle/write-bundle.ts'
import type { EntryHash, FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { Operation } from '../src/operations/operation.ts'
import type { VerifiedAppend } from '../src/ports/log-store.ts'
import { MemoryLogStore } from '../src/memory/memory-log-store.ts'

export const PAYLOAD_LENGTH = 300
const AT = 1_800_000_000_000

export type MadeEntry = SignedEntry & { readonly payload: Uint8Array }

export interface MadeLog {
  readonly festival: FestivalId
  readonly author: PublicKey
  readonly logId: bigint
  readonly entries: readonly MadeEntry[]
}

/** A signer with a new key. */
export async function newSigner(): Promise<Signer> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))
  const sign = async (message: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, Uint8Array.from(message)))
  return { publicKey: raw, sign }
}

/** A log of `length` entries of a new person, unless told whose; it begins a festival, or joins the one that is given. */
export async function makeLog(
  length: number,
  options: { signer?: Signer; festival?: FestivalId } = {},
): Promise<MadeLog> {
  const { signer = await newSigner(), festival } = options
  const logId = 7n
  const entries: MadeEntry[] = []
  for (let seqNum = 1; seqNum <= length; seqNum += 1) {
    const payload = payloadOf(seqNum === 1 ? opening(festival) : event(seqNum))
    const [backlink, lipmaa] = [entries[seqNum - 2]?.hash, entries[lipmaalink(seqNum) - 1]?.hash]
    const signed = await signEntry({ signer, logId, seqNum, backlink, lipmaalink: lipmaa, payload })
    if (!signed.ok) throw new Error(signed.error.code)
    entries.push({ ...signed.value, payload })
  }
  const first = entries[0]
  if (first === undefined) throw new RangeError('a log has an entry')
  const id = festival ?? (toHex(first.hash) as EntryHash)
  return { festival: id, author: toHex(signer.publicKey) as PublicKey, logId, entries }
}

/** The entries as a store takes them. */
export function appendsOf({ entries }: MadeLog): VerifiedAppend[] {
  return entries.map(({ entry, bytes, payload, hash }) => {
    return { seqNum: entry.seqNum, entry: bytes, payload, hash, ended: false }
  })
}

/** A store with these logs, all as if they were verified. */
export async function storeOf(logs: readonly MadeLog[]): Promise<MemoryLogStore> {
  const store = new MemoryLogStore()
  for (const log of logs) {
    const { author, logId, festival } = log
    const stored = await store.append({ author, logId, festival, own: false }, 0, appendsOf(log))
    if (!stored.ok) throw new Error(stored.error.code)
  }
  return store
}

/** The bytes of a file with logs of one festival. */
export async function bundleOf(logs: readonly MadeLog[]): Promise<Uint8Array> {
  const [first] = logs
  if (first === undefined) throw new RangeError('a file has a log')
  const parts: Uint8Array[] = []
  for await (const part of writeBundle(await storeOf(logs), [{ festival: first.festival }])) parts.push(part)
  return concatBytes(...parts)
}

/** The first operation of a new festival. */
export function festivalCreate(): Operation {
  const nonce = '00'.repeat(16)
  return { v: 1, op: 'festival.create', at: AT, title: 'Bench', timezone: 'UTC', visibility: 'open', nonce }
}

function opening(festival: FestivalId | undefined): Operation {
  return festival === undefined ? festivalCreate() : { v: 1, op: 'festival.join', at: AT, festival }
}

function event(seqNum: number): Operation {
  const from = AT + seqNum * 3_600_000
  const bare = { v: 1, op: 'event.create', at: AT, title: `Event ${seqNum}`, from, to: from + 3_600_000 } as const
  const missing = PAYLOAD_LENGTH - payloadOf({ ...bare, description: 'x'.repeat(100) }).length
  return { ...bare, description: 'x'.repeat(100 + missing) }
}

function payloadOf(operation: Operation): Uint8Array {
  const encoded = encodeOperation(operation)
  if (!encoded.ok) throw new Error(encoded.error.code)
  return encoded.value
}
