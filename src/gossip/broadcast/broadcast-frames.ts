// The bytes of the messages that spread new entries: PUSH, NEWS, GRAFT, PRUNE (docs/protocol-gossip.md).

import { MAX_SEQ_NUM, fromHex, toHex } from '../../bamboo/index.ts'
import {
  LOG_REF_LENGTH,
  MAX_GRAFTS,
  MAX_HEADS,
  NEWS_HASH_LENGTH,
  type BroadcastMessage,
  type LogRef,
  type NewsHead,
} from '../messages.ts'
import type { WireReader, WireWriter } from '../wire.ts'

/** Everything after the slot. */
export function writeBroadcast(writer: WireWriter, message: BroadcastMessage): void {
  switch (message.type) {
    case 'news':
      for (const { ref, seqNum, hash } of message.heads) writeRef(writer, ref).number(seqNum).fixed(hash)
      return
    case 'graft':
      writer.number(message.logs.length)
      for (const { ref, from } of message.logs) writeRef(writer, ref).number(from)
      return
    case 'prune':
  }
}

/** Marks the reader as failed when this is no such message. */
export function readBroadcast(reader: WireReader, type: BroadcastMessage['type'], slot: number): BroadcastMessage {
  switch (type) {
    case 'news': {
      const heads: NewsHead[] = []
      while (reader.hasMore && heads.length <= MAX_HEADS) heads.push(readNews(reader))
      if (heads.length > MAX_HEADS) reader.fail()
      return { type, slot, heads }
    }
    case 'graft':
      return { type, slot, logs: reader.list(MAX_GRAFTS, () => ({ ref: readRef(reader), from: readSeqNum(reader) })) }
    case 'prune':
      return { type, slot }
  }
}

function readNews(reader: WireReader): NewsHead {
  return { ref: readRef(reader), seqNum: readSeqNum(reader), hash: reader.fixed(NEWS_HASH_LENGTH) }
}

function readSeqNum(reader: WireReader): number {
  const seqNum = reader.number(MAX_SEQ_NUM)
  if (seqNum === 0) reader.fail()
  return seqNum
}

function writeRef(writer: WireWriter, ref: LogRef): WireWriter {
  const bytes = fromHex(ref)
  if (bytes?.length !== LOG_REF_LENGTH) throw new RangeError(`not a log's short name: ${ref}`)
  return writer.fixed(bytes)
}

function readRef(reader: WireReader): LogRef {
  return toHex(reader.fixed(LOG_REF_LENGTH)) as LogRef
}
