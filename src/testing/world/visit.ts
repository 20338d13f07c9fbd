// One person online, from coming to going: the network half exactly as `network/compose.ts` puts it together, over simulated
// links and trackers.

import { gossipStore } from '../../gossip/gossip-store.ts'
import { GossipNode } from '../../gossip/node.ts'
import { ThriftyDialer } from '../../gossip/overlay/thrifty-dialer.ts'
import { Rendezvous } from '../../gossip/rendezvous.ts'
import { topicKeyOf } from '../../gossip/topic.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { Link } from '../../ports/link.ts'
import { SimulatedDialer } from './dialer.ts'
import type { Person } from './person.ts'
import { tampered, type Vice } from './tampering.ts'
import type { TrackerClient } from './tracker.ts'
import { ICE_FAILED_MS, type Holder, type WireEnd } from './wire.ts'
import type { World } from './world.ts'

/** How somebody finds others: as in browsers, through trackers alone, or as the world arranges it. */
export type Finding = 'gossip' | 'trackers' | 'arranged'

/** Timers of the network half run at least so far apart. */
const SHORTEST_TICK_MS = 50
const LONGEST_TICK_MS = 1_000

export class Visit implements Holder {
  readonly number: number
  readonly owner: Person
  readonly world: World
  readonly node: GossipNode
  readonly dialer: SimulatedDialer
  readonly startedAt: number
  /** Ends of links that this visit holds. */
  readonly ends: Set<WireEnd> = new Set()
  isAwake = true
  isOver = false
  readonly #vice: Vice | undefined
  uplinkFreeAt = 0
  readonly #finding: Finding
  readonly #rendezvous: Rendezvous | undefined
  #clients: TrackerClient[] = []
  #timer = 0

  constructor(world: World, owner: Person, number: number, finding: Finding, vice?: Vice) {
    this.world = world
    this.owner = owner
    this.number = number
    this.#finding = finding
    this.#vice = vice
    this.startedAt = world.time.elapsed
    this.dialer = new SimulatedDialer(world, this, world.objectLimit)
    this.dialer.onExhausted = () => world.time.after(0, () => world.recycle(this))
    const { clock } = world.time
    const { random, store } = owner
    owner.store.onAppended = ({ author, logId, own }, entries) => {
      if (!own) world.spread.stored(this, author, logId, entries)
    }
    const dialer = new ThriftyDialer(this.dialer, clock)
    const ports = {
      store: gossipStore(store, world.verifier),
      clock,
      random,
      ...(finding === 'gossip' ? { dialer } : {}),
      ...(world.newNodeKey === undefined ? {} : { nodeKey: world.newNodeKey(random) }),
    }
    this.node = new GossipNode(ports, { onSooner: () => this.#arm() })
    this.#rendezvous = finding === 'arranged' ? undefined : this.#meet(dialer)
  }

  /** Of the person: where they are in the network. */
  get person(): number {
    return this.owner.number
  }

  /** Does not keep to the protocol, and does not count in what is measured. */
  get isHostile(): boolean {
    return this.#vice !== undefined
  }

  /** Goes online. */
  start(festival: FestivalId): void {
    const topic = { festival, key: topicKeyOf(festival) }
    this.node.setTopics([topic])
    this.#rendezvous?.setTopics([{ ...topic, trackers: this.world.trackers.map((tracker) => tracker.url) }])
    this.#openTrackers()
    this.#rendezvous?.hurry()
    this.#arm()
  }

  addLink(link: Link, expected?: Uint8Array): void {
    if (this.isOver) return
    const said = this.#vice === undefined ? link : tampered(link, this.#vice, this.owner.random)
    this.node.addLink(said, expected)
  }

  async write(name: string): Promise<void> {
    const { festival, spread } = this.world
    const { author, logId, seqNum } = await this.owner.write(festival, name)
    spread.published(this, author, logId, seqNum)
    await this.node.published(festival, author, logId)
  }

  /** Goes offline in good order. */
  leave(): void {
    if (this.isOver) return
    this.#rendezvous?.close()
    this.node.close(true)
    this.dialer.close()
    this.#over()
  }

  /** The machine is gone: nobody is told. */
  crash(): void {
    if (this.isOver) return
    for (const client of this.#clients) client.vanish()
    this.isAwake = false
    this.dialer.close()
    for (const end of this.ends) end.vanish()
    this.#over()
  }

  /** The machine sleeps: sockets break, connections are given up by those at the other end. */
  sleep(): void {
    if (this.isOver || !this.isAwake) return
    this.isAwake = false
    for (const client of this.#clients) client.vanish()
    for (const end of this.ends) end.lose()
  }

  /** Timers run again, the browser says that the network is back, and connections turn out to be dead. */
  wake(): void {
    if (this.isOver || this.isAwake) return
    this.isAwake = true
    for (const end of this.ends) this.world.time.after(ICE_FAILED_MS, () => end.end('ice'))
    this.#openTrackers()
    this.#tick()
  }

  #over(): void {
    this.isAwake = false
    this.isOver = true
    this.world.gone(this)
  }

  #tick(): void {
    if (!this.isAwake) return
    this.node.tick()
    this.#rendezvous?.tick()
    this.#arm()
  }

  /** Set again, the timer of before means nothing any more. */
  #arm(): void {
    if (!this.isAwake) return
    this.#timer += 1
    const timer = this.#timer
    const inMs = this.node.nextWakeAt() - this.world.time.clock.now()
    this.world.time.after(Math.min(Math.max(inMs, SHORTEST_TICK_MS), LONGEST_TICK_MS), () => {
      if (timer === this.#timer) this.#tick()
    })
  }

  #meet(dialer: ThriftyDialer): Rendezvous {
    const { node, world } = this
    return new Rendezvous({
      clock: world.time.clock,
      random: this.owner.random,
      sealer: world.sealerFor(this.owner.random),
      dialer,
      nodeKey: node.nodeKey,
      peersOf: (festival) => node.peersOf(festival),
      hasRoom: (festival, underWay) => node.hasRoom(festival, underWay),
      isConnectedTo: (nodeKey, withinMs) => node.isConnectedTo(nodeKey, withinMs),
      isShunned: (nodeKey) => node.isShunned(nodeKey),
      onLink: (link, expected) => this.addLink(link, expected),
    })
  }

  /** As `network/trackers.ts` does, for every tracker of the world. */
  #openTrackers(): void {
    if (this.#finding === 'arranged') return
    this.#clients = this.world.trackers.map((tracker) => {
      const client = tracker.client(this)
      this.#rendezvous?.addSignaller(tracker.url, client)
      client.onState = ({ state }) => {
        if (state === 'open') this.#rendezvous?.hurry(tracker.url)
      }
      client.open()
      return client
    })
  }
}
