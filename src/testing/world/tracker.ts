// A tracker on virtual time, as `bittorrent-tracker` behaves: each offer of an announce goes to one other member of the swarm,
// drawn at random; answers go back. It can be switched off and on.

import { toHex } from '../../bamboo/index.ts'
import type { Signaller, SignallerState } from '../../ports/signaller.ts'
import type { Holder } from './wire.ts'
import type { World } from './world.ts'

/** A dead socket is noticed after this time. */
const DEAD_SOCKET_MS = 60_000
/** Waits before a lost socket is opened again, as `WebSocketTracker` has them. */
const FIRST_RETRY_MS = 1_000
const RETRY_MS = 10_000
const LONGEST_RETRY_MS = 600_000
/** TCP, TLS and the upgrade to a WebSocket. */
const CONNECT_ROUND_TRIPS = 3
const MEDIAN_LATENCY_MS = 40

interface Swarm {
  members: TrackerClient[]
  places: Map<TrackerClient, number>
}

export class SimulatedTracker {
  readonly url: string
  readonly world: World
  isUp = true
  readonly #swarms = new Map<string, Swarm>()
  /** By the number that each connection has. */
  readonly #clients = new Map<string, TrackerClient>()

  constructor(world: World, url: string) {
    this.world = world
    this.url = url
  }

  /** Sockets of people who no longer reach this server break. */
  checkSockets(): void {
    for (const client of this.#clients.values()) client.checkSocket()
  }

  /** Connects a visitor; `onState` says when it can announce. */
  client(holder: Holder): TrackerClient {
    return new TrackerClient(this, holder)
  }

  /** Every socket is lost, and none can be opened. */
  switchOff(): void {
    this.isUp = false
    for (const client of this.#clients.values()) client.lost()
    this.#swarms.clear()
  }

  switchOn(): void {
    this.isUp = true
  }

  connected(client: TrackerClient): void {
    this.#clients.set(client.key, client)
  }

  disconnected(client: TrackerClient): void {
    this.#clients.delete(client.key)
    for (const name of this.#swarms.keys()) this.leave(name, client)
  }

  announce(name: Uint8Array, client: TrackerClient, offers: readonly { id: Uint8Array; sealed: string }[]): void {
    if (!this.isUp || !this.#clients.has(client.key)) return
    const swarm = this.#join(toHex(name), client)
    const { random } = this.world
    for (const { id, sealed } of offers) {
      const member = random.pick(swarm.members)
      // One try more than none: a real tracker leaves the announcer out.
      const other = member === client ? random.pick(swarm.members) : member
      if (other !== undefined && other !== client) other.receive((to) => to.onOffer?.(name, client.id, id, sealed))
    }
  }

  answer(name: Uint8Array, from: TrackerClient, peer: Uint8Array, offerId: Uint8Array, sealed: string): void {
    this.#clients.get(toHex(peer))?.receive((client) => client.onAnswer?.(name, from.id, offerId, sealed))
  }

  leave(name: string, client: TrackerClient): void {
    const swarm = this.#swarms.get(name)
    const place = swarm?.places.get(client)
    const last = swarm?.members.at(-1)
    if (swarm === undefined || place === undefined || last === undefined) return
    swarm.members[place] = last
    swarm.places.set(last, place)
    swarm.places.delete(client)
    swarm.members.pop()
  }

  #join(name: string, client: TrackerClient): Swarm {
    const swarm = this.#swarms.get(name) ?? { members: [], places: new Map<TrackerClient, number>() }
    this.#swarms.set(name, swarm)
    if (!swarm.places.has(client)) swarm.places.set(client, swarm.members.push(client) - 1)
    return swarm
  }
}

export class TrackerClient implements Signaller {
  onOffer: Signaller['onOffer']
  onAnswer: Signaller['onAnswer']
  onState: Signaller['onState']
  id: Uint8Array = new Uint8Array(20)
  key = ''
  readonly #tracker: SimulatedTracker
  readonly #holder: Holder
  readonly #latency: number
  #isOpen = false
  #isClosed = false
  #losses = 0

  constructor(tracker: SimulatedTracker, holder: Holder) {
    this.#tracker = tracker
    this.#holder = holder
    this.#latency = MEDIAN_LATENCY_MS * (0.5 + tracker.world.random.unit())
  }

  open(): void {
    this.#tell({ state: 'connecting' })
    this.#tracker.world.time.after(2 * CONNECT_ROUND_TRIPS * this.#latency, () => {
      if (this.#isClosed) return
      if (!this.#isReachable) return this.lost()
      this.id = this.#tracker.world.random.bytes(20)
      this.key = toHex(this.id)
      this.#isOpen = true
      this.#losses = 0
      this.#tracker.connected(this)
      this.#tell({ state: 'open' })
    })
  }

  announce(name: Uint8Array, offers: { id: Uint8Array; sealed: string }[]): void {
    if (!this.#isOpen) return
    this.#tracker.world.traffic.announced(this.#holder, offers.length)
    this.#later(1, () => this.#tracker.announce(name, this, offers))
  }

  leave(name: Uint8Array): void {
    if (this.#isOpen) this.#tracker.leave(toHex(name), this)
  }

  answer(name: Uint8Array, peer: Uint8Array, offerId: Uint8Array, sealed: string): void {
    if (this.#isOpen) this.#later(1, () => this.#tracker.answer(name, this, peer, offerId, sealed))
  }

  close(): void {
    this.#isClosed = true
    this.#isOpen = false
    this.#tracker.disconnected(this)
  }

  /** The machine is gone, or asleep: the tracker notices late. */
  vanish(): void {
    this.#isClosed = true
    this.#tracker.world.time.after(DEAD_SOCKET_MS, () => this.#tracker.disconnected(this))
  }

  checkSocket(): void {
    if (!this.#isReachable) this.lost()
  }

  /** The socket broke; another is opened after a while. */
  lost(): void {
    if (this.#isClosed) return
    const { world } = this.#tracker
    this.#tracker.disconnected(this)
    const longest = this.#losses === 0 ? FIRST_RETRY_MS : Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** (this.#losses - 1))
    const wait = longest * (0.5 + world.random.unit() / 2)
    this.#losses += 1
    this.#tell({
      state: 'waiting',
      retryAt: world.time.clock.now() + wait,
      reason: this.#isOpen ? 'closed' : 'refused',
    })
    this.#isOpen = false
    world.time.after(wait, () => {
      if (!this.#isClosed && !this.#isOpen) this.open()
    })
  }

  receive(what: (client: TrackerClient) => void): void {
    this.#later(1, () => {
      if (this.#isOpen && !this.#isClosed && this.#holder.isAwake) what(this)
    })
  }

  get #isReachable(): boolean {
    return this.#tracker.isUp && this.#tracker.world.network.reachesServers(this.#holder.person)
  }

  #later(trips: number, deed: () => void): void {
    this.#tracker.world.time.after(trips * this.#latency, () => {
      if (this.#tracker.world.network.reachesServers(this.#holder.person)) deed()
    })
  }

  #tell(state: SignallerState): void {
    if (this.#holder.isAwake) this.onState?.(state)
  }
}
