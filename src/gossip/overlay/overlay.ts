// The links of one topic as a state machine (docs/protocol-gossip.md, Overlay): eight of them, to people anywhere in the
// festival, found through neighbours. No clock, no socket, no randomness of its own.

import { pick } from './chance.ts'
import { Courtesy } from './courtesy.ts'
import { FULL_MESH_OTHERS } from './limits.ts'
import { Moves } from './moves.ts'
import { Neighbours, type Origin } from './neighbours.ts'
import type { OverlayEnv, OverlayOutput } from './overlay-env.ts'
import { refOf, type NodeRef, type OverlayBody } from './overlay-messages.ts'
import { Signals } from './signals.ts'

/** Steps of walks: far enough to end anywhere; when links were lost it is enough to end elsewhere. */
const JOIN_STEPS = 9
const REPAIR_STEPS = 6
/** Offers of ours at a time. */
const MAX_OWN = 2
/** Who has not found enough links by then has what there is. */
const JOINING_MS = 120_000
const REPAIR_PAUSE_MS = 5_000
const JOIN_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 120_000
/** Changes of one's own links are told together. */
const LIST_PAUSE_MS = 2_000
/** Of two in a small festival the one with the smaller name offers; the other one, if nothing comes of it. */
const SECOND_OFFER_MS = 10_000

export type OverlayState = 'bootstrap' | 'joining' | 'steady' | 'degraded'

export class Overlay {
  readonly neighbours: Neighbours
  readonly #env: OverlayEnv
  readonly #courtesy = new Courtesy()
  readonly #signals: Signals
  readonly #moves: Moves
  /** When the first link came, while the node is joining. */
  #joiningSince: number | undefined
  #hasJoined = false
  #lookAt = 0
  #inVain = 0
  #listAt = 0
  #isListOld = false
  /** Strangers of a small festival, and since when they are known. */
  readonly #strangers = new Map<NodeRef, number>()

  constructor(env: OverlayEnv, now: number) {
    this.#env = env
    this.neighbours = new Neighbours(env.self)
    this.#signals = new Signals(env, this.neighbours, this.#courtesy)
    this.#moves = new Moves(env, this.neighbours, this.#signals, this.#courtesy, now)
  }

