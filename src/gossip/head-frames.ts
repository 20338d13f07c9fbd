// The bytes that name a log, and those that say how far it is held: parts of many messages (docs/protocol-gossip.md).

import { MAX_SEQ_NUM, PUBLIC_KEY_LENGTH, fromHex, toHex } from '../bamboo/index.ts'
import type { PublicKey } from '../operations/ids.ts'
import { HEAD_HASH_LENGTH, type WireHead } from './messages.ts'
import type { WireReader, WireWriter } from './wire.ts'

/** How far a log is held, without its name. */
export type Standing = Pick<WireHead, 'seqNum' | 'hash' | 'forkedAt'>

export function writeLog(writer: WireWriter, log: { author: PublicKey; logId: bigint }): WireWriter {
  const author = fromHex(log.author)
  if (author?.length !== PUBLIC_KEY_LENGTH) throw new RangeError(`not a public key: ${log.author}`)
  return writer.fixed(author).number(log.logId)
}

export function readLog(reader: WireReader): { author: PublicKey; logId: bigint } {
  return { author: toHex(reader.fixed(PUBLIC_KEY_LENGTH)) as PublicKey, logId: reader.u64() }
}

export function writeStanding(writer: WireWriter, { seqNum, hash, forkedAt }: Standing): void {
  writer
    .number(seqNum)
    .fixed(hash)
    .number(forkedAt ?? 0)
}

export function readStanding(reader: WireReader): Standing {
  const seqNum = reader.number(MAX_SEQ_NUM)
  const hash = reader.fixed(HEAD_HASH_LENGTH)
  const forkedAt = reader.number(MAX_SEQ_NUM)
  // Entry 1 of a log that is forked there is told of when the festival is named after it.
  if (forkedAt !== 0 && seqNum >= forkedAt && seqNum !== 1) reader.fail()
  return { seqNum, hash, ...(forkedAt === 0 ? {} : { forkedAt }) }
}

export function writeHead(writer: WireWriter, head: WireHead): void {
  writeStanding(writeLog(writer, head), head)
}

export function readHead(reader: WireReader): WireHead {
  return { ...readLog(reader), ...readStanding(reader) }
}
