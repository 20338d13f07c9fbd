// What this node holds of one festival, as sync sees it: the head of every log and the fork proofs. Read from the store once
// and kept up to date with every append.

import { YAMF_HASH_LENGTH, equalBytes } from '../bamboo/index.ts'
import type { PublicKey } from '../operations/ids.ts'
import type { ForkProof } from '../ports/log-store.ts'
import { HEAD_HASH_LENGTH, type WireHead } from './messages.ts'
import { LogItems } from './reconcile/log-items.ts'

/** Names a log inside one festival. */
export type LogKey = string & { readonly __brand: 'log-key' }

export function logKeyOf(log: { author: PublicKey; logId: bigint }): LogKey {
  return `${log.author}/${log.logId}` as LogKey
}

export function logOf(key: LogKey): { author: PublicKey; logId: bigint } {
  return { author: authorOf(key), logId: BigInt(key.slice(key.indexOf('/') + 1)) }
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
  /** Those of them that are told, for comparing. */
  items: LogItems
  forks: Map<LogKey, ForkProof>
  /** Logs of other festivals that this one inherits, and up to where: nothing beyond is asked for or served here. */
  cuts: ReadonlyMap<LogKey, number>
}

/** Nothing is held yet. `topicKey`: 32 bytes. */
export function newLocalTopic(topicKey: Uint8Array): LocalTopic {
  return { heads: new Map(), items: new LogItems(topicKey), forks: new Map(), cuts: new Map() }
}

/** What others are told of a log; of one that is held only provisionally so far there is nothing to tell. */
export function toldHead(topic: LocalTopic, key: LogKey): LocalHead | undefined {
  const head = topic.heads.get(key)
  return head !== undefined && isTold(head) ? head : undefined
}

/** A log grows; it shrinks only when a fork proof comes to light. */
export function isNewHead(topic: LocalTopic, head: LocalHead): boolean {
  const known = topic.heads.get(logKeyOf(head))
  if (known === undefined) return true
  if (head.forkedAt !== known.forkedAt)
    return head.forkedAt !== undefined && head.forkedAt < (known.forkedAt ?? Infinity)
  return head.seqNum > known.seqNum || head.held !== known.held
}

export function setHead(topic: LocalTopic, head: LocalHead): void {
  const key = logKeyOf(head)
  topic.heads.set(key, head)
  if (isTold(head)) topic.items.put(key, head)
  else topic.items.delete(key)
}

/** Nothing of the log is told any more, a fork of it neither. */
export function dropHead(topic: LocalTopic, key: LogKey): void {
  topic.heads.delete(key)
  topic.forks.delete(key)
  topic.items.delete(key)
}

function isTold(head: LocalHead): boolean {
  return head.seqNum > 0 || head.forkedAt !== undefined
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
