// The bytes of the messages about logs: PUSH, HAVE, WANT, ENTRIES, WANT_NEWEST, NEWEST, FORK (docs/protocol-gossip.md). Those that
// compare are in reconcile/range-frames.ts, those that spread news in broadcast/broadcast-frames.ts.

import { MAX_ENTRY_LENGTH, MAX_SEQ_NUM } from '../bamboo/index.ts'
import { MAX_PAYLOAD_LENGTH } from '../operations/limits.ts'
import { readHead, readLog, writeHead, writeLog } from './head-frames.ts'
import {
  MAX_ENTRIES,
  MAX_HEADS,
  MAX_NEWEST,
  MAX_POOL,
  MAX_SLOT,
  MAX_WANTS,
  type SentEntry,
  type SyncMessage,
  type WantedRange,
} from './messages.ts'
import { readBroadcast, writeBroadcast } from './broadcast/broadcast-frames.ts'
import { readComparison, writeComparison } from './reconcile/range-frames.ts'
import type { WireReader, WireWriter } from './wire.ts'

/** Everything after the type byte. */
export function writeSync(writer: WireWriter, message: SyncMessage): void {
  writer.number(message.slot)
  switch (message.type) {
    case 'have':
      writer.number(message.heads.length)
      for (const head of message.heads) writeHead(writer, head)
      return
    case 'root':
    case 'ranges':
      writeComparison(writer, message)
      return
    case 'want':
      writer.number(message.wants.length)
      for (const want of message.wants) writeLog(writer, want).number(want.from).number(want.to)
      return
    case 'push':
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
      return
    case 'news':
    case 'graft':
    case 'prune':
      writeBroadcast(writer, message)
  }
}

/** Marks the reader as failed when this is no such message. */
export function readSync(reader: WireReader, type: SyncMessage['type']): SyncMessage {
  const slot = reader.number(MAX_SLOT)
  switch (type) {
    case 'have':
      return { type, slot, heads: reader.list(MAX_HEADS, () => readHead(reader)) }
    case 'root':
    case 'ranges':
      return readComparison(reader, type, slot)
    case 'want':
      return { type, slot, wants: reader.list(MAX_WANTS, () => readWant(reader)) }
    case 'push':
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
    case 'news':
    case 'graft':
    case 'prune':
      return readBroadcast(reader, type, slot)
    case 'fork':
      return { type, slot, first: reader.sized(MAX_ENTRY_LENGTH), second: reader.sized(MAX_ENTRY_LENGTH) }
  }
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

/** Its bytes are those of the message, which is nobody else's: whoever keeps or stores them longer copies them. */
function readEntry(reader: WireReader): SentEntry {
  const entry = reader.view(reader.number(MAX_ENTRY_LENGTH))
  const sizeAndOne = reader.number(MAX_PAYLOAD_LENGTH + 1)
  return sizeAndOne === 0 ? { entry } : { entry, payload: reader.view(sizeAndOne - 1) }
}
