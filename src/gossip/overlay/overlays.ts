// The overlays of all topics of a node, and the connections that they ask for: one per pair of nodes, whichever topic wants it.

import type { FestivalId } from '../../operations/ids.ts'
import type { Link, PendingLink } from '../../ports/link.ts'
import type { Random } from '../../ports/random.ts'
import type { LinkId } from '../fetches.ts'
import type { Message } from '../messages.ts'
import { MAX_LINKS_OF_NODE, SPARING_LINKS, USUAL_LINKS, type LinkLimits } from './limits.ts'
import type { Origin } from './neighbours.ts'
import type { OverlayEnv, OverlayOutput } from './overlay-env.ts'
import { refOf, type NodeRef, type OverlayBody, type OverlayMessage } from './overlay-messages.ts'
import { Overlay } from './overlay.ts'
import type { ThriftyDialer } from './thrifty-dialer.ts'

/** A live link as the overlay sees it. */
export interface OverlayLink {
  readonly id: LinkId
  readonly isLive: boolean
  readonly peer: Uint8Array | undefined
  slotOf(festival: FestivalId): number | undefined
  send(message: Message): void
  close(reason: 'done' | 'full'): void
}

export interface OverlayHost {
  readonly nodeKey: Uint8Array
  readonly random: Random
  now(): number
  /** Whether no link to that node is wanted for now. */
  isShunned(ref: NodeRef): boolean
  /** Whether news travel over the link. */
  carriesNews(link: LinkId): boolean
  /** Whether there is room for one more link of a topic besides so many that are under way. */
  hasRoom(festival: FestivalId, underWay: number): boolean
  /** Takes a fresh link over: the peer must prove that it has the expected node key. */
  addLink(link: Link, expected: Uint8Array): LinkId
}

/** One attempt of one topic. */
interface Dial {
  readonly overlay: Overlay
  readonly attempt: number
  readonly pending: PendingLink
  expected?: Uint8Array
  introducer?: NodeRef
  link?: LinkId
}

export class Overlays {
  readonly #host: OverlayHost
  readonly #dialer: ThriftyDialer
  readonly #self: NodeRef
  #limits: LinkLimits = USUAL_LINKS
  readonly #topics = new Map<FestivalId, Overlay>()
  readonly #dials = new Set<Dial>()
  /** Live links that share a topic. Two to one node only until one of them is closed. */
  readonly #links = new Map<NodeRef, OverlayLink[]>()
  /** Links that a neighbour introduced. */
  readonly #introduced = new Map<LinkId, NodeRef>()

  constructor(host: OverlayHost, dialer: ThriftyDialer) {
    this.#host = host
    this.#dialer = dialer
    this.#self = refOf(host.nodeKey)
  }

  /** Few links and no swapping, or the usual. */
  spare(isSparing: boolean): void {
    this.#limits = isSparing ? SPARING_LINKS : USUAL_LINKS
  }

  get limits(): LinkLimits {
    return this.#limits
  }

