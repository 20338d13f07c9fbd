// Many nodes in one process on virtual time (DESIGN 6): the very same classes as in browsers, over links with latency that are
// cut and made again at random. The same seed gives the same run, byte by byte. Whole festivals, with trackers and people who
// come and go, are `runScenario`'s.

import { QuickRandom } from './quick-random.ts'
import type { Visit } from './world/visit.ts'
import type { Wire } from './world/wire.ts'
import { World } from './world/world.ts'

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
const LOOK_MS = 1_000
/** More nodes than this have cheap keys (see world/cheap-keys.ts). */
const MAX_REAL_NODES = 100

export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  return new Simulation(options).run()
}

class Simulation {
  readonly #options: Required<SimulationOptions>
  readonly #random: QuickRandom
  readonly #world: World
  readonly #visits: Visit[] = []
  #written = 0

  constructor(options: SimulationOptions) {
    const whole = { latencyMs: 50, loss: 0, links: 3, doubles: 0, maxVirtualMs: 600_000, ...options }
    const { seed, nodes, latencyMs } = whole
    this.#options = whole
    this.#random = new QuickRandom(`${seed}/simulation`)
    const latencies = { latencyMs: 1.5 * latencyMs, minLatencyMs: latencyMs, maxLatencyMs: 3 * latencyMs }
    const network = { ...latencies, symmetric: 0, blockedPairs: 0 }
    this.#world = new World({ seed, network, trackers: 0, finding: 'arranged', realKeys: nodes <= MAX_REAL_NODES })
  }

  async run(): Promise<SimulationResult> {
    const world = this.#world
    const { nodes, maxVirtualMs, entries } = this.#options
    if (nodes < 1) throw new RangeError('a simulation needs a node')
    while (this.#visits.length < nodes) this.#visits.push(await world.arrive())
    await world.settle()
    this.#planWriting()
    for (const [a, b] of this.#pairs()) this.#connect(a, b)
    let converged = false
    while (!converged && world.time.elapsed < maxVirtualMs) {
      await world.run(world.time.elapsed + LOOK_MS)
      converged = this.#written === entries && (await this.#agree())
    }
    const { messages, bytes } = world.traffic
    return { converged, virtualMs: world.time.elapsed, messages, bytes, traceHash: world.traceHash }
  }

  #planWriting(): void {
    for (let index = 0; index < this.#options.entries; index += 1) {
      const visit = this.#random.pick(this.#visits)
      this.#world.time.after(this.#random.below(WRITING_MS), async () => {
        await visit?.write(`entry ${index}`)
        this.#written += 1
      })
    }
  }

  /** A ring, so that everybody is reachable, and random chords. */
  #pairs(): [Visit, Visit][] {
    const pairs = new Map<string, [Visit, Visit]>()
    const count = this.#visits.length
    for (const [index, visit] of this.#visits.entries()) {
      const others = [(index + 1) % count]
      while (others.length < Math.min(this.#options.links, count - 1)) others.push(this.#random.below(count))
      for (const other of others) {
        const peer = this.#visits[other]
        const id = [index, other].sort((a, b) => a - b).join('-')
        if (peer !== undefined && peer !== visit && !pairs.has(id)) pairs.set(id, [visit, peer])
      }
    }
    return [...pairs.values()]
  }

  #connect(a: Visit, b: Visit): void {
    const wire = this.#world.join(a, b)
    // The second link of a double goes the other way round: the hardest case for who keeps which.
    if (this.#random.chance(this.#options.doubles)) this.#world.join(b, a)
    this.#watch(a, b, wire)
  }

  /** Breaks the link at random, and makes it again. */
  #watch(a: Visit, b: Visit, wire: Wire): void {
    const { loss } = this.#options
    if (loss === 0) return
    this.#world.time.after(LOOK_MS, () => {
      if (!this.#random.chance(loss)) return this.#watch(a, b, wire)
      wire.cutNow()
      this.#world.time.after(1_000 + this.#random.below(3_000), () => this.#connect(a, b))
    })
  }

  async #agree(): Promise<boolean> {
    const { festival } = this.#world
    const holdings = await Promise.all(this.#visits.map((visit) => visit.owner.holdings(festival)))
    return new Set(holdings).size === 1
  }
}
