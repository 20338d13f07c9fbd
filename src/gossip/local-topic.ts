// What this node holds of one festival, as sync sees it: the head of every log and the fork proofs. Read from the store once
// and kept up to date with every append.

import { YAMF_HASH_LENGTH, equalBytes } from '../bamboo/index.ts'
import type { PublicKey } from '../operations/ids.ts'
import type { ForkProof } from '../ports/log-store.ts'
import { HEAD_HASH_LENGTH, type WireHead } from './messages.ts'

/** Names a log inside one festival. */
export type LogKey = string & { readonly __brand: 'log-key' }

export function logKeyOf(log: { author: PublicKey; logId: bigint }): LogKey {
  return `${log.author}/${log.logId}` as LogKey
}

export function authorOf(key: LogKey): PublicKey {
  return key.slice(0, key.indexOf('/')) as PublicKey
}

/**
 * A head of ours, as others are told: below a fork, and with every signature checked. `own`: this installation writes the
 * log. `held`: how far it is held; entries after the head are not asked for again.
 */
export interface LocalHead extends WireHead {
  own: boolean
  held: number
}

export interface LocalTopic {
  heads: Map<LogKey, LocalHead>
  forks: Map<LogKey, ForkProof>
  /** Logs of other festivals that this one inherits, and up to where: nothing beyond is asked for or served here. */
  cuts: ReadonlyMap<LogKey, number>
}

/** Takes over a new head and says how the log stood before; undefined when nothing changed. */
export function updateHead(topic: LocalTopic, head: LocalHead): { previous: number } | undefined {
  const key = logKeyOf(head)
  const known = topic.heads.get(key)
  if (known !== undefined && !isNewer(head, known)) return undefined
  topic.heads.set(key, head)
  return { previous: known?.seqNum ?? 0 }
}

/** A log grows; it shrinks only when a fork proof comes to light. */
function isNewer(head: LocalHead, known: LocalHead): boolean {
  if (head.forkedAt !== known.forkedAt)
    return head.forkedAt !== undefined && head.forkedAt < (known.forkedAt ?? Infinity)
  return head.seqNum > known.seqNum || head.held !== known.held
}

/** Whether two holders of a log at the same height hold different entries there. */
export function disagree(a: WireHead, b: WireHead): boolean {
  return a.seqNum === b.seqNum && a.seqNum > 0 && a.forkedAt === b.forkedAt && !equalBytes(a.hash, b.hash)
}

/** What of a yamf-hash goes over the wire in a head: the first bytes of the digest. The two before it name the function. */
export function shortHash(hash: Uint8Array): Uint8Array {
  const start = YAMF_HASH_LENGTH - 64
  return hash.slice(start, start + HEAD_HASH_LENGTH)
}
