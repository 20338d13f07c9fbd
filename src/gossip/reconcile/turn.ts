// What one side says in its turn of a comparison: answers to what the other side said, collected while that comes in, and put
// into messages when the link has room. Ranges are read from our items as late as that.

import { equalBytes } from '../../bamboo/index.ts'
import type { Standing } from '../head-frames.ts'
import type { LogKey } from '../local-topic.ts'
import {
  DEEPEST_RANGE,
  FINGERPRINT_LENGTH,
  MAX_LISTED,
  MAX_RANGES,
  type DividedRange,
  type ListedHead,
  type ListedRange,
  type LogPlace,
  type RangesMessage,
  type WireHead,
} from '../messages.ts'
import type { Item, LogItems } from './log-items.ts'
import { Queue } from './queue.ts'

/** So few logs are listed one by one: fewer bytes than one more turn, and less waiting. */
const MAX_SHORT_LIST = 8
/** Ranges and places that one turn may leave open; more than all logs that anybody keeps. */
const MAX_OPEN = 65_536
/** A message is closed when it has so many bytes; one more piece of at most 800 still fits into a frame. */
const FULL_BYTES = 15_000
/** Upper bounds of what the parts take. */
const DIVIDED_BYTES = 10
const CHILD_BYTES = FINGERPRINT_LENGTH
const LISTED_BYTES = 9
const LISTED_HEAD_BYTES = 48
const ASKED_BYTES = 16
const HEAD_BYTES = 73

/** What was learned of the other side. */
export interface Learned {
  heads: { key: LogKey; head: WireHead }[]
  /** Our logs of which it holds nothing. */
  lacking: LogKey[]
}

export class Turn {
  readonly #items: LogItems
  readonly #salt: Uint8Array
  readonly #ranges = new Queue<string>()
  readonly #asked = new Queue<LogPlace>()
  readonly #told = new Queue<Item>()

  constructor(items: LogItems, salt: Uint8Array) {
    this.#items = items
    this.#salt = salt
  }

  /** It needs an answer. */
  get asksAnything(): boolean {
    return this.#ranges.length + this.#asked.length > 0
  }

  get isTooLong(): boolean {
    return this.#ranges.length + this.#asked.length > MAX_OPEN
  }

  /** Begin with everything. */
  open(): void {
    this.#ranges.push('')
  }

  /** The other side's sixteenths of a range: those that differ from ours are looked at more closely. */
  onDivided({ prefix, children }: DividedRange, learned: Learned): void {
    const theirs = new Map(children.map(({ digit, fingerprint }) => [digit, fingerprint]))
    const ours = new Map(this.#items.children(this.#salt, prefix).map((child) => [child.digit, child.fingerprint]))
    for (let digit = 0; digit < 16; digit += 1) {
      const [their, our] = [theirs.get(digit), ours.get(digit)]
      const child = prefix + digit.toString(16)
      if (their === undefined && our !== undefined) this.#tellAll(this.#items.under(child), learned)
      else if (their !== undefined && (our === undefined || !equalBytes(their, our))) this.#ranges.push(child)
    }
  }

  /** The other side's logs of a range, all of them. */
  onListed({ prefix, heads }: ListedRange, learned: Learned): void {
    const theirs = new Map(heads.map((head) => [head.place, head]))
    for (const item of this.#items.under(prefix)) {
      const their = theirs.get(item.place)
      theirs.delete(item.place)
      if (their === undefined) this.#tellAll([item], learned)
      else if (!isSame(their, item.head)) {
        const { author, logId } = item.head
        const { place: _place, ...standing } = their
        this.#told.push(item)
        learned.heads.push({ key: item.key, head: { author, logId, ...standing } })
      }
    }
    for (const place of theirs.keys()) this.#asked.push(place)
  }

  onAsked(place: LogPlace, learned: Learned): void {
    const item = this.#items.at(place)
    if (item !== undefined) this.#tellAll([item], learned)
  }

  /** The next message; `isLast` when nothing is left. */
  next(slot: number, depth: number): RangesMessage {
    const message: RangesMessage = {
      type: 'ranges',
      slot,
      isLast: false,
      depth,
      divided: [],
      listed: [],
      asked: [],
      heads: [],
    }
    let bytes = 0
    const fill = <T>(queue: Queue<T>, add: (item: T) => number): void => {
      for (let count = 0; bytes < FULL_BYTES && count < MAX_RANGES; count += 1) {
        const item = queue.take()
        if (item === undefined) return
        bytes += add(item)
      }
    }
    fill(this.#ranges, (prefix) => this.#addRange(message, prefix))
    fill(this.#asked, (place) => message.asked.push(place) && ASKED_BYTES)
    fill(this.#told, (item) => message.heads.push(namedHead(item)) && HEAD_BYTES)
    message.isLast = this.#ranges.length + this.#asked.length + this.#told.length === 0
    return message
  }

  #addRange(message: RangesMessage, prefix: string): number {
    if (prefix.length < DEEPEST_RANGE && this.#items.countUnder(prefix) > MAX_SHORT_LIST) {
      const children = this.#items.children(this.#salt, prefix)
      message.divided.push({ prefix, children })
      return DIVIDED_BYTES + CHILD_BYTES * children.length
    }
    const heads = this.#items.under(prefix).slice(0, MAX_LISTED)
    message.listed.push({ prefix, heads: heads.map(listedHead) })
    return LISTED_BYTES + LISTED_HEAD_BYTES * heads.length
  }

  #tellAll(items: readonly Item[], learned: Learned): void {
    for (const item of items) {
      this.#told.push(item)
      learned.lacking.push(item.key)
    }
  }
}

function isSame(a: Standing, b: Standing): boolean {
  return a.seqNum === b.seqNum && a.forkedAt === b.forkedAt && equalBytes(a.hash, b.hash)
}

function listedHead({ place, head: { seqNum, hash, forkedAt } }: Item): ListedHead {
  return { place, seqNum, hash, ...(forkedAt === undefined ? {} : { forkedAt }) }
}

/** What others are told of a log, and nothing that only this node knows. */
function namedHead({ head: { author, logId, seqNum, hash, forkedAt } }: Item): WireHead {
  return { author, logId, seqNum, hash, ...(forkedAt === undefined ? {} : { forkedAt }) }
}
