// Composition of the network half (DESIGN 3.1): the database, WebRTC and trackers are put together with the gossip of
// src/gossip here and nowhere else. Runs in the offscreen document (Chromium) or in the event page (Firefox).

import { DexieLogStore } from '../src/adapters/dexie/dexie-log-store.ts'
import { readBlocked } from '../src/adapters/dexie/block-rows.ts'
import type { Database, StatusRow } from '../src/adapters/dexie/schema.ts'
import { isRelay, parseIceServer, type IceServerAddress } from '../src/adapters/dexie/ice-server.ts'
import { readMemberships } from '../src/adapters/dexie/queries.ts'
import { DEFAULT_ICE_SERVERS, readSetting } from '../src/adapters/dexie/settings.ts'
import { parseTrackerAddress } from '../src/adapters/tracker/tracker-address.ts'
import { cryptoRandom } from '../src/adapters/web/crypto-random.ts'
import { savesData } from '../src/adapters/web/saves-data.ts'
import { systemClock } from '../src/adapters/web/system-clock.ts'
import { createVerifierPool, type VerifierPool } from '../src/adapters/web/verifier-pool.ts'
import { PcBudget } from '../src/adapters/webrtc/pc-budget.ts'
import { usableServers } from '../src/adapters/webrtc/usable-servers.ts'
import { DIAL_TIMES, WebRtcDialer } from '../src/adapters/webrtc/webrtc-dialer.ts'
import { gossipStore } from '../src/gossip/gossip-store.ts'
import { CODE_LIFE_MS } from '../src/gossip/manual-code.ts'
import { GossipNode } from '../src/gossip/node.ts'
import { ThriftyDialer } from '../src/gossip/overlay/thrifty-dialer.ts'
import { Rendezvous, type MeetingTopic, type RendezvousPorts } from '../src/gossip/rendezvous.ts'
import { createSealer } from '../src/gossip/sealer.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Link } from '../src/ports/link.ts'
import type { FromNetwork, SignalStep, ToNetwork } from '../messages/network.ts'
import { Imports } from './imports.ts'
import { ManualConnection } from './manual-connection.ts'
import { Projection } from './projection.ts'
import { Status } from './status.ts'
import { Trackers } from './trackers.ts'

/** Timers run at least and at most this far apart. */
const SHORTEST_TICK_MS = 50
const LONGEST_TICK_MS = 1_000

