// What one peer may cost this node (docs/protocol-gossip.md, Limits): how many messages it sends, how long it takes for what
// it began, and whether it takes and gives anything. Only looks on; the link does what it says.

import { logKeyOf } from '../local-topic.ts'
import type { CloseReason, Message, UnknownMessage } from '../messages.ts'
import { TokenBucket } from '../token-bucket.ts'
import { Inflow } from './inflow.ts'
import { Unanswered } from './unanswered.ts'

/** From the first frame of a bulk message to its last: 256 KiB at 1 kB/s. */
const LONGEST_MESSAGE_MS = 5 * 60_000
/** Of ours, pulled when the link has room: half of what the other end takes (see inflow.ts), so that the rest fits in as well. */
const OWN_PER_SECOND = 100
const OWN_BURST = 200
/** Time without one frame that the link would take; a link that carries 300 bytes per second needs less. */
const LONGEST_JAM_MS = 60_000

export class LinkLimits {
  readonly #inflow: Inflow
  readonly #unanswered = new Unanswered()
  readonly #own: TokenBucket
  /** When the bulk message began that is not whole yet. */
  #midwaySince: number | undefined
  /** Since when the link takes nothing. */
  #jammedSince: number | undefined

  constructor(now: number) {
    this.#inflow = new Inflow(now)
    this.#own = new TokenBucket(OWN_PER_SECOND, OWN_BURST, now)
  }

  /** Whether one more message of ours may go out: a long comparison says as much as the link carries. */
  maySay(now: number): boolean {
    return this.#own.has(now)
  }

  /** What to do with a control message that came. */
  verdict(message: Message | UnknownMessage, now: number): 'take' | 'skip' | 'close' {
    if (message.type === 'fork') this.#unanswered.answered()
    return this.#inflow.verdict(message, now)
  }

  /** A frame of a bulk message came; `isMidway`: more of the message follows. */
  heardBulk(isMidway: boolean, now: number): void {
    this.#unanswered.answered()
    this.#midwaySince = isMidway ? (this.#midwaySince ?? now) : undefined
  }

  /** A control message goes out. */
  said(message: Message, now: number): void {
    this.#own.take(now)
    if (message.type === 'want') this.#unanswered.asked(message.wants.map(logKeyOf), now)
  }

  /** As much was sent as the link takes. `isJammed`: it takes no more now. */
  pumped(sentAny: boolean, isJammed: boolean, now: number): void {
    this.#jammedSince = isJammed ? ((sentAny ? undefined : this.#jammedSince) ?? now) : undefined
  }

  /** This machine slept: nobody could do anything. */
  woke(now: number): void {
    if (this.#midwaySince !== undefined) this.#midwaySince = now
    if (this.#jammedSince !== undefined) this.#jammedSince = now
    this.#unanswered.answered()
  }

  /** Why the link should be over by now, if it should. */
  overdue(now: number): CloseReason | undefined {
    if (now - (this.#midwaySince ?? now) >= LONGEST_MESSAGE_MS) return 'timeout'
    if (now - (this.#jammedSince ?? now) >= LONGEST_JAM_MS) return 'timeout'
    return this.#unanswered.isTooMuch(now) ? 'withholds' : undefined
  }
}
