// The logs of one topic as items that two nodes compare without telling them (docs/protocol-gossip.md, Comparing): each has a
// place among the others, and under the salt of a link a number; sums of those numbers stand for whole ranges.

import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, encodeVarU64, fromHex, toHex } from '../../bamboo/index.ts'
import type { LogKey } from '../local-topic.ts'
import { LOG_PLACE_LENGTH, type LogPlace, type RangeChild, type WireHead } from '../messages.ts'
import { SALT_LENGTH, SaltedItem, SaltedSum } from './salted-sum.ts'

/** One log. `head` is what is told of it now. */
export interface Item {
  readonly key: LogKey
  readonly place: LogPlace
  head: WireHead
}

/** What stands for all logs of a topic. */
export interface Root {
  fingerprint: Uint8Array
  count: number
}

/** Sorts behind every hexadecimal digit. */
const AFTER_DIGITS = 'g'

/** The place of a log in a topic: nobody can make two logs that share one, nor recognise a log without the topic key. */
export function logPlaceOf(topicKey: Uint8Array, { author, logId }: Pick<WireHead, 'author' | 'logId'>): LogPlace {
  const name = concatBytes(topicKey, fromHex(author) ?? new Uint8Array(0), encodeVarU64(logId))
  return toHex(sha256(name).subarray(0, LOG_PLACE_LENGTH))
}

export class LogItems {
  readonly #topicKey: Uint8Array
  readonly #byKey = new Map<LogKey, Item>()
  /** By place. New ones are put at the end and sorted in when somebody looks, which is fast for what is mostly sorted. */
  #items: Item[] = []
  #isSorted = true

  constructor(topicKey: Uint8Array) {
    this.#topicKey = topicKey
  }

  get size(): number {
    return this.#items.length
  }

  put(key: LogKey, head: WireHead): void {
    const known = this.#byKey.get(key)
    if (known !== undefined) {
      known.head = head
      return
    }
    const item: Item = { key, place: logPlaceOf(this.#topicKey, head), head }
    this.#byKey.set(key, item)
    this.#items.push(item)
    this.#isSorted = false
  }

  delete(key: LogKey): void {
    if (this.#byKey.delete(key)) this.#items = this.#items.filter((item) => item.key !== key)
  }

  at(place: LogPlace): Item | undefined {
    const item = this.#sorted()[this.#indexOf(place)]
    return item?.place === place ? item : undefined
  }

  /** The items whose places begin with these hexadecimal digits, in order. */
  under(prefix: string): Item[] {
    return this.#sorted().slice(this.#indexOf(prefix), this.#indexOf(prefix + AFTER_DIGITS))
  }

  countUnder(prefix: string): number {
    return this.#indexOf(prefix + AFTER_DIGITS) - this.#indexOf(prefix)
  }

  root(salt: Uint8Array): Root {
    const salted = new SaltedItem(salt)
    const sum = new SaltedSum()
    for (const item of this.#items) sum.add(salted.of(item.place, item.head))
    return { fingerprint: sum.fingerprint(), count: this.size }
  }

  /** The range in sixteen parts; those with nothing in them are left out. */
  children(salt: Uint8Array, prefix: string): RangeChild[] {
    const salted = new SaltedItem(salt)
    const sums = new Map<number, SaltedSum>()
    for (const { place, head } of this.under(prefix)) {
      const digit = Number.parseInt(place.charAt(prefix.length), 16)
      const sum = sums.get(digit) ?? new SaltedSum()
      sums.set(digit, sum)
      sum.add(salted.of(place, head))
    }
    return [...sums].map(([digit, sum]) => ({ digit, fingerprint: sum.fingerprint() }))
  }

  #sorted(): readonly Item[] {
    if (!this.#isSorted) this.#items.sort((a, b) => (a.place < b.place ? -1 : 1))
    this.#isSorted = true
    return this.#items
  }

  /** The first index whose place is not smaller. */
  #indexOf(text: string): number {
    const items = this.#sorted()
    let [low, high] = [0, items.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((items[middle]?.place ?? '') < text) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The salt of a link, of the transcript that both ends have in common. */
export function saltOf(h: Uint8Array): Uint8Array {
  return h.slice(0, SALT_LENGTH)
}