export interface NetworkOptions {
  db: Database
  /** To background. */
  send: (message: FromNetwork) => void
  /** No further connection can be made in this document. Absent where documents have no limit. */
  onExhausted?: () => void
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
  readonly #dialers: WebRtcDialer[]
  readonly #rendezvous: Rendezvous
  readonly #manual: ManualConnection
  readonly #trackers: Trackers
  readonly #status: Status
  readonly #projection: Projection
  readonly #imports: Imports
  readonly #verifier: VerifierPool
  #topics: MeetingTopic[] = []
  #iceServers: IceServerAddress[] = []
  /** The lines of the setting that these were made of. */
  #iceLines = ''
  /** Whom the user blocked and what they allow whom, as it was read last. */
  #choices = ''
  #isOnline = false
  #isRelayOnly = false
  #isSparing = false
  #isRunning = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #reading: Promise<void> = Promise.resolve()
  readonly #onNetworkBack = (): void => {
    this.#trackers.retryNow()
    this.#rendezvous.hurry()
  }

  constructor({ db, send, onExhausted }: NetworkOptions) {
    this.#db = db
    this.#send = send
    const [clock, random] = [systemClock, cryptoRandom]
    this.#status = new Status(db, () => this.#statusRow())
    this.#projection = new Projection(db, (festivals) => send({ kind: 'changed', festivals }))
    const store = new DexieLogStore(db)
    this.#verifier = createVerifierPool()
    const budget = new PcBudget(onExhausted === undefined ? Number.POSITIVE_INFINITY : undefined)
    budget.onExhausted = onExhausted
    const dialing = {
      iceServers: () => (this.#isRelayOnly ? this.#iceServers.filter(isRelay) : this.#iceServers),
      relayOnly: () => this.#isRelayOnly,
      budget,
    }
    const quick = new WebRtcDialer(dialing)
    const patient = new WebRtcDialer({ ...dialing, times: PATIENT_TIMES, patient: true })
    this.#dialers = [quick, patient]
    const dialer = new ThriftyDialer(quick, clock)
    this.#node = new GossipNode(
      { store: gossipStore(store, this.#verifier), clock, random, dialer },
      {
        onGrown: (_festival, log) => this.#projection.add(log),
        onPeers: () => this.#status.changed(),
        onSooner: () => this.#arm(),
      },
    )
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
    const ports: RendezvousPorts = {
      clock,
      random,
      sealer: createSealer(random),
      dialer,
      nodeKey: this.#node.nodeKey,
      // Who is sparing counts each link twice: 4 are enough, and from 6 on nobody is let in.
      peersOf: (festival) => this.#node.peersOf(festival) * (this.#spares ? 2 : 1),
      hasRoom: () => this.#node.hasRoom,
      isConnectedTo: (nodeKey, withinMs) => this.#node.isConnectedTo(nodeKey, withinMs),
      onLink: (link, expected) => void this.#node.addLink(link, expected),
    }
    this.#rendezvous = new Rendezvous(ports)
    const onLink = (link: Link): void => void this.#node.addLink(link)
    this.#manual = new ManualConnection({ ...ports, dialer: patient, topics: () => this.#topics, onLink })
    this.#trackers = new Trackers(random, this.#rendezvous, () => this.#status.changed())
  }

  start(): void {
    this.#projection.catchUp()
    this.#imports.look()
    this.#isRunning = true
    this.#arm()
    globalThis.addEventListener?.('online', this.#onNetworkBack)
    void this.#refresh()
  }

  receive(message: ToNetwork): void {
    switch (message.kind) {
      case 'published':
        void this.#node.published(message.festival, message.author, message.logId)
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
    globalThis.removeEventListener?.('online', this.#onNetworkBack)
    const stopped = this.#status.stop()
    this.#trackers.use([])
    this.#rendezvous.close()
    this.#node.close(true)
    for (const dialer of this.#dialers) dialer.close()
    await Promise.all([stopped, this.#node.idle(), this.#imports.stop()])
    this.#verifier.close()
  }

  get #spares(): boolean {
    return this.#isSparing || savesData()
  }

  #tick(): void {
    try {
      this.#node.spare(this.#spares)
      this.#node.tick()
      this.#rendezvous.tick()
      this.#status.tick(systemClock.now())
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
    const iceServers = (await readSetting(this.#db, 'iceServers')) ?? DEFAULT_ICE_SERVERS
    const memberships = isOnline ? await readMemberships(this.#db) : []
    const wasOnline = this.#isOnline
    this.#isOnline = isOnline
    const isRelayOnly = (await readSetting(this.#db, 'relayOnly')) === true
    this.#isSparing = (await readSetting(this.#db, 'sparing')) === true
    const isOtherWay = isRelayOnly !== this.#isRelayOnly
    this.#isRelayOnly = isRelayOnly
    // An import may keep this half alive; nobody stays linked to it, and nobody by a way that is not wanted any more.
    if (wasOnline && (!isOnline || isOtherWay)) this.#endLinks()
    if (isOnline) this.#useIceServers(iceServers)
    this.#topics = memberships.map(({ festival, topicKey, trackers }) => ({
      festival,
      key: topicKey,
      trackers: trackers.flatMap((url) => parseTrackerAddress(url) ?? []),
    }))
    await this.#reconsider()
    this.#node.setTopics(this.#topics)
    this.#rendezvous.setTopics(this.#topics)
    this.#trackers.use(this.#topics.flatMap((topic) => topic.trackers))
    if (isOnline && (!wasOnline || isOtherWay)) this.#rendezvous.hurry()
    this.#rendezvous.tick()
    this.#status.changed()
  }

  /** Open links, and attempts at which others may still arrive. */
  #endLinks(): void {
    this.#rendezvous.setTopics([])
    this.#node.close()
    for (const dialer of this.#dialers) dialer.close()
  }

  /** Only when that is news: it asks all peers again. */
  async #reconsider(): Promise<void> {
    const quotas = await readSetting(this.#db, 'quotas')
    const choices = JSON.stringify([await readBlocked(this.#db), quotas])
    if (choices === this.#choices) return
    this.#choices = choices
    void this.#node.reconsider()
  }

  #useIceServers(lines: readonly string[]): void {
    if (lines.join('\n') === this.#iceLines) return
    this.#iceLines = lines.join('\n')
    this.#iceServers = usableServers(lines.flatMap((line) => parseIceServer(line) ?? []))
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
    }
  }
}

/** People need minutes to pass a code on. */
const PATIENT_TIMES = { ...DIAL_TIMES, answerMs: CODE_LIFE_MS, replyMs: CODE_LIFE_MS }
