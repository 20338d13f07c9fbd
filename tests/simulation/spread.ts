// How entries spread over a fixed random graph: the very class that decides it (`Sync` with its broadcast trees) in every
// node, on virtual time, its messages as bytes; entries themselves are lengths, so that thousands of nodes fit into a test.

import type { FestivalId, PublicKey } from '../../src/operations/ids.ts'
import type { LinkId } from '../../src/gossip/fetches.ts'
import { decodeMessage, encodeMessage } from '../../src/gossip/frames.ts'
import type { LocalHead } from '../../src/gossip/local-topic.ts'
import { isSyncMessage, type EntriesMessage, type PushMessage, type SyncMessage } from '../../src/gossip/messages.ts'
import { Sync, type SyncOutput } from '../../src/gossip/sync.ts'
import { SeededRandom } from '../../src/testing/seeded-random.ts'
import { VirtualTime } from '../../src/testing/virtual-time.ts'

const FESTIVAL = `0040${'f0'.repeat(64)}` as FestivalId
/** Verification and storage of one message. */
const STORE_MS = 5
const ENTRY_LENGTH = 300

export interface Spread {
  /** Nodes that hold the entry in the end, of those alive. */
  holders: number
  alive: number
  /** Entries that came although they were held, per entry that was needed. */
  redundancy: number
  /** When the last node got it, and over how many links. */
  lastMs: number
  lastHops: number
  /** Bytes of announcements and of what keeps the tree in shape, per node alive. */
  newsBytes: number
  grafts: number
}

interface Lane {
  to: Node
  /** The link's number at the other end. */
  there: LinkId
  ms: number
}

/** One node: the state machine under test, and what it holds. */
class Node {
  readonly sync: Sync = new Sync()
  readonly key: PublicKey
  readonly heights: Map<PublicKey, number> = new Map()
  readonly lanes: Map<LinkId, Lane> = new Map()
  isAlive = true
  wakeAt: number = Number.POSITIVE_INFINITY

  constructor(number: number) {
    this.key = number.toString(16).padStart(64, '0') as PublicKey
    this.sync.follow(FESTIVAL, new Uint8Array(32))
  }
}

export class SpreadWorld {
  readonly nodes: Node[]
  readonly #time = new VirtualTime()
  readonly #random: SeededRandom
  /** Of the entry that is being watched: over how many links each node got it. */
  #hops = new Map<Node, number>()
  #received = 0
  #lastAt = 0
  #newsBytes = 0
  #grafts = 0

  /** `links`: of each node, on average; even. One-way latencies: log-normal, median 50 ms, between 5 and 400. */
  constructor(seed: string, count: number, links: number) {
    this.#random = new SeededRandom(seed)
    this.nodes = Array.from({ length: count }, (_, number) => new Node(number))
    for (let cycle = 0; cycle < links / 2; cycle += 1) {
      const order = this.#shuffled(this.nodes)
      for (const [index, node] of order.entries()) this.#join(node, order[(index + 1) % count] ?? node)
    }
    for (const node of this.nodes) this.#pump(node)
  }

