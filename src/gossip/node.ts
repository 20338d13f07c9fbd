// The gossip half of a node: all links, one sync state machine, the store (DESIGN 3.3, 6). Everything asynchronous runs in
// one line, so that the same inputs give the same run: in browsers, in tests and in the simulator.

import type { FestivalId, PublicKey } from '../operations/ids.ts'
import type { BlobId } from '../operations/operation.ts'
import type { Link } from '../ports/link.ts'
import { isAboutBlobs, type AnyBlobMessage } from './blobs/blob-messages.ts'
import { NodeBlobs } from './blobs/node-blobs.ts'
import { BulkLoader } from './bulk-loader.ts'
import type { LinkId } from './fetches.ts'
import { SLEEP_JUMP_MS } from './keepalive.ts'
import { Reputation } from './limits/reputation.ts'
import { MAX_TOPICS, type CloseReason, type SyncMessage } from './messages.ts'
import { createNodeKey, type NodeKey } from './node-key.ts'
import type { GossipEvents, GossipPorts } from './node-ports.ts'
import { NodeLinks, duplicateOf, figuresOf, isTo, type LinkFigures } from './node-links.ts'
import { MAX_LINKS_OF_NODE, USUAL_LINKS } from './overlay/limits.ts'
import { refOf, type OverlayMessage } from './overlay/overlay-messages.ts'
import { Overlays, type OverlayHost } from './overlay/overlays.ts'
import type { PeerLinkOwner } from './peer-link-owner.ts'
import { PeerLink } from './peer-link.ts'
import { saltOf } from './reconcile/log-items.ts'
import { Sync, type SyncOutput } from './sync.ts'
import { StoreWork, type StoreOutput } from './store-work.ts'
import type { Topic } from './topic.ts'

/** How long after the death of a link the others are watched closely. */
const SUSPICIOUS_MS = 5_000
/** Without anything more urgent a node is ticked this often. */
const TICK_MS = 1_000

export class GossipNode implements PeerLinkOwner {
  readonly blobs: NodeBlobs
  readonly #ports: GossipPorts
  readonly #events: GossipEvents
  readonly #nodeKey: NodeKey
  readonly #topics = new Map<FestivalId, Topic>()
  readonly #links = new NodeLinks()
  readonly #sync = new Sync()
  readonly #work: StoreWork
  readonly #overlays: Overlays | undefined
  readonly #reputation = new Reputation()
  readonly #loader: BulkLoader
  #line: Promise<void> = Promise.resolve()
  /** Those that wait for their turn. */
  readonly #reloads = new Map<FestivalId, Promise<void>>()
  #tickedAt: number
  /** A link died: others may have died with it. */
  #suspiciousUntil = 0
  /** What `nextWakeAt` said last. */
  #wakeAt = Number.POSITIVE_INFINITY

  constructor(ports: GossipPorts, events: GossipEvents = {}) {
    this.#ports = ports
    this.#events = events
    this.#nodeKey = ports.nodeKey ?? createNodeKey(ports.random)
    this.#tickedAt = ports.clock.now()
    const owner = {
      now: () => this.#now(),
      follows: (festival: FestivalId) => this.#topics.has(festival),
      enqueue: (work: () => Promise<void>) => this.#enqueue(work),
      reload: (festival: FestivalId) => void this.reload(festival),
      onGrown: (festival: FestivalId, log: number) => this.#events.onGrown?.(festival, log),
      onHeld: (blob: BlobId) => this.#events.onBlob?.(blob),
    }
    this.#work = new StoreWork(ports.store, this.#sync, owner)
    this.blobs = new NodeBlobs(ports.blobs, owner)
    this.#loader = new BulkLoader(this.#sync, this.#work, this.blobs)
    this.#overlays = ports.dialer === undefined ? undefined : new Overlays(this.#overlayHost(), ports.dialer)
  }

  get nodeKey(): Uint8Array {
    return this.#nodeKey.publicKey
  }

  /** Follow exactly these topics. */
  setTopics(topics: readonly Topic[]): void {
    const wanted = new Set(topics.map((topic) => topic.festival))
    for (const festival of this.#topics.keys()) {
      if (!wanted.has(festival)) this.#leave(festival)
    }
    for (const topic of topics) {
      if (!this.#topics.has(topic.festival)) this.#join(topic)
    }
  }

  /** Few links and no more traffic for them than needed: a battery, or a connection that is paid by the byte. */
  spare(isSparing: boolean): void {
    this.#overlays?.spare(isSparing)
  }

  /** Takes a fresh link over. `expected`: the node key that its signal named; another one is not let in. */
  addLink(link: Link, expected?: Uint8Array): LinkId {
    const setup = {
      role: link.initiator ? ('initiator' as const) : ('responder' as const),
      localFingerprint: link.localFingerprint,
      remoteFingerprint: link.remoteFingerprint,
      nodeKey: this.#nodeKey,
      topics: [...this.#topics.values()].slice(0, MAX_TOPICS),
      random: this.#ports.random,
      isWelcome: (nodeKey: Uint8Array) => !this.#reputation.isBanned(refOf(nodeKey), this.#now()),
      ...(expected === undefined ? {} : { expected }),
    }
    return this.#links.add((id) => new PeerLink(id, link, setup, this.#topics, () => this.#now(), this))
  }

  /** An own log grew: push what is new. */
  published(festival: FestivalId, author: PublicKey, logId: bigint): Promise<void> {
    return this.#enqueue(async () => {
      const head = await this.#ports.store.head(author, logId)
      if (head !== undefined) this.#sync.localHeads(festival, [head], [], this.#now())
    })
  }

