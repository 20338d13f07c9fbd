// A world on virtual time: people who come and go, the network between them, trackers, and what is measured of it all. The nodes
// are the very same classes as in browsers. The same seed gives the same run, byte by byte.

import { toHex } from '../../bamboo/index.ts'
import type { NodeKey } from '../../gossip/node-key.ts'
import { createSealer, type Sealer } from '../../gossip/sealer.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { EntryVerifier } from '../../ports/entry-verifier.ts'
import type { Random } from '../../ports/random.ts'
import { QuickRandom } from '../quick-random.ts'
import { VirtualTime } from '../virtual-time.ts'
import { cheapNodeKey, cheapSealer } from './cheap-keys.ts'
import type { Arranger } from '../baselines/introduce.ts'
import { Attempts, OBJECT_LIMIT } from './dialer.ts'
import { memoVerifier } from './memo-verifier.ts'
import { Network, type NetworkOptions } from './network.ts'
import { Person } from './person.ts'
import { Spread } from './spread.ts'
import { VICES, type Vice } from './tampering.ts'
import { SimulatedTracker } from './tracker.ts'
import { Traffic } from './traffic.ts'
import { UnderWay } from './under-way.ts'
import { Visit, type Finding } from './visit.ts'
import { Wire, type WireEnd } from './wire.ts'

export interface WorldOptions {
  seed: string
  network?: Partial<NetworkOptions>
  /** How many trackers the festival has. Default 2. */
  trackers?: number
  finding?: Finding
  /** Who links people where they do not find each other by themselves. */
  arrange?: (world: World) => Arranger
  /** Share of people who do not keep to the protocol. The one who founds the festival does. */
  hostile?: number
  /** Real node keys and real sealing; by default cheap ones (see cheap-keys.ts). */
  realKeys?: boolean
  /** Connection objects per document. */
  objectLimit?: number
}

/** A fresh document starts this long after the last one ended. */
const RECYCLE_MS = 1_000

export class World {
  readonly seed: string
  readonly time: VirtualTime = new VirtualTime()
  readonly random: QuickRandom
  readonly network: Network
  readonly attempts: Attempts = new Attempts()
  readonly trackers: readonly SimulatedTracker[]
  readonly spread: Spread = new Spread(this)
  readonly traffic: Traffic = new Traffic(this)
  readonly visits: Set<Visit> = new Set()
  readonly wires: Set<Wire> = new Set()
  readonly verifier: EntryVerifier
  readonly newNodeKey: ((random: Random) => NodeKey) | undefined
  readonly objectLimit: number
  /** Called after every event, and what followed from it. */
  onStep: (() => void) | undefined
  readonly #underWay = new UnderWay()
  readonly #options: WorldOptions
  readonly #arranger: Arranger | undefined
  #festival: FestivalId | undefined
  #people = 0
  #visits = 0

  constructor(options: WorldOptions) {
    this.seed = options.seed
    this.#options = options
    this.random = new QuickRandom(`${options.seed}/world`)
    this.network = new Network(options.seed, options.network)
    this.objectLimit = options.objectLimit ?? OBJECT_LIMIT
    this.verifier = memoVerifier(this.#underWay)
    this.#arranger = options.arrange?.(this)
    this.newNodeKey = options.realKeys === true ? undefined : cheapNodeKey
    const count = options.trackers ?? 2
    this.trackers = Array.from(
      { length: count },
      (_, index) => new SimulatedTracker(this, `wss://tracker-${index}.test`),
    )
  }

  /** The festival that everybody comes for. */
  get festival(): FestivalId {
    if (this.#festival === undefined) throw new RangeError('nobody founded a festival')
    return this.#festival
  }

  get traceHash(): string {
    return toHex(this.traffic.traceDigest())
  }

  sealerFor(random: Random): Sealer {
    return this.#options.realKeys === true ? this.#underWay.watched(createSealer(random)) : cheapSealer
  }

  /** Somebody new comes; the first one founds the festival. */
  async arrive(): Promise<Visit> {
    const person = new Person(this, this.#people)
    this.#people += 1
    this.#festival ??= await person.found()
    return this.comeBack(person)
  }

  /** Somebody who was here before comes again. */
  comeBack(person: Person): Visit {
    const vice = this.#viceOf(person.number)
    const visit = new Visit(this, person, this.#visits, this.#options.finding ?? 'gossip', vice)
    this.#visits += 1
    this.visits.add(visit)
    visit.start(this.festival)
    this.#arranger?.came(visit)
    return visit
  }

  /** Evenly spread, each vice as often as the others. */
  #viceOf(person: number): Vice | undefined {
    const { hostile = 0 } = this.#options
    const before = Math.floor(person * hostile)
    return Math.floor((person + 1) * hostile) > before ? VICES[before % VICES.length] : undefined
  }

  /** The document of a node has used up its connection objects: a fresh one takes its place. */
  recycle(visit: Visit): void {
    if (visit.isOver) return
    visit.leave()
    this.traffic.recycled()
    this.time.after(RECYCLE_MS, () => void this.comeBack(visit.owner))
  }

  gone(visit: Visit): void {
    this.visits.delete(visit)
    this.#arranger?.gone(visit)
    this.traffic.left(visit)
  }

  /** Links two people here and now. */
  join(a: Visit, b: Visit): Wire {
    const wire = new Wire(this, a, b)
    this.wireOpened(wire)
    this.time.after(0, () => a.addLink(wire.ends[0]))
    this.time.after(0, () => b.addLink(wire.ends[1]))
    return wire
  }

  wireOpened(wire: Wire): void {
    this.wires.add(wire)
    for (const end of wire.ends) endsOf(end)?.add(end)
  }

  /** One end of the link knows that it is over. */
  parted(wire: Wire): void {
    const [a, b] = wire.ends.map((end) => end.holder)
    if (a instanceof Visit && b instanceof Visit) this.#arranger?.parted(a, b, wire)
  }

  wireGone(wire: Wire): void {
    this.wires.delete(wire)
    for (const end of wire.ends) if (end.isClosed) endsOf(end)?.delete(end)
  }

  arrived(from: WireEnd, to: WireEnd, message: Uint8Array): void {
    this.traffic.arrived(from, to, message)
  }

  /** Whether the network falls into parts, all sockets to servers that are not reached any more break. */
  split(partOf: (person: number) => number): void {
    this.network.split(partOf)
    for (const tracker of this.trackers) tracker.checkSockets()
    for (const wire of this.wires) {
      const [a, b] = wire.ends
      if (!this.network.isWhole(a.holder.person, b.holder.person)) wire.cut()
    }
  }

  /** Runs to a time, ms since the beginning. */
  async run(until: number): Promise<void> {
    while (this.time.nextAt <= until) {
      const deed = this.time.next()
      if (deed === undefined) break
      await deed()
      await this.#underWay.settle()
      this.onStep?.()
    }
    this.time.skipTo(until)
  }

  /** What is to be done is done whole before time passes. */
  async settle(): Promise<void> {
    await this.#underWay.settle()
  }
}

function endsOf(end: WireEnd): Set<WireEnd> | undefined {
  return end.holder instanceof Visit ? end.holder.ends : undefined
}
