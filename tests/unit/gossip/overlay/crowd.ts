// Many overlays of one topic on virtual time: messages take 30 to 150 ms, connections cost budget and time, some pairs can not
// connect, people come and go. Only the machines of the overlay run here; whole nodes run in `simulate`.

import { announceWait, offersWanted } from '../../../../src/gossip/announce-times.ts'
import { below, pick } from '../../../../src/gossip/overlay/chance.ts'
import { DialBudget } from '../../../../src/gossip/overlay/dial-budget.ts'
import { MAX_LINKS_OF_NODE, USUAL_LINKS } from '../../../../src/gossip/overlay/limits.ts'
import type { Origin } from '../../../../src/gossip/overlay/neighbours.ts'
import type { OverlayEnv, OverlayOutput } from '../../../../src/gossip/overlay/overlay-env.ts'
import { refOf, type NodeRef, type OverlayBody } from '../../../../src/gossip/overlay/overlay-messages.ts'
import { Overlay } from '../../../../src/gossip/overlay/overlay.ts'
import { toHex } from '../../../../src/bamboo/index.ts'
import { QuickRandom } from '../../../../src/testing/quick-random.ts'
import { VirtualTime } from '../../../../src/testing/virtual-time.ts'

const DESCRIBE_MS = 150
const CONNECT_MS = 300
const FAIL_MS = 15_000
const UNANSWERED_MS = 50_000
const OFFER_LIFE_MS = 45_000
/** Silence of a dead neighbour is noticed in this time. */
const NOTICE_MS = 20_000

export interface CrowdOptions {
  seed?: string
  /** The share of people behind routers that connect them to nobody like them. */
  symmetric?: number
  /** The share of pairs that can not connect for other reasons. */
  blocked?: number
  /** Whether there is a meeting point. */
  meeting?: boolean
}

interface Waiting {
  member: CrowdMember
  attempt: number
  answers?: Waiting
  settle: (isOk: boolean) => void
}

export class CrowdMember {
  readonly number: number
  readonly ref: NodeRef
  readonly key: Uint8Array
  readonly overlay: Overlay
  readonly budget: DialBudget
  readonly links: Map<NodeRef, CrowdMember> = new Map()
  readonly isSymmetric: boolean
  /** Connections constructed. */
  dialled = 0
  isHere = true
  readonly cameAt: number
  /** What it sent, when a test wants to look. */
  onSend: ((to: NodeRef, body: OverlayBody) => OverlayBody | undefined) | undefined
  readonly dials: Map<number, Waiting> = new Map()
  /** Its unanswered offers at the meeting point. */
  offered: number[] = []

  constructor(crowd: Crowd, number: number, isSymmetric: boolean) {
    this.number = number
    this.isSymmetric = isSymmetric
    const random = new QuickRandom(`${crowd.seed}/${number}`)
    this.key = random.bytes(32)
    this.ref = refOf(this.key)
    this.cameAt = crowd.time.clock.now()
    this.budget = new DialBudget(this.cameAt)
    const env: OverlayEnv = {
      self: this.ref,
      selfKey: this.key,
      random,
      limits: USUAL_LINKS,
      isReady: () => this.budget.allows(crowd.time.clock.now()),
      hasRoom: () => this.links.size < MAX_LINKS_OF_NODE,
      isTaken: (ref) => this.links.has(ref) || this.overlay.isDialling(ref),
      mayDrop: () => true,
      carriesNews: () => false,
    }
    this.overlay = new Overlay(env, this.cameAt)
  }
}

export class Crowd {
  readonly time: VirtualTime = new VirtualTime()
  readonly seed: string
  readonly random: QuickRandom
  readonly here: Map<NodeRef, CrowdMember> = new Map()
  readonly #options: Required<CrowdOptions>
  readonly #waiting = new Map<string, Waiting>()
  /** Connections constructed, attempts that failed, and links that came of them. */
  readonly counts: Record<'dialled' | 'failed' | 'linked' | 'messages' | 'offers', number> = {
    dialled: 0,
    failed: 0,
    linked: 0,
    messages: 0,
    offers: 0,
  }
  /** One side of a cut, while there is one. */
  #left: ReadonlySet<CrowdMember> | undefined
  #number = 0
  #blobs = 0

  constructor(options: CrowdOptions = {}) {
    this.#options = { seed: 'crowd', symmetric: 0, blocked: 0, meeting: true, ...options }
    this.seed = this.#options.seed
    this.random = new QuickRandom(`${this.seed}/crowd`)
  }

  get now(): number {
    return this.time.clock.now()
  }

