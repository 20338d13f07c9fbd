// Composition of the network half (DESIGN 3.1): the database, WebRTC and trackers are put together with the gossip of
// src/gossip here and nowhere else. Runs in the offscreen document (Chromium) or in the event page (Firefox).

import { DexieBlobStore } from '../src/adapters/dexie/dexie-blob-store.ts'
import { DexieLogStore } from '../src/adapters/dexie/dexie-log-store.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import type { StatusRow } from '../src/adapters/dexie/status-schema.ts'
import { logIdOf } from '../src/adapters/dexie/log-id-key.ts'
import { readSharedMemberships } from '../src/adapters/dexie/queries.ts'
import { readSetting } from '../src/adapters/dexie/settings.ts'
import { parseTrackerAddress } from '../src/adapters/tracker/tracker-address.ts'
import { cryptoRandom } from '../src/adapters/web/crypto-random.ts'
import { watchNetwork } from '../src/adapters/web/network-connection.ts'
import { systemClock } from '../src/adapters/web/system-clock.ts'
import { createVerifierPool, type VerifierPool } from '../src/adapters/web/verifier-pool.ts'
import { gossipStore } from '../src/gossip/gossip-store.ts'
import { SLEEP_JUMP_MS } from '../src/gossip/keepalive.ts'
import { GossipNode } from '../src/gossip/node.ts'
import { ThriftyDialer } from '../src/gossip/overlay/thrifty-dialer.ts'
import { Rendezvous, type MeetingTopic, type RendezvousPorts } from '../src/gossip/rendezvous.ts'
import { createSealer } from '../src/gossip/sealer.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Link } from '../src/ports/link.ts'
import type { FromNetwork, SignalStep, ToNetwork } from '../messages/network.ts'
import { BlobFetching } from './blob-fetching.ts'
import { Choices } from './choices.ts'
import { Delivery, type Holders } from './delivery.ts'
import { Dialling } from './dialling.ts'
import { Imports } from './imports.ts'
import { ManualConnection } from './manual-connection.ts'
import { Projection } from './projection.ts'
import { isWornOut, MAX_CONNECTIONS } from './renewal.ts'
import { Status } from './status.ts'
import { Trackers } from './trackers.ts'
import { Ways } from './ways.ts'

/** Timers run at least and at most this far apart. */
const SHORTEST_TICK_MS = 50
const LONGEST_TICK_MS = 1_000

export interface NetworkOptions {
  db: Database
  /** To background. */
  send: (message: FromNetwork) => void
  /** This half has ended, because its document can make hardly any further connection. Absent where there is no limit. */
  onWornOut?: () => void
}

/** A running network half. */
export interface RunningNetwork {
  receive: (message: ToNetwork) => void
  stop: () => Promise<void>
}

export function startNetwork(options: NetworkOptions): RunningNetwork {
  const network = new Network(options)
  network.start()
  return {
    receive: (message) => network.receive(message),
    stop: () => network.stop(),
  }
}

