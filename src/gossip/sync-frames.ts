// The bytes of the messages about logs: HAVE, WANT, ENTRIES, WANT_NEWEST, NEWEST, FORK (docs/protocol-gossip.md).

import { MAX_ENTRY_LENGTH, MAX_SEQ_NUM, PUBLIC_KEY_LENGTH, fromHex, toHex } from '../bamboo/index.ts'
import { MAX_PAYLOAD_LENGTH } from '../operations/limits.ts'
import type { PublicKey } from '../operations/ids.ts'
import {
  HEAD_HASH_LENGTH,
  MAX_ENTRIES,
  MAX_HEADS,
  MAX_NEWEST,
  MAX_POOL,
  MAX_SLOT,
  MAX_WANTS,
  type HavePart,
  type WireHead,
  type SentEntry,
  type SyncMessage,
  type WantedRange,
} from './messages.ts'
import type { WireReader, WireWriter } from './wire.ts'

/** The position is the byte that stands for it. */
const HAVE_PARTS: readonly HavePart[] = ['news', 'list', 'last']

/** Everything after the type byte. */
export function writeSync(writer: WireWriter, message: SyncMessage): void {
  writer.number(message.slot)
  switch (message.type) {
    case 'have':
      writer.byte(HAVE_PARTS.indexOf(message.part)).number(message.heads.length)
      for (const head of message.heads) writeHead(writer, head)
      return
    case 'want':
      writer.number(message.wants.length)
      for (const want of message.wants) writeLog(writer, want).number(want.from).number(want.to)
      return
    case 'entries':
      writeLog(writer, message).number(message.from)
      writeEntries(writer, message.entries)
      return
    case 'want-newest':
      writeLog(writer, message).number(message.count)
      return
    case 'newest':
      writeLog(writer, message)
      writeEntries(writer, message.pool)
      writeEntries(writer, message.newest)
      return
    case 'fork':
      writer.sized(message.first).sized(message.second)
  }
}

/** Marks the reader as failed when this is no such message. */
export function readSync(reader: WireReader, type: SyncMessage['type']): SyncMessage {
  const slot = reader.number(MAX_SLOT)
  switch (type) {
    case 'have': {
      const part = HAVE_PARTS[reader.byte()]
      if (part === undefined) reader.fail()
      return { type, slot, part: part ?? 'news', heads: reader.list(MAX_HEADS, () => readHead(reader)) }
    }
    case 'want':
      return { type, slot, wants: reader.list(MAX_WANTS, () => readWant(reader)) }
    case 'entries': {
      const log = readLog(reader)
      const from = reader.number(MAX_SEQ_NUM)
      if (from === 0) reader.fail()
      return { type, slot, ...log, from, entries: reader.list(MAX_ENTRIES, () => readEntry(reader)) }
    }
    case 'want-newest':
      return { type, slot, ...readLog(reader), count: reader.number(MAX_NEWEST) }
    case 'newest': {
      const log = readLog(reader)
      const pool = reader.list(MAX_POOL, () => readEntry(reader))
      return { type, slot, ...log, pool, newest: reader.list(MAX_NEWEST, () => readEntry(reader)) }
    }
    case 'fork':
      return { type, slot, first: reader.sized(MAX_ENTRY_LENGTH), second: reader.sized(MAX_ENTRY_LENGTH) }
  }
}

function writeLog(writer: WireWriter, log: { author: PublicKey; logId: bigint }): WireWriter {
  const author = fromHex(log.author)
  if (author?.length !== PUBLIC_KEY_LENGTH) throw new RangeError(`not a public key: ${log.author}`)
  return writer.fixed(author).number(log.logId)
}

function readLog(reader: WireReader): { author: PublicKey; logId: bigint } {
  return { author: toHex(reader.fixed(PUBLIC_KEY_LENGTH)) as PublicKey, logId: reader.u64() }
}

function writeHead(writer: WireWriter, head: WireHead): void {
  writeLog(writer, head).number(head.seqNum).fixed(head.hash)
  writer.number(head.forkedAt ?? 0)
}

function readHead(reader: WireReader): WireHead {
  const log = readLog(reader)
  const seqNum = reader.number(MAX_SEQ_NUM)
  const hash = reader.fixed(HEAD_HASH_LENGTH)
  const forkedAt = reader.number(MAX_SEQ_NUM)
  // Entry 1 of a log that is forked there is told of when the festival is named after it.
  if (forkedAt !== 0 && seqNum >= forkedAt && seqNum !== 1) reader.fail()
  return { ...log, seqNum, hash, ...(forkedAt === 0 ? {} : { forkedAt }) }
}

function readWant(reader: WireReader): WantedRange {
  const log = readLog(reader)
  const from = reader.number(MAX_SEQ_NUM)
  const to = reader.number(MAX_SEQ_NUM)
  if (from === 0 || to < from) reader.fail()
  return { ...log, from, to }
}

function writeEntries(writer: WireWriter, entries: readonly SentEntry[]): void {
  writer.number(entries.length)
  for (const { entry, payload } of entries) {
    writer.sized(entry)
    // The length is one more than it is, so that "no payload" and "an empty payload" differ.
    writer.number(payload === undefined ? 0 : payload.length + 1)
    if (payload !== undefined) writer.fixed(payload)
  }
}

function readEntry(reader: WireReader): SentEntry {
  const entry = reader.sized(MAX_ENTRY_LENGTH)
  const sizeAndOne = reader.number(MAX_PAYLOAD_LENGTH + 1)
  return sizeAndOne === 0 ? { entry } : { entry, payload: reader.fixed(sizeAndOne - 1) }
}
