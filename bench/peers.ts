// Taking in a log, compared with what others do, in Node and without a database: our receive path, p2panda-js, and what one
// would write first with @noble/ed25519 and @noble/hashes. Each reads entries of its own format with payloads of about 300
// bytes, made before the clock starts; each decodes, checks the signature, hashes entry and payload, and compares the links.
import { verifyAsync } from '@noble/ed25519'
import { blake2b } from '@noble/hashes/blake2.js'
import { KeyPair, decodeEntry as decodeTheirs, encodeOperation, generateHash, signAndEncodeEntry } from 'p2panda-js'
import {
  SIGNATURE_LENGTH,
  decodeEntry,
  equalBytes,
  lipmaalink,
  prepareHashing,
  verifyEntry,
} from '../src/bamboo/index.ts'
import { checkEntries } from '../src/log/check-entries.ts'
import { takeChecked } from '../src/log/take-checked.ts'
import { MemoryLogStore } from '../src/memory/memory-log-store.ts'
import { PAYLOAD_LENGTH, makeLog, type MadeEntry, type MadeLog } from './log-entries.ts'
import type { Measurement } from './measurement.ts'
import { rates, timesFaster, type Way } from './turns.ts'

const ENTRIES = 512
/** The slower ones take in fewer, for rounds of about the same length. */
const FEWER = 128
const FEWEST = 32

export async function measurePeers(): Promise<Measurement[]> {
  await prepareHashing()
  const log = await makeLog(ENTRIES)
  const [whole, single, theirs, obvious] = await rates('1/s', [
    { what: 'entries taken in: ours', round: () => takeLog(log) },
    { what: 'entries taken in: ours, one after the other', round: () => takeOneByOne(log.entries.slice(0, FEWER)) },
    theirWay(FEWER),
    {
      what: 'entries taken in: @noble/ed25519 and @noble/hashes',
      round: () => takePlainly(log.entries.slice(0, FEWEST)),
    },
  ])
  if (whole === undefined || single === undefined || theirs === undefined || obvious === undefined) return []
  const compared = [whole, single].flatMap((ours) => [timesFaster(ours, theirs), timesFaster(ours, obvious)])
  return [whole, single, theirs, obvious, ...compared]
}

/** The path of imports and gossip: both stages of the door, into a store in memory. */
async function takeLog({ festival, entries }: MadeLog): Promise<number> {
  const batch = await checkEntries(entries.map(({ bytes, payload }) => ({ entry: bytes, payload })))
  const taken = await takeChecked(new MemoryLogStore(), festival, batch)
  if (!taken.ok || taken.value.appended !== entries.length) throw new Error('not every entry was taken in')
  return entries.length
}

/** The same checks without anything in flight at the same time. */
async function takeOneByOne(entries: readonly MadeEntry[]): Promise<number> {
  for (const [index, { bytes, payload }] of entries.entries()) {
    const backlink = entries[index - 1]?.bytes
    const lipmaa = entries[lipmaalink(index + 1) - 1]?.bytes
    const verified = await verifyEntry({ entry: bytes, payload, backlink, lipmaalink: lipmaa })
    if (!verified.ok) throw new Error(verified.error.code)
  }
  return entries.length
}

/** What one would write first: each entry for itself, in JavaScript. Hashes of earlier entries are remembered. */
async function takePlainly(entries: readonly MadeEntry[]): Promise<number> {
  const hashes: Uint8Array[] = []
  for (const { bytes, payload } of entries) {
    const decoded = decodeEntry(bytes)
    if (!decoded.ok) throw new Error(decoded.error.code)
    const { author, seqNum, backlink, lipmaalink: lipmaa, payloadHash, signature } = decoded.value
    const isSigned = await verifyAsync(signature, bytes.subarray(0, -SIGNATURE_LENGTH), author)
    hashes.push(blake2b(bytes))
    const isRight =
      isSigned &&
      equalBytes(blake2b(payload), payloadHash.subarray(2)) &&
      isLink(backlink, hashes[seqNum - 2]) &&
      isLink(lipmaa, hashes[lipmaalink(seqNum) - 1])
    if (!isRight) throw new Error(`entry ${seqNum} was refused`)
  }
  return entries.length
}

function isLink(link: Uint8Array | undefined, digest: Uint8Array | undefined): boolean {
  return link === undefined || (digest !== undefined && equalBytes(link.subarray(2), digest))
}

/** An entry of p2panda-js and its payload, both in hexadecimal as its functions want them. */
interface TheirEntry {
  readonly entry: string
  readonly operation: string
}

/** p2panda-js checks the signature while it decodes; it hashes with BLAKE3, so its links are 32 bytes shorter than ours. */
function theirWay(count: number): Way {
  const log = theirLog(count)
  return {
    what: 'entries taken in: p2panda-js 0.8.1',
    async round() {
      const hashes: string[] = []
      for (const [index, { entry, operation }] of log.entries()) {
        const { backlink, skiplink, payloadHash } = decodeTheirs(entry)
        hashes.push(generateHash(entry))
        const isRight =
          generateHash(operation) === payloadHash &&
          (backlink === undefined || backlink === hashes[index - 1]) &&
          (skiplink === undefined || skiplink === hashes[lipmaalink(index + 1) - 1])
        if (!isRight) throw new Error(`entry ${index + 1} was refused`)
      }
      return log.length
    },
  }
}

const SCHEMA = `bench_0020${'ab'.repeat(32)}`

function theirLog(count: number): TheirEntry[] {
  const keyPair = new KeyPair()
  const bare = encodeOperation({ schemaId: SCHEMA, fields: { text: '' } }).length / 2
  const operation = encodeOperation({ schemaId: SCHEMA, fields: { text: 'x'.repeat(PAYLOAD_LENGTH - bare - 1) } })
  const log: TheirEntry[] = []
  const hashes: string[] = []
  for (let seqNum = 1; seqNum <= count; seqNum += 1) {
    const [backlink, skiplink] = [hashes[seqNum - 2], hashes[lipmaalink(seqNum) - 1]]
    const links = {
      ...(backlink === undefined ? {} : { backlink }),
      ...(skiplink === undefined || skiplink === backlink ? {} : { skiplink }),
    }
    const entry = signAndEncodeEntry({ operation, logId: 7, seqNum, ...links }, keyPair)
    hashes.push(generateHash(entry))
    log.push({ entry, operation })
  }
  return log
}