  members(): CrowdMember[] {
    return [...this.here.values()]
  }

  /** Somebody comes; finds others at the meeting point. */
  join(): CrowdMember {
    this.#number += 1
    const member = new CrowdMember(this, this.#number, below(this.random, 1_000) < this.#options.symmetric * 1_000)
    this.here.set(member.ref, member)
    const start = below(this.random, 1_000)
    this.#every(member, start, () => {
      this.run(member, member.overlay.tick(this.now))
      return 1_000
    })
    if (this.#options.meeting) this.#meet(member)
    return member
  }

  leave(member: CrowdMember, isNoticed = true): void {
    member.isHere = false
    this.here.delete(member.ref)
    for (const other of member.links.values()) {
      const notice = (): void => this.#unlinked(other, member)
      this.time.after(isNoticed ? 200 : below(this.random, NOTICE_MS), notice)
    }
  }

  /** Nothing gets from one part to the other any more. */
  cutBetween(left: readonly CrowdMember[], right: readonly CrowdMember[]): void {
    this.#left = new Set(left)
    for (const member of left) {
      for (const other of right) {
        this.#unlinked(member, other)
        this.#unlinked(other, member)
      }
    }
  }

  heal(): void {
    this.#left = undefined
  }

  /** A link that came from elsewhere. */
  link(a: CrowdMember, b: CrowdMember): void {
    this.#link(a, b, 'meeting', 'meeting')
  }

  until(at: number): void {
    while (this.time.nextAt <= at) void this.time.next()?.()
    this.time.skipTo(at)
  }

  run(member: CrowdMember, outputs: readonly OverlayOutput[]): void {
    for (const output of outputs) {
      switch (output.kind) {
        case 'send':
          this.#send(member, output.to, output.body)
          break
        case 'offer':
          this.#describe(member, output.attempt)
          break
        case 'answer':
          this.#describe(member, output.attempt, output.description, output.introducer)
          break
        case 'accept':
          this.#accept(member, output.attempt, output.description, output.introducer)
          break
        case 'cancel':
          member.dials.get(output.attempt)?.settle(false)
          break
        case 'drop': {
          const other = member.links.get(output.neighbour)
          if (other === undefined) break
          this.#unlinked(member, other)
          this.#unlinked(other, member)
        }
      }
    }
  }

  /** Numbers of links, smallest first. */
  degrees(): number[] {
    return this.members()
      .map(({ links }) => links.size)
      .sort((a, b) => a - b)
  }

  /** The largest part that hangs together, as a share of all. */
  giant(): number {
    let largest = 0
    const seen = new Set<CrowdMember>()
    for (const start of this.here.values()) {
      if (seen.has(start)) continue
      const part = [start]
      seen.add(start)
      for (const member of part) {
        for (const other of member.links.values()) {
          if (!other.isHere || seen.has(other)) continue
          seen.add(other)
          part.push(other)
        }
      }
      largest = Math.max(largest, part.length)
    }
    return this.here.size === 0 ? 1 : largest / this.here.size
  }