class Network {
  readonly #db: Database
  readonly #send: (message: FromNetwork) => void
  readonly #node: GossipNode
  readonly #dialling: Dialling
  readonly #rendezvous: Rendezvous
  readonly #manual: ManualConnection
  readonly #trackers: Trackers
  readonly #status: Status
  readonly #projection: Projection
  readonly #imports: Imports
  readonly #verifier: VerifierPool
  readonly #ways: Ways
  readonly #choices: Choices
  readonly #delivery: Delivery
  readonly #blobs: BlobFetching
  readonly #onWornOut: (() => void) | undefined
  #topics: MeetingTopic[] = []
  #isOnline = false
  #isRunning = false
  #stopWatching: () => void = () => undefined
  /** When entries of others were stored last. */
  #grownAt = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #reading: Promise<void> = Promise.resolve()
  #tickedAt = systemClock.now()
  /** The machine slept, or its network is another one. */
  readonly #wake = (): void => {
    this.#node.wake()
    this.#trackers.reopen()
    this.#rendezvous.hurry()
  }

  constructor({ db, send, onWornOut }: NetworkOptions) {
    this.#db = db
    this.#send = send
    const [clock, random] = [systemClock, cryptoRandom]
    this.#status = new Status(db, () => this.#statusRow())
    this.#projection = new Projection(db, (festivals) => {
      send({ kind: 'changed', festivals })
      this.#blobs.changed()
    })
    const store = new DexieLogStore(db)
    this.#verifier = createVerifierPool()
    this.#onWornOut = onWornOut
    this.#ways = new Ways(db)
    this.#choices = new Choices(db)
    this.#dialling = new Dialling(this.#ways, onWornOut === undefined ? Number.POSITIVE_INFINITY : MAX_CONNECTIONS)
    const dialer = new ThriftyDialer(this.#dialling.quick, clock)
    const gossip = gossipStore(store, this.#verifier, async (festival) => (await db.festivals.get(festival))?.creator)
    this.#node = new GossipNode(
      { store: gossip, blobs: new DexieBlobStore(db, clock), clock, random, dialer },
      {
        onBlob: () => this.#blobs.changed(),
        onGrown: (_festival, log) => this.#grown(log),
        onPeers: () => this.#peersChanged(),
        onSooner: () => this.#arm(),
      },
    )
    this.#blobs = new BlobFetching(db, this.#node.blobs)
    const holders: Holders = {
      peersOf: (festival) => this.#node.peersOf(festival),
      holdersOf: ({ festival, author, logId }, seqNum) =>
        this.#node.holdersOf(festival, author, logIdOf(logId), seqNum),
    }
    this.#delivery = new Delivery(db, holders, () => send({ kind: 'delivered' }))
    this.#imports = new Imports(
      {
        db,
        store,
        clock,
        verifier: this.#verifier,
        onStored: () => this.#projection.addAll(),
        onChecked: (festival) => this.#checked(festival),
      },
      () => send({ kind: 'imported' }),
    )
    const onLink = (link: Link, expected?: Uint8Array): void => void this.#node.addLink(link, expected)
    const ports: RendezvousPorts = {
      clock,
      random,
      sealer: createSealer(random),
      dialer,
      nodeKey: this.#node.nodeKey,
      // Who is sparing counts each link twice: 3 are enough.
      peersOf: (festival) => this.#node.peersOf(festival) * (this.#ways.isSparing ? 2 : 1),
      hasRoom: (festival, underWay) => this.#node.hasRoom(festival, underWay),
      isConnectedTo: (nodeKey, withinMs) => this.#node.isConnectedTo(nodeKey, withinMs),
      isShunned: (nodeKey) => this.#node.isShunned(nodeKey),
      onLink,
    }
    this.#rendezvous = new Rendezvous(ports)
    this.#manual = new ManualConnection({
      ...ports,
      dialer: this.#dialling.patient,
      topics: () => this.#topics,
      onLink,
    })
    this.#trackers = new Trackers(random, this.#rendezvous, () => this.#status.changed())
  }

  start(): void {
    this.#projection.catchUp()
    this.#imports.look()
    this.#isRunning = true
    this.#arm()
    this.#stopWatching = watchNetwork(this.#wake)
    void this.#refresh()
  }

  receive(message: ToNetwork): void {
    if (!this.#isRunning) return
    switch (message.kind) {
      case 'published':
        void this.#node.published(message.festival, message.author, message.logId)
        this.#delivery.changed()
        this.#blobs.changed()
        return
      case 'blobs':
        this.#blobs.changed()
        return
      case 'refresh':
        void this.#refresh()
        return
      case 'imports':
        this.#imports.look()
        return
      case 'signal':
        void this.#signal(message.id, message.step)
    }
  }

  async stop(): Promise<void> {
    this.#isRunning = false
    clearTimeout(this.#timer)
    this.#stopWatching()
    const stopped = this.#status.stop()
    this.#trackers.use([])
    this.#rendezvous.close()
    this.#node.close(true)
    this.#dialling.close()
    await Promise.all([stopped, this.#node.idle(), this.#imports.stop(), this.#delivery.stop(), this.#blobs.stop()])
    this.#verifier.close()
  }

  #tick(): void {
    const now = systemClock.now()
    try {
      if (now - this.#tickedAt >= SLEEP_JUMP_MS) this.#wake()
      this.#tickedAt = now
      this.#node.spare(this.#ways.isSparing)
      this.#node.tick()
      this.#rendezvous.tick()
      this.#status.tick(now)
      this.#delivery.tick(now)
      this.#blobs.tick(now, {
        festivals: this.#topics.map(({ festival }) => festival),
        isSparing: this.#ways.isSparing,
      })
      if (this.#onWornOut !== undefined && this.#isWornOut()) void this.#renew()
    } finally {
      // Whatever one tick ran into: there is another one.
      this.#arm()
    }
  }

  /** The one timer of the network half: set again after each tick, and when the node has something to do earlier. */
  #arm(): void {
    clearTimeout(this.#timer)
    if (!this.#isRunning) return
    const inMs = this.#node.nextWakeAt() - systemClock.now()
    this.#timer = setTimeout(() => this.#tick(), Math.min(Math.max(inMs, SHORTEST_TICK_MS), LONGEST_TICK_MS))
  }

  /** One after the other, so that the last change wins. */
  #refresh(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#read()).catch(() => undefined)
    return this.#reading
  }

  async #read(): Promise<void> {
    const isOnline = (await readSetting(this.#db, 'online')) === true
    const isOtherWay = await this.#ways.read()
    const memberships = isOnline ? await readSharedMemberships(this.#db) : []
    const wasOnline = this.#isOnline
    this.#isOnline = isOnline
    // An import may keep this half alive; nobody stays linked to it, and nobody by a way that is not wanted any more.
    if (wasOnline && (!isOnline || isOtherWay)) this.#endLinks()
    this.#topics = memberships.map(({ festival, topicKey, trackers }) => ({
      festival,
      key: topicKey,
      trackers: trackers.flatMap((url) => parseTrackerAddress(url) ?? []),
    }))
    // Only when that is news: it asks all peers again.
    if (await this.#choices.read()) void this.#node.reconsider()
    this.#node.setTopics(this.#topics)
    this.#rendezvous.setTopics(this.#topics)
    this.#trackers.use(this.#topics.flatMap((topic) => topic.trackers))
    if (isOnline && (!wasOnline || isOtherWay)) this.#rendezvous.hurry()
    this.#rendezvous.tick()
    this.#status.changed()
    this.#blobs.changed()
  }

  /** Stores what is under way, says goodbye, and lets the document give way to a fresh one that comes back by itself. */
  async #renew(): Promise<void> {
    await this.stop()
    this.#onWornOut?.()
  }

  #isWornOut(): boolean {
    return isWornOut({
      used: this.#dialling.used,
      quietMs: systemClock.now() - this.#grownAt,
      isCodeOut: this.#manual.isCodeOut,
      isMeetingPointOpen: this.#trackers.states.some(({ state }) => state === 'open'),
      links: this.#topics.reduce((links, { festival }) => links + this.#node.peersOf(festival), 0),
    })
  }

  #grown(log: number): void {
    this.#grownAt = systemClock.now()
    this.#projection.add(log)
  }

  #peersChanged(): void {
    this.#status.changed()
    this.#delivery.changed()
    this.#blobs.changed()
  }

  /** Open links, and attempts at which others may still arrive. */
  #endLinks(): void {
    this.#rendezvous.setTopics([])
    this.#node.close()
    this.#dialling.close()
  }

  /** What a log says without its signatures is neither told to others nor answered; now it may be. */
  #checked(festival: FestivalId): void {
    this.#projection.addAll()
    this.#send({ kind: 'changed', festivals: [festival] })
    void this.#node.reload(festival)
  }

  async #signal(id: number, step: SignalStep): Promise<void> {
    await this.#reading
    const result = await this.#manual.step(step)
    this.#send({ kind: 'signalled', id, result })
  }

  #statusRow(): StatusRow {
    const count = (of: (festival: FestivalId) => number): Record<string, number> =>
      Object.fromEntries(this.#topics.map(({ festival }) => [festival, of(festival)]))
    return {
      key: 'network',
      at: systemClock.now(),
      online: this.#isOnline,
      peers: count((festival) => this.#node.peersOf(festival)),
      holders: count((festival) => this.#node.holders(festival)),
      trackers: this.#trackers.states,
      links: this.#node.figures,
    }
  }
}