  get state(): OverlayState {
    const { size } = this.neighbours
    if (size === 0) return 'bootstrap'
    if (!this.#hasJoined) return 'joining'
    return size < this.#env.limits.few ? 'degraded' : 'steady'
  }

  isDialling(ref: NodeRef): boolean {
    return this.#signals.attempts.to(ref) !== undefined
  }

  /** A link to a node is live in this topic. */
  linked(key: Uint8Array, origin: Origin, now: number): OverlayOutput[] {
    const ref = refOf(key)
    // A second link: its other end may have lost the first one, and with it our list.
    if (this.neighbours.has(ref)) return [{ kind: 'send', to: ref, body: this.#list() }]
    if (this.neighbours.size === 0) this.#joiningSince ??= now
    this.neighbours.add({ ref, key, origin, since: now })
    this.#isListOld = true
    if (this.neighbours.size > this.#env.limits.most && this.#env.mayDrop(ref))
      return [{ kind: 'drop', neighbour: ref, reason: 'full' }]
    return [{ kind: 'send', to: ref, body: this.#list() }]
  }

  unlinked(ref: NodeRef, now: number): OverlayOutput[] {
    if (!this.neighbours.has(ref)) return []
    this.neighbours.remove(ref)
    this.#isListOld = true
    this.#courtesy.forget(ref)
    this.#moves.unlinked(ref)
    if (this.neighbours.size === 0) this.#startAnew()
    return this.#signals.unlinked(ref, now)
  }

  message(from: NodeRef, body: OverlayBody, now: number): OverlayOutput[] {
    const neighbour = this.neighbours.get(from)
    if (neighbour === undefined) return []
    switch (body.type) {
      case 'signal':
        return this.#signals.onSignal(from, body, now)
      case 'walk':
        return this.#signals.onWalk(from, body, now)
      case 'walk-answer':
        return this.#signals.onWalkAnswer(from, body, now)
      case 'walk-end':
        return this.#signals.onWalkEnd(from, body, now)
      case 'neighbours':
        this.neighbours.learn(neighbour, body.refs)
        return this.#moves.listed(neighbour, now)
      case 'flip':
        return this.#moves.onFlip(from, body, now)
      case 'flip-answer':
        return this.#moves.onFlipAnswer(from, body, now)
    }
  }

  described(attempt: number, description: Uint8Array | undefined, now: number): OverlayOutput[] {
    return this.#signals.described(attempt, description, now)
  }

  settled(attempt: number, isLive: boolean, now: number): void {
    this.#signals.settled(attempt, isLive, now)
    if (isLive) this.#inVain = 0
  }

  /** A node that this neighbour introduced had to be banned. */
  regret(introducer: NodeRef, now: number): void {
    if (this.neighbours.has(introducer)) this.#signals.attempts.distrust(introducer, now)
  }

  tick(now: number): OverlayOutput[] {
    const outputs = this.#signals.tick(now)
    if (this.neighbours.size === 0) return outputs
    this.#noteJoined(now)
    if (this.#isListOld && now >= this.#listAt) outputs.push(...this.#tellList(now))
    outputs.push(...this.#look(now), ...this.#moves.tick(now))
    return outputs
  }

  /** The topic is left. */
  close(): OverlayOutput[] {
    return this.#signals.close()
  }

  #startAnew(): void {
    this.#hasJoined = false
    this.#joiningSince = undefined
    this.#inVain = 0
    this.#lookAt = 0
  }

  #noteJoined(now: number): void {
    const isLong = this.#joiningSince !== undefined && now - this.#joiningSince >= JOINING_MS
    if (this.neighbours.size >= this.#env.limits.target || isLong) this.#hasJoined = true
  }

  #list(): OverlayBody {
    return { type: 'neighbours', refs: this.neighbours.refs() }
  }

  #tellList(now: number): OverlayOutput[] {
    this.#isListOld = false
    this.#listAt = now + LIST_PAUSE_MS
    const body = this.#list()
    return this.neighbours.refs().map((to) => ({ kind: 'send', to, body }))
  }

  #look(now: number): OverlayOutput[] {
    if (this.#signals.attempts.own >= MAX_OWN || !this.#env.isReady()) return []
    if (!this.neighbours.knowsMoreThan(FULL_MESH_OTHERS)) return this.#reachStranger(now)
    const isJoining = this.state === 'joining'
    const wanted = isJoining ? this.#env.limits.target : this.#env.limits.few
    const isEnough = this.neighbours.size + this.#signals.attempts.size >= wanted
    if (isEnough || now < this.#lookAt) return []
    const pause = isJoining ? JOIN_PAUSE_MS : REPAIR_PAUSE_MS
    this.#lookAt = now + Math.min(pause * 2 ** this.#inVain, LONGEST_PAUSE_MS)
    this.#inVain += 1
    return this.#signals.walk(isJoining ? JOIN_STEPS : REPAIR_STEPS, now)
  }

  /** In a small festival everybody is linked to everybody. */
  #reachStranger(now: number): OverlayOutput[] {
    const strangers = this.neighbours.strangers()
    for (const ref of this.#strangers.keys()) if (!strangers.has(ref)) this.#strangers.delete(ref)
    for (const ref of strangers) {
      const since = this.#strangers.get(ref) ?? now
      this.#strangers.set(ref, since)
      if (ref < this.#env.self && now - since < SECOND_OFFER_MS) continue
      // At random: he may be one whom the other one takes nobody from any more.
      const introducers = this.neighbours.linkedTo(ref).filter((each) => this.#signals.canReach(ref, each.ref, now))
      const introducer = pick(this.#env.random, introducers)
      if (introducer !== undefined) return this.#signals.reach(ref, introducer.ref, now)
    }
    return []
  }
}
