// Gossip messages as bytes and back (DESIGN 6; byte by byte in docs/protocol-gossip.md). Decoding takes hostile bytes:
// every string of bytes is one message, a message of a later version, or a malformed one; nothing throws.

import { PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH, err, ok, type Result } from '../bamboo/index.ts'
import {
  MAX_SLOT,
  MAX_TOPICS,
  NONCE_LENGTH,
  TAG_LENGTH,
  TOKEN_LENGTH,
  isSyncMessage,
  type CloseReason,
  type Message,
  type SyncMessage,
  type UnknownMessage,
} from './messages.ts'
import { readBlob, writeBlob } from './blobs/blob-frames.ts'
import { isAboutBlobs, type AnyBlobMessage } from './blobs/blob-messages.ts'
import { readOverlay, writeOverlay } from './overlay/overlay-frames.ts'
import { isOverlayMessage, type OverlayMessage } from './overlay/overlay-messages.ts'
import { readSync, writeSync } from './sync-frames.ts'
import { WireReader, WireWriter } from './wire.ts'

/** First byte of every message. */
const TYPE_NUMBERS: Readonly<Record<Message['type'], number>> = {
  signal: 0x10,
  hello: 0x20,
  prove: 0x21,
  auth: 0x22,
  ping: 0x23,
  pong: 0x24,
  'topic-add': 0x25,
  'topic-drop': 0x26,
  close: 0x2f,
  walk: 0x30,
  'walk-answer': 0x31,
  'walk-end': 0x32,
  neighbours: 0x33,
  flip: 0x34,
  'flip-answer': 0x35,
  push: 0x40,
  have: 0x41,
  graft: 0x42,
  prune: 0x43,
  news: 0x44,
  root: 0x50,
  ranges: 0x51,
  want: 0x52,
  entries: 0x53,
  'want-newest': 0x54,
  newest: 0x55,
  fork: 0x56,
  'want-blob': 0x5a,
  blob: 0x5b,
  'blob-state': 0x5c,
  credit: 0x60,
}
const TYPES: ReadonlyMap<number, Message['type']> = new Map(
  Object.entries(TYPE_NUMBERS).map(([type, number]) => [number, type as Message['type']]),
)

/** What the first byte of a message says that it is. */
export function messageTypeOf(number: number): Message['type'] | undefined {
  return TYPES.get(number)
}

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
  'full',
  'unwelcome',
  'withholds',
]
const LONGEST_RETRY_MS = 24 * 60 * 60 * 1000
const LARGEST_CREDIT = 16 * 1024 * 1024

export function encodeMessage(message: Message): Uint8Array {
  return written(message).finish()
}

/** The same in parts. Those that are entries, payloads or pictures are the bytes of the message, not copies. */
export function encodeInParts(message: Message): readonly Uint8Array[] {
  return written(message).parts
}

function written(message: Message): WireWriter {
  const writer = new WireWriter().byte(TYPE_NUMBERS[message.type])
  if (isSyncMessage(message)) writeSync(writer, message)
  else if (isAboutBlobs(message)) writeBlob(writer, message)
  else if (isOverlayMessage(message)) writeOverlay(writer, message)
  else writeOther(writer, message)
  return writer
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

function writeOther(
  writer: WireWriter,
  message: Exclude<Message, SyncMessage | AnyBlobMessage | OverlayMessage>,
): void {
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
    case 'credit':
      writer.number(message.bytes)
  }
}

function read(reader: WireReader, type: Message['type']): Message {
  switch (type) {
    case 'hello':
      return readHello(reader)
    case 'prove':
      return { type, tags: reader.list(MAX_TOPICS, () => reader.fixed(TAG_LENGTH)) }
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
    case 'credit':
      return { type, bytes: reader.number(LARGEST_CREDIT) }
    case 'push':
    case 'news':
    case 'graft':
    case 'prune':
    case 'have':
    case 'root':
    case 'ranges':
    case 'want':
    case 'entries':
    case 'want-newest':
    case 'newest':
    case 'fork':
      return readSync(reader, type)
    case 'want-blob':
    case 'blob':
    case 'blob-state':
      return readBlob(reader, type)
    case 'signal':
    case 'walk':
    case 'walk-answer':
    case 'walk-end':
    case 'neighbours':
    case 'flip':
    case 'flip-answer':
      return readOverlay(reader, type)
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
