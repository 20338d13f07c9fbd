// Many nodes in one process on virtual time (DESIGN 6): the very same session and sync state machines as in browsers, over
// links with latency that are cut and made again at random. The same seed gives the same run, byte by byte.

import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, encodeVarU64, toHex } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import { MemoryLink, memoryLinkPair, type Delivery } from './memory-link.ts'
import { SeededRandom } from './seeded-random.ts'
import { SimulatedNode } from './simulated-node.ts'
import { VirtualTime } from './virtual-time.ts'

export interface SimulationOptions {
  seed: string
  nodes: number
  /** Entries that are written in the first 10 s, by random nodes. */
  entries: number
  /** Shortest one-way latency; each message takes up to three times as long. Default 50. */
  latencyMs?: number
  /** Probability that a link breaks within one second. Default 0. */
  loss?: number
  /** Links that each node makes (others make some to it as well). Default 3. */
  links?: number
  /** Probability that a pair is linked twice at once. Default 0. */
  doubles?: number
  /** Gives up after this virtual time. Default 10 minutes. */
  maxVirtualMs?: number
}

export interface SimulationResult {
  /** Every node holds every entry. */
  converged: boolean
  /** When that was so. */
  virtualMs: number
  /** Frames that arrived. */
  messages: number
  bytes: number
  /** SHA-256 over every arriving frame with its time, sender and receiver. */
  traceHash: string
}

const WRITING_MS = 10_000
const TICK_MS = 1_000

export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  return new Simulation(options).run()
}

class Simulation {
  readonly #options: Required<SimulationOptions>
  readonly #time = new VirtualTime()
  readonly #random: SeededRandom
  readonly #nodes: SimulatedNode[]
  readonly #trace = sha256.create()
  #messages = 0
  #bytes = 0
  #written = 0

  constructor(options: SimulationOptions) {
    this.#options = { latencyMs: 50, loss: 0, links: 3, doubles: 0, maxVirtualMs: 600_000, ...options }
    this.#random = new SeededRandom(`${options.seed}/world`)
    this.#nodes = Array.from({ length: options.nodes }, (_, number) => {
      return new SimulatedNode(number, options.seed, this.#time.clock)
    })
  }

  async run(): Promise<SimulationResult> {
    const founder = this.#nodes[0]
    if (founder === undefined) throw new RangeError('a simulation needs a node')
    const festival = await founder.found()
    for (const node of this.#nodes) {
      await node.follow(festival)
      this.#tick(node)
    }
    this.#planWriting(festival)
    for (const [a, b] of this.#pairs()) this.#connect(a, b)
    const { maxVirtualMs } = this.#options
    let converged = false
    for (let next = 0; !converged && this.#time.elapsed < maxVirtualMs;) {
      if (!(await this.#time.step())) break
      if (this.#time.elapsed < next) continue
      next = this.#time.elapsed + TICK_MS
      converged = this.#written === this.#options.entries && (await this.#agree(festival))
    }
    return {
      converged,
      virtualMs: this.#time.elapsed,
      messages: this.#messages,
      bytes: this.#bytes,
      traceHash: toHex(this.#trace.digest()),
    }
  }

  #tick(node: SimulatedNode): void {
    this.#time.after(TICK_MS, node.number, async () => {
      node.node.tick()
      await node.node.idle()
      this.#tick(node)
    })
  }

  #planWriting(festival: FestivalId): void {
    for (let index = 0; index < this.#options.entries; index += 1) {
      const node = this.#nodes[this.#below(this.#nodes.length)]
      if (node === undefined) continue
      this.#time.after(this.#below(WRITING_MS), node.number, async () => {
        await node.write(festival, `entry ${index}`)
        await node.node.idle()
        this.#written += 1
      })
    }
  }

  /** A ring, so that everybody is reachable, and random chords. */
  #pairs(): [SimulatedNode, SimulatedNode][] {
    const pairs = new Map<string, [SimulatedNode, SimulatedNode]>()
    const count = this.#nodes.length
    for (const [index, node] of this.#nodes.entries()) {
      const others = [(index + 1) % count]
      while (others.length < Math.min(this.#options.links, count - 1)) others.push(this.#below(count))
      for (const other of others) {
        const peer = this.#nodes[other]
        const id = [index, other].sort((a, b) => a - b).join('-')
        if (peer !== undefined && peer !== node && !pairs.has(id)) pairs.set(id, [node, peer])
      }
    }
    return [...pairs.values()]
  }

  #connect(a: SimulatedNode, b: SimulatedNode): void {
    const isDouble = this.#chance(this.#options.doubles)
    for (let copy = 0; copy < (isDouble ? 2 : 1); copy += 1) {
      // The second link of a double goes the other way round: the hardest case for who keeps which.
      const [from, to] = copy === 0 ? [a, b] : [b, a]
      const links = memoryLinkPair({
        there: this.#delivery(from, to),
        back: this.#delivery(to, from),
      })
      this.#time.after(0, from.number, () => this.#open(from, links[0]))
      this.#time.after(0, to.number, () => this.#open(to, links[1]))
      if (copy === 0) this.#watch(a, b, links)
    }
  }

  async #open(node: SimulatedNode, link: MemoryLink): Promise<void> {
    if (!link.isClosed) node.node.addLink(link)
    await node.node.idle()
  }

  /** Breaks the link at random, and makes it again. */
  #watch(a: SimulatedNode, b: SimulatedNode, links: readonly [MemoryLink, MemoryLink]): void {
    if (this.#options.loss === 0) return
    this.#time.after(TICK_MS, a.number, async () => {
      if (!this.#chance(this.#options.loss)) return this.#watch(a, b, links)
      links[0].cut()
      await Promise.all([a.node.idle(), b.node.idle()])
      this.#time.after(1_000 + this.#below(3_000), a.number, () => this.#connect(a, b))
    })
  }

  /** Ordered delivery with random latency. Jitter is drawn per direction, so that directions do not disturb each other. */
  #delivery(from: SimulatedNode, to: SimulatedNode): Delivery {
    const { latencyMs } = this.#options
    const random = new SeededRandom(`${this.#options.seed}/link/${from.number}/${to.number}/${this.#time.elapsed}`)
    let last = 0
    return (bytes, arrive) => {
      const [jitter = 0] = random.bytes(1)
      const at = Math.max(last, this.#time.elapsed + latencyMs + (2 * latencyMs * jitter) / 255)
      last = at
      this.#time.after(at - this.#time.elapsed, from.number, async () => {
        this.#record(from, to, bytes)
        arrive()
        await Promise.all([from.node.idle(), to.node.idle()])
      })
    }
  }

  #record(from: SimulatedNode, to: SimulatedNode, bytes: Uint8Array): void {
    this.#messages += 1
    this.#bytes += bytes.length
    const micros = Math.round(this.#time.elapsed * 1000)
    const numbers = [micros, from.number, to.number, bytes.length].map((number) => encodeVarU64(number))
    this.#trace.update(concatBytes(...numbers, bytes))
  }

  async #agree(festival: FestivalId): Promise<boolean> {
    const holdings = await Promise.all(this.#nodes.map((node) => node.holdings(festival)))
    return new Set(holdings).size === 1
  }

  #below(limit: number): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#random.bytes(4)
    return Math.floor(((a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32) * limit)
  }

  #chance(probability: number): boolean {
    return this.#below(1_000_000) < probability * 1_000_000
  }
}
