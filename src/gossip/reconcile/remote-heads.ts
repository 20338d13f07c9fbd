// What one peer holds of one topic, as far as it said or sent it. After a comparison that is what we hold, but for what was found
// to differ: ten thousand logs that both hold are remembered once, not once for each link.

import { logKeyOf, toldHead, type LocalTopic, type LogKey } from '../local-topic.ts'
import { HEAD_HASH_LENGTH, type WireHead } from '../messages.ts'

/** Logs of one topic that are remembered one by one, per peer. */
const MAX_REMEMBERED = 10_000

const NO_HASH = new Uint8Array(HEAD_HASH_LENGTH)

/** Undefined: it holds nothing of the log. */
type Heads = Map<LogKey, WireHead | undefined>

export class RemoteHeads {
  readonly #ours: LocalTopic
  #known: Heads = new Map()
  /** The peer holds what we hold, wherever #known does not say otherwise. */
  #isLikeOurs = false
  /** What was learned, and what changed here, since the comparison began that is under way. */
  #sinceBegin: Heads | undefined
  #isCompared = false

  constructor(ours: LocalTopic) {
    this.#ours = ours
  }

  /** All its heads are known since some time: a log that it did not tell of was not there. */
  get isCompared(): boolean {
    return this.#isCompared
  }

  headOf(key: LogKey): WireHead | undefined {
    const known = this.#known.get(key)
    return known !== undefined || !this.#isLikeOurs || this.#known.has(key) ? known : toldHead(this.#ours, key)
  }

  heightOf(key: LogKey): number {
    return this.headOf(key)?.seqNum ?? 0
  }

  /** Logs that it told of and that are not held so far here. */
  longer(): LogKey[] {
    const { heads } = this.#ours
    return [...this.#known].flatMap(([key, head]) => ((head?.seqNum ?? 0) > (heads.get(key)?.held ?? 0) ? [key] : []))
  }

  /** The peer told this head. Only a later comparison takes back what was known before; a log grows, or is found forked. */
  learn(key: LogKey, head: WireHead): void {
    if (this.#sinceBegin !== undefined) this.#sinceBegin = remembered(this.#sinceBegin, key, head)
    const known = this.headOf(key)
    if (known === undefined || head.seqNum > known.seqNum || head.forkedAt !== known.forkedAt) this.#remember(key, head)
  }

  /** The peer sent entries of the log up to there. */
  reached(log: Pick<WireHead, 'author' | 'logId'>, seqNum: number): void {
    const key = logKeyOf(log)
    const known = this.headOf(key)
    if (seqNum <= (known?.seqNum ?? 0) || known?.forkedAt !== undefined) return
    // Nobody compares with the hash of an entry that was not looked at yet.
    this.learn(key, { author: log.author, logId: log.logId, seqNum, hash: NO_HASH })
  }

  /** The peer told that it holds nothing of this log. */
  lacks(key: LogKey): void {
    if (this.#sinceBegin !== undefined) this.#sinceBegin = remembered(this.#sinceBegin, key, undefined)
  }

  /** A head of ours is about to be another one: what the peer holds stays what it was. */
  ourHeadChanges(key: LogKey): void {
    const head = this.headOf(key)
    if (this.#sinceBegin?.has(key) === false) this.#sinceBegin = remembered(this.#sinceBegin, key, head)
    if (this.#isLikeOurs && !this.#known.has(key)) this.#remember(key, head)
  }

  /** A comparison begins: what is found from now on counts, and what changes meanwhile. */
  begin(): void {
    this.#sinceBegin = new Map()
  }

  /** It went through: everything that was not found to differ is held as we hold it. */
  finish(): void {
    this.#isCompared = true
    if (this.#sinceBegin !== undefined) this.#known = this.#sinceBegin
    this.#isLikeOurs = this.#sinceBegin !== undefined
    this.#sinceBegin = undefined
  }

  /** It broke off: nothing is known but what was told. */
  giveUp(): void {
    this.#sinceBegin = undefined
  }

  #remember(key: LogKey, head: WireHead | undefined): void {
    if (remembered(this.#known, key, head) === undefined) this.#isLikeOurs = false
  }
}

/** Undefined when there is no room: then nobody may conclude anything from what is missing in it. */
function remembered(heads: Heads, key: LogKey, head: WireHead | undefined): Heads | undefined {
  if (!heads.has(key) && heads.size >= MAX_REMEMBERED) return undefined
  return heads.set(key, head)
}