  /** Anything changed in the store: reads all heads and fork proofs of the festival again, once for all that asked before. */
  reload(festival: FestivalId): Promise<void> {
    const asked = this.#reloads.get(festival)
    if (asked !== undefined) return asked
    const reloaded = this.#enqueue(async () => {
      this.#reloads.delete(festival)
      this.#sync.inherit(festival, await this.#ports.store.cuts(festival))
      const heads = await this.#ports.store.heads(festival)
      const forks = await this.#ports.store.forks(festival)
      this.#sync.localHeads(festival, heads, forks, this.#now())
    })
    this.#reloads.set(festival, reloaded)
    return reloaded
  }

  /** Whom the user blocked, or what they allow, is different (see `Sync.reconsider`). */
  async reconsider(): Promise<void> {
    await this.#enqueue(async () => this.#sync.reconsider(new Set(await this.#ports.store.blocked()), this.#now()))
    for (const festival of this.#topics.keys()) await this.reload(festival)
  }

  /**
   * When `tick` is due next, in milliseconds since 1970: at most a second after the last one, earlier when something waits
   * for an earlier time. What happens in between can make it earlier still: `onSooner` says so.
   */
  nextWakeAt(): number {
    this.#wakeAt = Math.min(this.#tickedAt + TICK_MS, this.#sync.dueAt)
    return this.#wakeAt
  }

  /** Call it at `nextWakeAt`; more often does no harm. */
  tick(): void {
    const now = this.#now()
    const slept = now - this.#tickedAt >= SLEEP_JUMP_MS
    this.#tickedAt = now
    for (const link of this.#links.all()) link.tick(slept, now < this.#suspiciousUntil)
    this.#takeTurns(this.#work.overdue())
    this.#sync.tick(now)
    this.blobs.state.tick(now)
    this.#overlays?.tick()
    this.#pump()
  }

  /** The machine slept, or its network is another one: every link is asked at once and has to answer soon. */
  wake(): void {
    this.#tickedAt = Number.NEGATIVE_INFINITY
    this.tick()
  }

  /** Live peers of a festival; several links to one node count once. */
  peersOf(festival: FestivalId): number {
    return this.#links.peersOf(festival)
  }

  /** Whether there may be one more link of a festival, besides so many that are being made. */
  hasRoom(festival: FestivalId, underWay = 0): boolean {
    const { most } = this.#overlays?.limits ?? USUAL_LINKS
    return this.#links.size < MAX_LINKS_OF_NODE && this.#links.connectionsOf(festival) + underWay < most
  }

  /** Live peers that confirmed to hold all that we wrote in a festival; none while we wrote nothing. */
  holders(festival: FestivalId): number {
    return this.#links.countNodes(this.#sync.holders(festival))
  }

  /** Live peers that are known to hold this entry; several links to one node count once. */
  holdersOf(festival: FestivalId, author: PublicKey, logId: bigint, seqNum: number): number {
    return this.#links.countNodes(this.#sync.holdersOf(festival, { author, logId }, seqNum))
  }

  /** The links that are live now, in figures. */
  get figures(): LinkFigures[] {
    const holders = [...this.#topics.keys()].map(
      (festival) => [festival, new Set(this.#sync.holders(festival))] as const,
    )
    return figuresOf(this.#links.all(), new Map(holders))
  }

  /** Whether a link to this node is live and was heard in the last `withinMs`. */
  isConnectedTo(nodeKey: Uint8Array, withinMs: number): boolean {
    return this.#links.isHeardSince(nodeKey, this.#now() - withinMs)
  }

  /** Whether no connection to this node is to be begun for now: it misbehaved, or asked for some peace. */
  isShunned(nodeKey: Uint8Array): boolean {
    return this.#reputation.isShunned(refOf(nodeKey), this.#now())
  }

  /** Resolves when nothing asynchronous is under way. */
  async idle(): Promise<void> {
    for (let line = this.#line; ; line = this.#line) {
      await line
      if (line === this.#line) return
    }
  }

  /** Leaves: every link is told. `now`: the page is going away, there is no time for that. */
  close(now = false): void {
    this.#overlays?.cancel()
    for (const link of this.#links.all()) {
      link.close('done')
      if (now) link.cut()
    }
  }

  onLive(link: PeerLink, h: Uint8Array): void {
    this.#sync.addLink(link.id, { salt: saltOf(h), leads: link.role === 'initiator' }, link.roundTripMs)
    duplicateOf(link, this.#links.all(), this.nodeKey, this.#now())?.close('duplicate')
  }

  onShared(link: PeerLink, festival: FestivalId, slot: number): void {
    this.#links.changed()
    this.#sync.share(link.id, festival, slot, this.#now())
    this.blobs.state.share(link.id, festival, slot, this.#now())
    this.#overlays?.shared(link, festival)
    this.#events.onPeers?.()
    this.#pump()
  }

  onUnshared(link: PeerLink, festival: FestivalId): void {
    this.#links.changed()
    this.#sync.unshare(link.id, festival, this.#now())
    this.blobs.state.unshare(link.id, festival)
    this.#overlays?.unshared(link, festival)
    this.#events.onPeers?.()
  }

  onSync(link: PeerLink, festival: FestivalId, message: SyncMessage | AnyBlobMessage, bulkBytes: number): void {
    if (isAboutBlobs(message)) return this.blobs.message(link, festival, message, bulkBytes)
    const outputs = this.#sync.message(link.id, festival, message, this.#now())
    const isStored = outputs.some((output) => output.kind === 'ingest' || output.kind === 'ingest-newest')
    if (!isStored) link.release(bulkBytes)
    this.#run(outputs, bulkBytes)
    this.#pump()
  }

  onOverlay(link: PeerLink, festival: FestivalId, message: OverlayMessage): void {
    this.#overlays?.message(link, festival, message)
  }

  onEnding(link: PeerLink, reason: CloseReason): void {
    this.#blame(link, reason)
    this.#forget(link)
  }

  onAskedToWait(link: PeerLink, waitMs: number): void {
    if (link.peer !== undefined) this.#reputation.askedToWait(refOf(link.peer), waitMs, this.#now())
  }

  onGone(link: PeerLink, reason: CloseReason): void {
    this.#links.delete(link.id)
    this.#loader.forget(link)
    if (reason === 'timeout') this.#suspiciousUntil = this.#now() + SUSPICIOUS_MS
    this.#forget(link)
    this.#events.onPeers?.()
    this.#events.onGone?.(reason)
    this.#pump()
  }

  nextControl(link: PeerLink): SyncMessage | AnyBlobMessage | undefined {
    return this.#sync.nextControl(link.id, this.#now()) ?? this.blobs.state.nextControl(link.id, this.#now())
  }

  fillBulk(link: PeerLink): void {
    if (this.#loader.begin(link)) void this.#enqueue(() => this.#loader.load(link))
  }

  #forget(link: PeerLink): void {
    this.#links.changed()
    this.#sync.removeLink(link.id, this.#now())
    this.blobs.state.removeLink(link.id, this.#now())
    this.#overlays?.gone(link)
  }

  #now(): number {
    return this.#ports.clock.now()
  }

  #overlayHost(): OverlayHost {
    return {
      nodeKey: this.nodeKey,
      random: this.#ports.random,
      now: () => this.#now(),
      isShunned: (ref) => this.#reputation.isShunned(ref, this.#now()),
      carriesNews: (link) => this.#sync.isBranch(link),
      hasRoom: (festival, underWay) => this.hasRoom(festival, underWay),
      addLink: (link, expected) => this.addLink(link, expected),
    }
  }

  /** Before the overlay forgets who introduced it. */
  #blame(link: PeerLink, reason: CloseReason): void {
    const { peer } = link
    if (peer === undefined || !this.#reputation.blame(refOf(peer), reason, this.#now())) return
    this.#overlays?.regret(link)
    for (const other of this.#links.all()) if (other !== link && isTo(other, peer)) other.close('unwelcome')
  }

  #join(topic: Topic): void {
    this.#topics.set(topic.festival, topic)
    this.#sync.follow(topic.festival, topic.key)
    this.#overlays?.follow(topic.festival)
    void this.#announce(topic)
  }

  /** Links hear of a topic when its heads are known. */
  async #announce(topic: Topic): Promise<void> {
    await this.reload(topic.festival)
    if (this.#topics.get(topic.festival) !== topic) return
    for (const link of this.#links.all()) link.addTopic(topic)
  }

  #leave(festival: FestivalId): void {
    this.#topics.delete(festival)
    for (const link of this.#links.all()) link.dropTopic(festival)
    this.#sync.unfollow(festival)
    this.#overlays?.unfollow(festival)
  }

  #run(outputs: readonly SyncOutput[], bulkBytes: number): void {
    for (const output of outputs) {
      const link = this.#links.get(output.link)
      if (output.kind === 'close') link?.close(output.reason)
      else this.#carryOut(output, link, bulkBytes)
    }
  }

  #carryOut(output: StoreOutput, link: PeerLink | undefined, bulkBytes: number): void {
    this.#takeTurns(this.#work.begin(output, () => link?.release(bulkBytes)))
  }

  #takeTurns(turns: ReturnType<StoreWork['begin']>): void {
    for (const turn of turns) void this.#enqueue(async () => this.#run(await turn(), 0))
  }

  /** One after the other. A store that throws costs this step, not the node. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#line = this.#line.then(work).then(
      () => this.#pump(),
      () => this.#pump(),
    )
    return this.#line
  }

  #pump(): void {
    for (const link of this.#links.all()) link.pump()
    if (this.#sync.dueAt < this.#wakeAt) this.#events.onSooner?.()
  }
}