  #every(member: CrowdMember, first: number, work: () => number): void {
    this.time.after(first, () => {
      if (member.isHere) this.#every(member, work(), work)
    })
  }

  /** A tracker: brings one offer to somebody at random. */
  #meet(member: CrowdMember): void {
    let attempt = 0
    let most = 0
    let at = this.now
    let offeredAt = Number.NEGATIVE_INFINITY
    this.#every(member, below(this.random, 1_000), () => {
      const links = member.links.size
      most = Math.max(most, links)
      const isShrunk = links * 2 < most
      if (this.now < at && !isShrunk) return 1_000
      if (isShrunk) [attempt, most] = [0, links]
      const offers = offersWanted(links, attempt, this.now - offeredAt)
      if (offers > 0) offeredAt = this.now
      for (let number = 0; number < offers; number += 1) this.#offerAtMeeting(member, number)
      at = this.now + announceWait(links, attempt, this.random)
      attempt += 1
      return 1_000
    })
  }

  #offerAtMeeting(member: CrowdMember, number: number): void {
    if (member.offered.length <= number && !this.#makeOffer(member)) return
    this.counts.offers += 1
    // Each part of a cut has the meeting point to itself.
    const reachable = this.members().filter((each) => this.#left?.has(each) === this.#left?.has(member))
    const other = pick(this.random, reachable)
    const isWelcome =
      other !== undefined && other !== member && !other.links.has(member.ref) && other.links.size < USUAL_LINKS.most
    if (!isWelcome || !other.budget.take(this.now)) return
    this.#construct(other)
    member.offered.shift()
    const isOk = this.#canConnect(member, other)
    this.time.after(isOk ? 600 : FAIL_MS, () => {
      member.budget.settled()
      other.budget.settled()
      if (isOk && member.isHere && other.isHere) this.#link(member, other, 'meeting', 'meeting')
      else this.counts.failed += 1
    })
  }

  #makeOffer(member: CrowdMember): boolean {
    if (!member.budget.take(this.now)) return false
    this.#construct(member)
    this.#blobs += 1
    const offer = this.#blobs
    member.offered.push(offer)
    this.time.after(OFFER_LIFE_MS, () => {
      if (!member.offered.includes(offer)) return
      member.offered = member.offered.filter((each) => each !== offer)
      member.budget.settled()
    })
    return true
  }

  #construct(member: CrowdMember): void {
    member.dialled += 1
    this.counts.dialled += 1
  }

  #send(from: CrowdMember, to: NodeRef, body: OverlayBody): void {
    const said = from.onSend === undefined ? body : from.onSend(to, body)
    const other = from.links.get(to)
    if (said === undefined || other === undefined) return
    this.counts.messages += 1
    this.time.after(30 + below(this.random, 120), () => {
      if (other.isHere && other.links.has(from.ref)) this.run(other, other.overlay.message(from.ref, said, this.now))
    })
  }

  #describe(member: CrowdMember, attempt: number, offer?: Uint8Array, introducer?: NodeRef): void {
    if (!member.budget.take(this.now)) {
      this.time.after(0, () => this.run(member, member.overlay.described(attempt, undefined, this.now)))
      return
    }
    this.#construct(member)
    this.#blobs += 1
    const blob = new Uint8Array(8)
    new DataView(blob.buffer).setUint32(0, this.#blobs)
    let isOver = false
    const settle = (isOk: boolean): void => {
      if (isOver) return
      isOver = true
      member.dials.delete(attempt)
      this.#waiting.delete(toHex(blob))
      member.budget.settled()
      member.overlay.settled(attempt, isOk, this.now)
    }
    const offered = offer === undefined ? undefined : this.#waiting.get(toHex(offer))
    const waiting: Waiting = { member, attempt, settle, ...(offered === undefined ? {} : { answers: offered }) }
    member.dials.set(attempt, waiting)
    this.#introducers.set(waiting, introducer)
    this.#waiting.set(toHex(blob), waiting)
    this.time.after(DESCRIBE_MS, () => {
      this.run(member, member.overlay.described(attempt, blob, this.now))
    })
    this.time.after(offer === undefined ? UNANSWERED_MS : FAIL_MS, () => settle(false))
  }

  readonly #introducers = new WeakMap<Waiting, NodeRef | undefined>()

  #accept(member: CrowdMember, attempt: number, answer: Uint8Array, introducer: NodeRef): void {
    const ours = member.dials.get(attempt)
    const theirs = this.#waiting.get(toHex(answer))
    const isIt = ours !== undefined && theirs?.answers === ours && this.#canConnect(member, theirs.member)
    if (!isIt) {
      this.counts.failed += 1
      if (ours !== undefined) this.time.after(FAIL_MS, () => ours.settle(false))
      return
    }
    this.time.after(CONNECT_MS, () => {
      if (!member.isHere || !theirs.member.isHere) return
      ours.settle(true)
      theirs.settle(true)
      this.#link(member, theirs.member, introducer, this.#introducers.get(theirs) ?? 'meeting')
    })
  }

  #canConnect(a: CrowdMember, b: CrowdMember): boolean {
    const [low, high] = [Math.min(a.number, b.number), Math.max(a.number, b.number)]
    const dice = below(new QuickRandom(`${this.seed}/${low}/${high}`), 1_000)
    return !(a.isSymmetric && b.isSymmetric) && dice >= this.#options.blocked * 1_000
  }

  #link(a: CrowdMember, b: CrowdMember, originA: Origin, originB: Origin): void {
    if (a.links.has(b.ref)) return
    this.counts.linked += 1
    a.links.set(b.ref, b)
    b.links.set(a.ref, a)
    this.run(a, a.overlay.linked(b.key, originA, this.now))
    if (a.links.has(b.ref)) this.run(b, b.overlay.linked(a.key, originB, this.now))
  }

  #unlinked(member: CrowdMember, other: CrowdMember): void {
    if (!member.links.delete(other.ref) || !member.isHere) return
    this.run(member, member.overlay.unlinked(other.ref, this.now))
  }
}