  follow(festival: FestivalId): void {
    if (!this.#topics.has(festival)) this.#topics.set(festival, new Overlay(this.#envOf(festival), this.#host.now()))
  }

  unfollow(festival: FestivalId): void {
    const overlay = this.#topics.get(festival)
    this.#topics.delete(festival)
    if (overlay !== undefined) this.#run(festival, overlay, overlay.close())
  }

  /** The link is live and both follow the topic. */
  shared(link: OverlayLink, festival: FestivalId): void {
    const overlay = this.#topics.get(festival)
    if (overlay === undefined || link.peer === undefined) return
    this.#keep(refOf(link.peer), link)
    for (const dial of this.#dials) if (dial.link === link.id) this.#settle(dial, true)
    const origin: Origin = this.#introduced.get(link.id) ?? 'meeting'
    this.#run(festival, overlay, overlay.linked(link.peer, origin, this.#host.now()))
  }

  unshared(link: OverlayLink, festival: FestivalId): void {
    const overlay = this.#topics.get(festival)
    if (overlay === undefined || link.peer === undefined) return
    const ref = refOf(link.peer)
    // Of two links to one node one is closed; the node is still a neighbour.
    if (this.#linkTo(ref, festival) !== undefined) return
    this.#run(festival, overlay, overlay.unlinked(ref, this.#host.now()))
  }

  /** The link is over, or is being closed. */
  gone(link: OverlayLink): void {
    for (const dial of this.#dials) if (dial.link === link.id) this.#settle(dial, false)
    if (link.peer !== undefined) this.#remove(refOf(link.peer), link)
    for (const festival of this.#topics.keys()) this.unshared(link, festival)
    this.#introduced.delete(link.id)
  }

  /** The node at the other end is banned: whoever introduced it is believed less. */
  regret(link: OverlayLink): void {
    const introducer = this.#introduced.get(link.id)
    if (introducer === undefined) return
    for (const overlay of this.#topics.values()) overlay.regret(introducer, this.#host.now())
  }

  message(link: OverlayLink, festival: FestivalId, message: OverlayMessage): void {
    const overlay = this.#topics.get(festival)
    if (overlay === undefined || link.peer === undefined) return
    this.#run(festival, overlay, overlay.message(refOf(link.peer), message, this.#host.now()))
  }

  tick(): void {
    for (const [festival, overlay] of this.#topics) this.#run(festival, overlay, overlay.tick(this.#host.now()))
  }

  /** Gives up every connection that is being made. */
  cancel(): void {
    for (const { pending } of this.#dials) pending.cancel()
  }

  #envOf(festival: FestivalId): OverlayEnv {
    const limits = (): LinkLimits => this.#limits
    return {
      self: this.#self,
      selfKey: this.#host.nodeKey,
      random: this.#host.random,
      get limits() {
        return limits()
      },
      isReady: () => this.#dialer.isReady,
      hasRoom: () => this.#hasRoom(festival),
      isTaken: (ref) => this.#host.isShunned(ref) || this.#isTaken(ref),
      mayDrop: (ref) => this.#isOnlyNeededBy(festival, ref),
      carriesNews: (ref) => this.#links.get(ref)?.some(({ id }) => this.#host.carriesNews(id)) === true,
    }
  }

  #isTaken(ref: NodeRef): boolean {
    for (const overlay of this.#topics.values()) {
      if (overlay.neighbours.has(ref) || overlay.isDialling(ref)) return true
    }
    return false
  }

  /** No other topic loses a link that it needs. */
  #isOnlyNeededBy(festival: FestivalId, ref: NodeRef): boolean {
    for (const [other, { neighbours }] of this.#topics) {
      if (other !== festival && neighbours.has(ref) && neighbours.size <= this.#limits.few) return false
    }
    return true
  }

  #hasRoom(festival: FestivalId): boolean {
    const overlay = this.#topics.get(festival)
    // Connected ones are links already, though nobody knows yet what they share.
    const dials = [...this.#dials].filter((dial) => dial.overlay === overlay && dial.link === undefined)
    return this.#links.size + this.#dials.size < MAX_LINKS_OF_NODE && this.#host.hasRoom(festival, dials.length)
  }

  #linkTo(ref: NodeRef, festival: FestivalId): OverlayLink | undefined {
    return this.#links.get(ref)?.find((link) => link.isLive && link.slotOf(festival) !== undefined)
  }

  #keep(ref: NodeRef, link: OverlayLink): void {
    const links = this.#links.get(ref) ?? []
    if (!links.includes(link)) this.#links.set(ref, [...links, link])
  }

  #remove(ref: NodeRef, link: OverlayLink): void {
    const left = this.#links.get(ref)?.filter((each) => each !== link) ?? []
    if (left.length === 0) this.#links.delete(ref)
    else this.#links.set(ref, left)
  }

  #run(festival: FestivalId, overlay: Overlay, outputs: readonly OverlayOutput[]): void {
    for (const output of outputs) {
      switch (output.kind) {
        case 'send':
          this.#send(festival, output.to, output.body)
          break
        case 'offer':
          this.#dial(festival, { overlay, attempt: output.attempt, pending: this.#dialer.offer() })
          break
        case 'answer': {
          const { attempt, expected, introducer } = output
          this.#dial(festival, {
            overlay,
            attempt,
            pending: this.#dialer.answer(output.description),
            expected,
            introducer,
          })
          break
        }
        case 'accept':
          this.#accept(overlay, output)
          break
        case 'cancel':
          this.#dialOf(overlay, output.attempt)?.pending.cancel()
          break
        case 'drop':
          this.#linkTo(output.neighbour, festival)?.close(output.reason)
      }
    }
  }

  #send(festival: FestivalId, to: NodeRef, body: OverlayBody): void {
    const link = this.#linkTo(to, festival)
    const slot = link?.slotOf(festival)
    if (link !== undefined && slot !== undefined) link.send({ ...body, slot })
  }

  #dial(festival: FestivalId, dial: Dial): void {
    const { overlay, attempt, pending } = dial
    this.#dials.add(dial)
    void pending.description.then((description) => {
      const outputs = overlay.described(attempt, description, this.#host.now())
      this.#run(festival, overlay, outputs)
      return outputs
    })
    void pending.opened.then((opened) => {
      if (!opened.ok) this.#settle(dial, false)
      else this.#opened(festival, dial, opened.value)
      return opened.ok
    })
  }

  #accept(overlay: Overlay, output: Extract<OverlayOutput, { kind: 'accept' }>): void {
    const dial = this.#dialOf(overlay, output.attempt)
    if (dial === undefined) return
    dial.expected = output.expected
    dial.introducer = output.introducer
    if (!dial.pending.accept(output.description)) dial.pending.cancel()
  }

  #opened(festival: FestivalId, dial: Dial, link: Link): void {
    // Given up in the meantime, or nobody said whose link this would be.
    if (!this.#dials.has(dial) || dial.expected === undefined) return link.close()
    // Others came meanwhile, from a meeting point.
    if (!this.#host.hasRoom(festival, 0)) {
      link.close()
      return this.#settle(dial, false)
    }
    dial.link = this.#host.addLink(link, dial.expected)
    if (dial.introducer !== undefined) this.#introduced.set(dial.link, dial.introducer)
  }

  #settle(dial: Dial, isLive: boolean): void {
    if (!this.#dials.delete(dial)) return
    dial.overlay.settled(dial.attempt, isLive, this.#host.now())
  }

  #dialOf(overlay: Overlay, attempt: number): Dial | undefined {
    for (const dial of this.#dials) if (dial.overlay === overlay && dial.attempt === attempt) return dial
    return undefined
  }
}
