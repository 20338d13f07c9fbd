// Gossip messages as bytes and back (DESIGN 6; byte by byte in docs/protocol-gossip.md). Decoding takes hostile bytes:
// every string of bytes is one message, a message of a later version, or a malformed one; nothing throws.

import {
  MAX_ENTRY_LENGTH,
  MAX_SEQ_NUM,
  PUBLIC_KEY_LENGTH,
  SIGNATURE_LENGTH,
  err,
  fromHex,
  ok,
  toHex,
  type Result,
} from '../bamboo/index.ts'
import { MAX_PAYLOAD_BYTES } from '../log/limits.ts'
import type { PublicKey } from '../operations/ids.ts'
import {
  HEAD_HASH_LENGTH,
  MAX_ENTRIES,
  MAX_HEADS,
  MAX_SLOT,
  MAX_TOPICS,
  MAX_WANTS,
  NONCE_LENGTH,
  TAG_LENGTH,
  TOKEN_LENGTH,
  type CloseReason,
  type EntriesMessage,
  type HavePart,
  type Head,
  type Message,
  type SentEntry,
  type UnknownMessage,
  type WantedRange,
} from './messages.ts'
import { WireReader, WireWriter } from './wire.ts'

/** First byte of every message. 0x1_ is signalling between neighbours and 0x3_ the overlay, both not there yet. */
const TYPE_NUMBERS: Readonly<Record<Message['type'], number>> = {
  hello: 0x20,
  prove: 0x21,
  auth: 0x22,
  ping: 0x23,
  pong: 0x24,
  'topic-add': 0x25,
  'topic-drop': 0x26,
  close: 0x2f,
  have: 0x41,
  want: 0x52,
  entries: 0x53,
  fork: 0x56,
  credit: 0x60,
}
const TYPES: ReadonlyMap<number, Message['type']> = new Map(
  Object.entries(TYPE_NUMBERS).map(([type, number]) => [number, type as Message['type']]),
)

/** The position is the byte that stands for it. */
const CLOSE_REASONS: readonly CloseReason[] = [
  'done',
  'no-topic',
  'self',
  'duplicate',
  'version',
  'bad-auth',
  'protocol',
  'timeout',
  'rate',
  'bad-entry',
]
const HAVE_PARTS: readonly HavePart[] = ['news', 'list', 'last']
const LONGEST_RETRY_MS = 24 * 60 * 60 * 1000
const LARGEST_CREDIT = 16 * 1024 * 1024

export function encodeMessage(message: Message): Uint8Array {
  const writer = new WireWriter().byte(TYPE_NUMBERS[message.type])
  write(writer, message)
  return writer.finish()
}

/** One whole message. */
export function decodeMessage(
  bytes: Uint8Array,
): Result<Message | UnknownMessage, { code: 'malformed'; type?: Message['type'] }> {
  const number = bytes[0]
  if (number === undefined) return err({ code: 'malformed' })
  const type = TYPES.get(number)
  if (type === undefined) return ok({ type: 'unknown', number })
  const reader = new WireReader(bytes.subarray(1))
  const message = read(reader, type)
  return reader.isComplete ? ok(message) : err({ code: 'malformed', type })
}

function write(writer: WireWriter, message: Message): void {
  switch (message.type) {
    case 'hello':
      writer.number(message.version).fixed(message.nonce).number(message.features)
      return
    case 'prove':
      writer.number(message.tags.length)
      for (const tag of message.tags) writer.fixed(tag)
      return
    case 'auth':
      writer.fixed(message.nodeKey).fixed(message.signature)
      return
    case 'ping':
    case 'pong':
      writer.fixed(message.token)
      return
    case 'topic-add':
      writer.number(message.slot).fixed(message.tag)
      return
    case 'topic-drop':
      writer.number(message.slot)
      return
    case 'close':
      writer.byte(CLOSE_REASONS.indexOf(message.reason)).number(message.retryAfterMs)
      return
    case 'have':
      writer.number(message.slot).byte(HAVE_PARTS.indexOf(message.part)).number(message.heads.length)
      for (const head of message.heads) writeHead(writer, head)
      return
    case 'want':
      writer.number(message.slot).number(message.wants.length)
      for (const want of message.wants) writeLog(writer, want).number(want.from).number(want.to)
      return
    case 'entries':
      writeEntries(writer, message)
      return
    case 'fork':
      writer.number(message.slot).sized(message.first).sized(message.second)
      return
    case 'credit':
      writer.number(message.bytes)
  }
}

function writeLog(writer: WireWriter, log: { author: PublicKey; logId: bigint }): WireWriter {
  const author = fromHex(log.author)
  if (author?.length !== PUBLIC_KEY_LENGTH) throw new RangeError(`not a public key: ${log.author}`)
  return writer.fixed(author).number(log.logId)
}