  /** Lets time pass. */
  run(ms: number): void {
    const until = this.#time.elapsed + ms
    while (this.#time.nextAt <= until) void this.#time.next()?.()
    this.#time.skipTo(until)
  }

  /** Somebody writes; what came of it after `ms`. */
  write(ms = 10_000): Spread {
    const alive = this.nodes.filter((node) => node.isAlive)
    const author = alive[this.#below(alive.length)]
    if (author === undefined) throw new RangeError('nobody is there')
    const start = this.#time.elapsed
    const seqNum = (author.heights.get(author.key) ?? 0) + 1
    this.#hops = new Map([[author, 0]])
    this.#received = 0
    this.#newsBytes = 0
    this.#grafts = 0
    this.#lastAt = start
    author.heights.set(author.key, seqNum)
    author.sync.localHeads(FESTIVAL, [headOf(author.key, seqNum, true)], [], this.#now)
    this.#pump(author)
    this.run(ms)
    const holders = alive.filter((node) => (node.heights.get(author.key) ?? 0) >= seqNum).length
    return {
      holders,
      alive: alive.length,
      redundancy: (this.#received - (holders - 1)) / (holders - 1),
      lastMs: this.#lastAt - start,
      lastHops: Math.max(...this.#hops.values()),
      newsBytes: this.#newsBytes / alive.length,
      grafts: this.#grafts,
    }
  }

  /** A share of all nodes vanishes at once; their links are given up after `noticedMs`. */
  vanish(share: number, noticedMs: number): void {
    for (const node of this.#shuffled(this.nodes).slice(0, Math.round(share * this.nodes.length))) {
      node.isAlive = false
      for (const { to, there } of node.lanes.values()) this.#time.after(noticedMs, () => this.#drop(to, there))
    }
  }

  /** The nodes that are connected to the first one alive, itself included. */
  get reachable(): number {
    const first = this.nodes.find((node) => node.isAlive)
    const seen = new Set(first === undefined ? [] : [first])
    for (const node of seen) for (const { to } of node.lanes.values()) if (to.isAlive) seen.add(to)
    return seen.size
  }

  get #now(): number {
    return this.#time.clock.now()
  }

  #join(a: Node, b: Node): void {
    if (a === b || [...a.lanes.values()].some(({ to }) => to === b)) return
    const ms = Math.min(400, Math.max(5, 50 * Math.exp(0.6 * this.#normal())))
    const [there, back] = [a.lanes.size + 1, b.lanes.size + 1]
    a.lanes.set(there, { to: b, there: back, ms })
    b.lanes.set(back, { to: a, there, ms })
    for (const [node, link] of [
      [a, there],
      [b, back],
    ] as const) {
      node.sync.addLink(link, { salt: new Uint8Array(8), leads: node === a }, 2 * ms)
      node.sync.share(link, FESTIVAL, 0, this.#now)
    }
  }

  #drop(node: Node, link: LinkId): void {
    node.lanes.delete(link)
    node.sync.removeLink(link, this.#now)
    this.#pump(node)
  }

  #pump(node: Node): void {
    if (!node.isAlive) return
    for (const [link, lane] of node.lanes) {
      for (let next = node.sync.nextControl(link, this.#now); next !== undefined;) {
        this.#send(node, lane, next)
        next = node.sync.nextControl(link, this.#now)
      }
      for (let next = node.sync.nextServing(link); next !== undefined; next = node.sync.nextServing(link)) {
        if ('count' in next) throw new RangeError('nobody asks for newest entries here')
        const entries = Array.from({ length: next.to - next.from + 1 }, () => ({ entry: new Uint8Array(ENTRY_LENGTH) }))
        const { author, logId, from } = next
        node.sync.served(link, next, next.to)
        this.#send(node, lane, {
          type: next.isPush === true ? 'push' : 'entries',
          slot: 0,
          author,
          logId,
          from,
          entries,
        })
      }
    }
    this.#arm(node)
  }

  #arm(node: Node): void {
    const at = node.sync.dueAt
    if (at >= node.wakeAt) return
    node.wakeAt = at
    this.#time.after(Math.max(0, at - this.#now), () => {
      if (node.wakeAt !== at) return
      node.wakeAt = Number.POSITIVE_INFINITY
      node.sync.tick(this.#now)
      this.#pump(node)
    })
  }

  #send(from: Node, { to, there, ms }: Lane, message: SyncMessage): void {
    const bytes = encodeMessage(message)
    if (isTreeMessage(message)) this.#newsBytes += bytes.length + 1
    if (message.type === 'graft') this.#grafts += 1
    const hops = this.#hops.get(from) ?? 0
    this.#time.after(ms, () => {
      const decoded = decodeMessage(bytes)
      if (!to.isAlive || !to.lanes.has(there) || !decoded.ok || !isSyncMessage(decoded.value)) return
      this.#run(to, to.sync.message(there, FESTIVAL, decoded.value, this.#now), hops)
      this.#pump(to)
    })
  }

  #run(node: Node, outputs: readonly SyncOutput[], hops: number): void {
    for (const output of outputs) {
      if (output.kind !== 'ingest') continue
      this.#time.after(STORE_MS, () => {
        this.#store(node, output.link, output.message, hops)
        this.#pump(node)
      })
    }
  }

  #store(node: Node, link: LinkId, message: EntriesMessage | PushMessage, hops: number): void {
    const { author, from, entries } = message
    const height = node.heights.get(author) ?? 0
    const last = from + entries.length - 1
    this.#received += entries.length
    if (from <= height + 1 && last > height) {
      node.heights.set(author, last)
      this.#hops.set(node, hops + 1)
      this.#lastAt = this.#time.elapsed
    }
    const head = headOf(author, node.heights.get(author) ?? 0, false)
    const isGap = from > height + 1
    const result = isGap ? { error: { code: 'gap' as const, seqNum: from } } : { head }
    node.sync.ingested(link, FESTIVAL, message, result, this.#now)
  }

  #shuffled<T>(items: readonly T[]): T[] {
    const shuffled = [...items]
    for (let index = shuffled.length - 1; index > 0; index -= 1) {
      const other = this.#below(index + 1)
      const [a, b] = [shuffled[index], shuffled[other]]
      if (a === undefined || b === undefined) continue
      shuffled[index] = b
      shuffled[other] = a
    }
    return shuffled
  }

  #below(limit: number): number {
    return Math.floor(this.#fraction() * limit)
  }

  #fraction(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#random.bytes(4)
    return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#fraction())) * Math.cos(2 * Math.PI * this.#fraction())
  }
}

function isTreeMessage(message: SyncMessage): boolean {
  return ['news', 'have', 'graft', 'prune'].includes(message.type)
}

function headOf(author: PublicKey, seqNum: number, own: boolean): LocalHead {
  return { author, logId: 7n, own, seqNum, held: seqNum, hash: new Uint8Array(16).fill(seqNum) }
}
