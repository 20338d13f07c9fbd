// People who do not keep to the protocol: the node of everybody else, with its mouth and ears twisted. What a link carries is
// changed, left out, repeated or made up, in one way for each vice.

import { decodeMessage, encodeMessage } from '../../gossip/frames.ts'
import type { Message } from '../../gossip/messages.ts'
import type { Link, LinkCloseReason } from '../../ports/link.ts'
import type { PublicKey } from '../../operations/ids.ts'
import { toHex } from '../../bamboo/index.ts'
import type { QuickRandom } from '../quick-random.ts'

/**
 * `withholds`: passes no entry on. `repeats`: says everything three times. `floods`: makes up heads, hundreds at a time.
 * `lies`: says that it holds what the other one holds, and more. `gathers`: seems to have no other links, and answers every
 * walk itself, so that everybody ends linked to people like it.
 */
export type Vice = 'withholds' | 'repeats' | 'floods' | 'lies' | 'gathers'

export const VICES: readonly Vice[] = ['withholds', 'repeats', 'floods', 'lies', 'gathers']

const CONTROL = 0
const REPETITIONS = 3
const MADE_UP_MESSAGES = 10
const MADE_UP_HEADS = 20
/** How much more of a log a liar claims to hold. */
const BOAST = 100

export function tampered(link: Link, vice: Vice, random: QuickRandom): Link {
  return new TamperedLink(link, vice, random)
}

class TamperedLink implements Link {
  onMessage: ((message: Uint8Array) => void) | undefined
  onDrain: (() => void) | undefined
  onClose: ((reason: LinkCloseReason) => void) | undefined
  readonly #link: Link
  readonly #vice: Vice
  readonly #random: QuickRandom
  /** The last ROOT that was heard. */
  #heardRoot: Message | undefined

  constructor(link: Link, vice: Vice, random: QuickRandom) {
    this.#link = link
    this.#vice = vice
    this.#random = random
    link.onMessage = (frame) => this.onMessage?.(this.#hear(frame))
    link.onDrain = () => this.onDrain?.()
    link.onClose = (reason) => this.onClose?.(reason)
  }

  get initiator(): boolean {
    return this.#link.initiator
  }

  get localFingerprint(): Uint8Array {
    return this.#link.localFingerprint
  }

  get remoteFingerprint(): Uint8Array {
    return this.#link.remoteFingerprint
  }

  get buffered(): number {
    return this.#link.buffered
  }

  send(frame: Uint8Array): void {
    for (const said of this.#say(frame)) this.#link.send(said)
  }

  close(): void {
    this.#link.close()
  }

  #hear(frame: Uint8Array): Uint8Array {
    const message = controlIn(frame)
    if (message?.type === 'root') this.#heardRoot = message
    const isCaught = this.#vice === 'gathers' && message?.type === 'walk'
    return isCaught ? controlFrame({ ...message, steps: 1 }) : frame
  }

  /** What really goes out in the place of a frame. */
  #say(frame: Uint8Array): Uint8Array[] {
    const message = controlIn(frame)
    switch (this.#vice) {
      case 'withholds':
        return frame[0] === CONTROL ? [frame] : []
      case 'repeats':
        return isHandshake(message) ? [frame] : Array.from({ length: REPETITIONS }, () => frame)
      case 'floods':
        return message?.type === 'root' ? [frame, ...this.#madeUp(message.slot)] : [frame]
      case 'lies':
        return [this.#lie(frame, message)]
      case 'gathers':
        return [message?.type === 'neighbours' ? controlFrame({ ...message, refs: [] }) : frame]
    }
  }

  #lie(frame: Uint8Array, message: Message | undefined): Uint8Array {
    if (message?.type === 'root' && this.#heardRoot?.type === 'root') {
      return controlFrame({ ...this.#heardRoot, slot: message.slot })
    }
    if (message?.type === 'news') {
      const heads = message.heads.map((head) => Object.assign({}, head, { seqNum: head.seqNum + BOAST }))
      return controlFrame({ ...message, heads })
    }
    if (message?.type !== 'have') return frame
    const heads = message.heads.map((head) => Object.assign({}, head, { seqNum: head.seqNum + BOAST }))
    return controlFrame({ ...message, heads: heads.filter((head) => head.forkedAt === undefined) })
  }

  #madeUp(slot: number): Uint8Array[] {
    return Array.from({ length: MADE_UP_MESSAGES }, () => {
      const heads = Array.from({ length: MADE_UP_HEADS }, () => ({
        author: toHex(this.#random.bytes(32)) as PublicKey,
        logId: BigInt(this.#random.word()),
        seqNum: 1 + this.#random.below(1_000),
        hash: this.#random.bytes(16),
      }))
      return controlFrame({ type: 'have', slot, heads })
    })
  }
}

function controlIn(frame: Uint8Array): Message | undefined {
  if (frame[0] !== CONTROL) return undefined
  const decoded = decodeMessage(frame.subarray(1))
  return decoded.ok && decoded.value.type !== 'unknown' ? decoded.value : undefined
}

function controlFrame(message: Message): Uint8Array {
  const bytes = encodeMessage(message)
  const frame = new Uint8Array(1 + bytes.length)
  frame[0] = CONTROL
  frame.set(bytes, 1)
  return frame
}

function isHandshake(message: Message | undefined): boolean {
  return message === undefined || message.type === 'hello' || message.type === 'prove' || message.type === 'auth'
}