function writeHead(writer: WireWriter, head: Head): void {
  writeLog(writer, head)
    .number(head.seqNum)
    .fixed(head.hash)
    .number(head.forkedAt ?? 0)
}

function writeEntries(writer: WireWriter, message: EntriesMessage): void {
  writeLog(writer.number(message.slot), message).number(message.from).number(message.entries.length)
  for (const { entry, payload } of message.entries) {
    writer.sized(entry)
    // The length is one more than it is, so that "no payload" and "an empty payload" differ.
    writer.number(payload === undefined ? 0 : payload.length + 1)
    if (payload !== undefined) writer.fixed(payload)
  }
}

function read(reader: WireReader, type: Message['type']): Message {
  switch (type) {
    case 'hello':
      return readHello(reader)
    case 'prove':
      return { type, tags: list(reader, MAX_TOPICS, () => reader.fixed(TAG_LENGTH)) }
    case 'auth':
      return { type, nodeKey: reader.fixed(PUBLIC_KEY_LENGTH), signature: reader.fixed(SIGNATURE_LENGTH) }
    case 'ping':
    case 'pong':
      return { type, token: reader.fixed(TOKEN_LENGTH) }
    case 'topic-add':
      return { type, slot: reader.number(MAX_SLOT), tag: reader.fixed(TAG_LENGTH) }
    case 'topic-drop':
      return { type, slot: reader.number(MAX_SLOT) }
    case 'close':
      // A reason of a later version is as good as any other: the link is over.
      return { type, reason: CLOSE_REASONS[reader.byte()] ?? 'done', retryAfterMs: reader.number(LONGEST_RETRY_MS) }
    case 'have':
      return {
        type,
        slot: reader.number(MAX_SLOT),
        part: readPart(reader),
        heads: list(reader, MAX_HEADS, () => readHead(reader)),
      }
    case 'want':
      return { type, slot: reader.number(MAX_SLOT), wants: list(reader, MAX_WANTS, () => readWant(reader)) }
    case 'entries':
      return readEntries(reader)
    case 'fork':
      return {
        type,
        slot: reader.number(MAX_SLOT),
        first: reader.sized(MAX_ENTRY_LENGTH),
        second: reader.sized(MAX_ENTRY_LENGTH),
      }
    case 'credit':
      return { type, bytes: reader.number(LARGEST_CREDIT) }
  }
}

/** A longer hello of a later version is fine: what follows is its business. */
function readHello(reader: WireReader): Message {
  const version = reader.number(0xffff)
  const nonce = reader.fixed(NONCE_LENGTH)
  const features = reader.u64()
  reader.rest()
  return { type: 'hello', version, nonce, features }
}

function list<T>(reader: WireReader, max: number, item: () => T): T[] {
  const count = reader.number(max)
  const items: T[] = []
  for (let index = 0; index < count && !reader.failed; index += 1) items.push(item())
  return items
}

function readPart(reader: WireReader): HavePart {
  const part = HAVE_PARTS[reader.byte()]
  if (part === undefined) reader.fail()
  return part ?? 'news'
}

function readLog(reader: WireReader): { author: PublicKey; logId: bigint } {
  return { author: toHex(reader.fixed(PUBLIC_KEY_LENGTH)) as PublicKey, logId: reader.u64() }
}

function readHead(reader: WireReader): Head {
  const log = readLog(reader)
  const seqNum = reader.number(MAX_SEQ_NUM)
  const hash = reader.fixed(HEAD_HASH_LENGTH)
  const forkedAt = reader.number(MAX_SEQ_NUM)
  if (forkedAt !== 0 && seqNum >= forkedAt) reader.fail()
  return { ...log, seqNum, hash, ...(forkedAt === 0 ? {} : { forkedAt }) }
}

function readWant(reader: WireReader): WantedRange {
  const log = readLog(reader)
  const from = reader.number(MAX_SEQ_NUM)
  const to = reader.number(MAX_SEQ_NUM)
  if (from === 0 || to < from) reader.fail()
  return { ...log, from, to }
}

function readEntries(reader: WireReader): Message {
  const slot = reader.number(MAX_SLOT)
  const log = readLog(reader)
  const from = reader.number(MAX_SEQ_NUM)
  if (from === 0) reader.fail()
  const entries = list(reader, MAX_ENTRIES, () => readEntry(reader))
  return { type: 'entries', slot, ...log, from, entries }
}

function readEntry(reader: WireReader): SentEntry {
  const entry = reader.sized(MAX_ENTRY_LENGTH)
  const sizeAndOne = reader.number(MAX_PAYLOAD_BYTES + 1)
  return sizeAndOne === 0 ? { entry } : { entry, payload: reader.fixed(sizeAndOne - 1) }
}
