// Who reaches whom, and how fast: latency between every two people, kinds of NAT, a network that falls into parts. All of it
// follows from the seed and the numbers of the two people alone, so that it is the same however often they meet.

import { QuickRandom } from '../quick-random.ts'

/** `symmetric`: another port for every peer, so that two of them never meet without a relay. */
export type NatClass = 'open' | 'cone' | 'symmetric'

export interface NetworkOptions {
  /** Median of the one-way latency, ms; the spread is lognormal. */
  latencyMs: number
  /** Sigma of its logarithm. */
  latencySigma: number
  minLatencyMs: number
  maxLatencyMs: number
  /** Share of people behind a symmetric NAT. */
  symmetric: number
  /** Share of people without any NAT; the rest has a cone NAT. */
  open: number
  /** Share of pairs that do not reach each other for whatever other reason. */
  blockedPairs: number
  /** Bytes per second that one person can send, all links together. */
  uplink: number
  /** Probability that a packet is lost: what it carries, and all behind it on that link, comes one repetition later. */
  packetLoss: number
}

export const NETWORK: Readonly<NetworkOptions> = {
  latencyMs: 50,
  latencySigma: 0.6,
  minLatencyMs: 5,
  maxLatencyMs: 400,
  symmetric: 0.2,
  open: 0.1,
  blockedPairs: 0.05,
  uplink: 625_000,
  packetLoss: 0.01,
}

export class Network {
  readonly options: Readonly<NetworkOptions>
  readonly #salt: number
  /** Which part of a broken network somebody is in; everybody in part 0 while it is whole. */
  #partOf: (person: number) => number = () => 0

  constructor(seed: string, options: Partial<NetworkOptions> = {}) {
    this.options = { ...NETWORK, ...options }
    this.#salt = new QuickRandom(`${seed}/network`).word()
  }

  /** Falls into parts that do not reach each other, until the next call. */
  split(partOf: (person: number) => number): void {
    this.#partOf = partOf
  }

  heal(): void {
    this.#partOf = () => 0
  }

  natOf(person: number): NatClass {
    const { open, symmetric } = this.options
    const at = unitOf(mix(this.#salt ^ 0x6e61_7473, person, person))
    if (at < symmetric) return 'symmetric'
    return at < symmetric + open ? 'open' : 'cone'
  }

  /** Whether a connection between the two could ever be opened. */
  isPossible(a: number, b: number): boolean {
    if (this.natOf(a) === 'symmetric' && this.natOf(b) === 'symmetric') return false
    return unitOf(this.#pair(a, b, 1)) >= this.options.blockedPairs
  }

  /** Whether bytes get from one to the other now. */
  isWhole(a: number, b: number): boolean {
    return this.#partOf(a) === this.#partOf(b)
  }

  /** Which part the servers of the internet are in. */
  reachesServers(person: number): boolean {
    return this.#partOf(person) === 0
  }

  /** One way, ms, before jitter. */
  latency(a: number, b: number): number {
    const { latencyMs, latencySigma, minLatencyMs, maxLatencyMs } = this.options
    const radius = Math.sqrt(-2 * Math.log(1 - unitOf(this.#pair(a, b, 2))))
    const normal = radius * Math.cos(2 * Math.PI * unitOf(this.#pair(a, b, 3)))
    return Math.min(maxLatencyMs, Math.max(minLatencyMs, latencyMs * Math.exp(latencySigma * normal)))
  }

  #pair(a: number, b: number, purpose: number): number {
    return mix(this.#salt ^ (purpose * 0x9e37_79b9), Math.min(a, b), Math.max(a, b))
  }
}

function unitOf(word: number): number {
  return word / 2 ** 32
}

/** Spreads three words over one, evenly: the finish of MurmurHash3, three times. */
function mix(salt: number, a: number, b: number): number {
  return finish(finish(finish(salt) ^ a) ^ Math.imul(b, 0x85eb_ca6b))
}

function finish(word: number): number {
  let mixed = word ^ (word >>> 16)
  mixed = Math.imul(mixed, 0x85eb_ca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2_ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
