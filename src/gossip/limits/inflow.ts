// How many control messages one peer may send. What goes beyond is left undone where nothing is lost by that; whoever goes on
// is not answered any more.

import type { Message, UnknownMessage } from '../messages.ts'
import { isOverlayMessage } from '../overlay/overlay-messages.ts'
import { TokenBucket } from '../token-bucket.ts'

const MESSAGES_PER_SECOND = 200
const MESSAGE_BURST = 400
/** Messages beyond that which are only skipped. */
const EXCESS_PER_SECOND = 20
const EXCESS_BURST = 200
/** Who keeps to the protocol asks once in 10 s, and after a sleep. */
const PINGS_PER_SECOND = 1
const PING_BURST = 20

type AnyMessage = Message | UnknownMessage

/** These can be left undone: they are asked again, or do not matter. */
const SKIPPABLE: ReadonlySet<string> = new Set<AnyMessage['type']>(['ping', 'pong', 'unknown', 'root', 'want-newest'])

export class Inflow {
  readonly #messages: TokenBucket
  readonly #excess: TokenBucket
  readonly #pings: TokenBucket

  constructor(now: number) {
    this.#messages = new TokenBucket(MESSAGES_PER_SECOND, MESSAGE_BURST, now)
    this.#excess = new TokenBucket(EXCESS_PER_SECOND, EXCESS_BURST, now)
    this.#pings = new TokenBucket(PINGS_PER_SECOND, PING_BURST, now)
  }

  /** What to do with one more message. */
  verdict(message: AnyMessage, now: number): 'take' | 'skip' | 'close' {
    if (!this.#messages.take(now)) {
      const isSkipped = (SKIPPABLE.has(message.type) || isOverlayMessage(message)) && this.#excess.take(now)
      return isSkipped ? 'skip' : 'close'
    }
    return message.type === 'ping' && !this.#pings.take(now) ? 'skip' : 'take'
  }
}
