// Dials in memory: descriptions are names in a shared switchboard, links are memory links.

import { toHex } from '../bamboo/index.ts'
import type { Dialer, Link, PendingLink } from '../ports/link.ts'
import type { Random } from '../ports/random.ts'
import { memoryLinkPair } from './memory-link.ts'

type Opened = Awaited<PendingLink['opened']>

/** Connects the dialers of one test. */
export class Switchboard {
  readonly offers: Map<string, (link: Link) => void> = new Map()
  readonly answers: Map<string, { offer: string; open: (link: Link) => void }> = new Map()
}

export class MemoryDialer implements Dialer {
  /** Connections that were begun here. */
  dialled = 0
  readonly #board: Switchboard
  readonly #random: Random

  constructor(board: Switchboard, random: Random) {
    this.#board = board
    this.#random = random
  }

  offer(): PendingLink {
    this.dialled += 1
    const description = this.#random.bytes(16)
    const attempt = new MemoryAttempt(description)
    this.#board.offers.set(toHex(description), (link) => attempt.open(link))
    attempt.accept = (answer) => {
      const answering = this.#board.answers.get(toHex(answer))
      if (answering?.offer !== toHex(description)) return false
      this.#board.answers.delete(toHex(answer))
      const [initiator, responder] = memoryLinkPair()
      attempt.open(initiator)
      answering.open(responder)
      return true
    }
    return attempt
  }

  answer(offer: Uint8Array): PendingLink {
    this.dialled += 1
    const description = this.#random.bytes(16)
    const attempt = new MemoryAttempt(description)
    if (!this.#board.offers.has(toHex(offer))) attempt.cancel()
    this.#board.answers.set(toHex(description), { offer: toHex(offer), open: (link) => attempt.open(link) })
    return attempt
  }
}

class MemoryAttempt implements PendingLink {
  readonly description: Promise<Uint8Array>
  readonly opened: Promise<Opened>
  accept: (answer: Uint8Array) => boolean = () => false
  #settle: (opened: Opened) => void = () => undefined

  constructor(description: Uint8Array) {
    this.description = Promise.resolve(description)
    this.opened = new Promise((resolve) => (this.#settle = resolve))
  }

  open(link: Link): void {
    this.#settle({ ok: true, value: link })
  }

  cancel(): void {
    this.#settle({ ok: false, error: { code: 'local' } })
  }
}
