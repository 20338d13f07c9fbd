// Which entries an ENTRIES or PUSH message brings, read from its beginning: the rest may be in the next frame.

import { toHex } from '../../bamboo/index.ts'
import { messageTypeOf } from '../../gossip/frames.ts'
import { MAX_ENTRIES, MAX_SLOT } from '../../gossip/messages.ts'
import { WireReader } from '../../gossip/wire.ts'

const KEY_LENGTH = 32

/** Entries `from` to `from + count - 1` of a log. */
export interface EntriesName {
  author: string
  logId: bigint
  from: number
  count: number
}

/** Undefined when the message is another one. `message` begins with its type. */
export function readEntriesName(message: Uint8Array): EntriesName | undefined {
  const type = messageTypeOf(message[0] ?? 0)
  if (type !== 'entries' && type !== 'push') return undefined
  const reader = new WireReader(message)
  reader.byte()
  reader.number(MAX_SLOT)
  const author = toHex(reader.fixed(KEY_LENGTH))
  const logId = reader.u64()
  const from = reader.number(Number.MAX_SAFE_INTEGER)
  const count = reader.number(MAX_ENTRIES)
  return reader.failed ? undefined : { author, logId, from, count }
}
