// Links that change hands, for one topic. A link to somebody is given to a neighbour by telling him of it; it is cut when the
// one at its other end says that he is linked to that neighbour, never before. Two at once, in both directions, are a flip:
// a-A-B-b becomes A-b and B-a, every node keeps its number of links, and nothing falls apart (docs/protocol-gossip.md, Overlay).

import { around, pick, turned } from './chance.ts'
import type { Courtesy } from './courtesy.ts'
import { FLIP_FROM_OTHERS, MANY_LINKS, USUAL_LINKS } from './limits.ts'
import type { Neighbour, Neighbours } from './neighbours.ts'
import type { OverlayEnv, OverlayOutput } from './overlay-env.ts'
import type { NodeRef, OverlayBody } from './overlay-messages.ts'
import type { Signals } from './signals.ts'

const FLIP_MS = 300_000
/** While the neighbourhood is too closely knit. */
const MIXING_FLIP_MS = 60_000
const CLOSELY_KNIT = 0.3
/** Swaps that others ask for: more often, whoever wants to surround us could choose all our links soon. */
const ACCEPT_PAUSE_MS = 60_000
/** A reply to FLIP. */
const REPLY_MS = 5_000
/** From then on a link that was given away and not taken is ours again. */
const MOVE_MS = 30_000
/** A neighbour with fewer links gets one of ours when we have more than we want. */
const POOR_LINKS = USUAL_LINKS.target - 1
const GIFT_PAUSE_MS = 3_000
const TRIM_MS = 30_000
/** A link from a meeting point may be the only one between two parts, which get to know each other over it by then. */
const TRIM_OLDER_THAN_MS = 600_000

type Flip = Extract<OverlayBody, { type: 'flip' }>
type FlipAnswer = Extract<OverlayBody, { type: 'flip-answer' }>

interface Asked {
  partner: NodeRef
  give: NodeRef
  want: NodeRef | undefined
  until: number
}

export class Moves {
  readonly #env: OverlayEnv
  readonly #neighbours: Neighbours
  readonly #signals: Signals
  readonly #courtesy: Courtesy
  /** Links that are to be cut once the one at the other end is linked to `to`. */
  readonly #given = new Map<NodeRef, { to: NodeRef; until: number }>()
  #asked: Asked | undefined
  #flipAt: number
  #giftAt = 0
  #acceptAt = 0
  #trimAt: number

  constructor(env: OverlayEnv, neighbours: Neighbours, signals: Signals, courtesy: Courtesy, now: number) {
    this.#env = env
    this.#neighbours = neighbours
    this.#signals = signals
    this.#courtesy = courtesy
    this.#flipAt = now + around(FLIP_MS, env.random)
    this.#trimAt = now + around(TRIM_MS, env.random)
  }

  tick(now: number): OverlayOutput[] {
    if (this.#asked !== undefined && now >= this.#asked.until) this.#asked = undefined
    for (const [ref, { until }] of this.#given) if (now >= until) this.#given.delete(ref)
    if (now >= this.#trimAt) return this.#trim(now)
    if (now >= this.#giftAt && this.#neighbours.size > this.#env.limits.target) return this.#gift(now)
    return now >= this.#flipAt && this.#env.limits.flips ? this.#flip(now) : []
  }

  /** The neighbour told whom it is linked to: if that is who got our link to it, this link is over. */
  listed({ ref, list }: Neighbour, now: number): OverlayOutput[] {
    const given = this.#given.get(ref)
    if (given === undefined || list?.has(given.to) !== true) return []
    this.#given.delete(ref)
    // It may carry news by now: then there is one more link, for some time.
    const isSpare = this.#env.mayDrop(ref) && !this.#env.carriesNews(ref) && now < given.until
    return isSpare && this.#neighbours.size > this.#env.limits.few
      ? [{ kind: 'drop', neighbour: ref, reason: 'done' }]
      : []
  }

  onFlip(from: NodeRef, { give, want }: Flip, now: number): OverlayOutput[] {
    const accepted = this.#courtesy.grants(from, 'flip', now) && this.#isWelcome(from, give, want, now)
    const reply: OverlayOutput = { kind: 'send', to: from, body: { type: 'flip-answer', give, accepted } }
    if (!accepted) return [reply]
    if (want !== undefined) {
      this.#given.set(want, { to: from, until: now + MOVE_MS })
      this.#acceptAt = now + ACCEPT_PAUSE_MS
    }
    return [reply, ...this.#signals.reach(give, from, now)]
  }

  onFlipAnswer(from: NodeRef, { give, accepted }: FlipAnswer, now: number): OverlayOutput[] {
    const asked = this.#asked
    if (asked?.partner !== from || asked.give !== give) return []
    this.#asked = undefined
    if (!accepted) return []
    this.#given.set(give, { to: from, until: now + MOVE_MS })
    const isUseful = asked.want !== undefined && this.#signals.canReach(asked.want, from, now)
    return isUseful && asked.want !== undefined ? this.#signals.reach(asked.want, from, now) : []
  }

  unlinked(ref: NodeRef): void {
    this.#given.delete(ref)
    if (this.#asked?.partner === ref || this.#asked?.give === ref) this.#asked = undefined
  }

  #isWelcome(from: NodeRef, give: NodeRef, want: NodeRef | undefined, now: number): boolean {
    const { size } = this.#neighbours
    if (!this.#signals.canReach(give, from, now)) return false
    if (want === undefined) return size + this.#signals.attempts.size < this.#env.limits.target
    const wanted = this.#neighbours.get(want)
    return (
      this.#isFree &&
      now >= this.#acceptAt &&
      size >= this.#env.limits.few &&
      wanted !== undefined &&
      want !== from &&
      this.#mayGive(wanted, from, now)
    )
  }

  get #isFree(): boolean {
    return this.#asked === undefined && this.#given.size === 0
  }

  /** Whether the link to `neighbour` can go over to `to`. */
  #mayGive({ ref, list }: Neighbour, to: NodeRef, now: number): boolean {
    const isPossible = list !== undefined && list.size < USUAL_LINKS.most && !list.has(to) && ref !== to
    return isPossible && this.#isSpare(ref, now)
  }

  #isSpare(ref: NodeRef, now: number): boolean {
    const neighbour = this.#neighbours.get(ref)
    if (neighbour === undefined || this.#neighbours.isProtected(neighbour, now)) return false
    return this.#env.mayDrop(ref) && !this.#env.carriesNews(ref)
  }

  /** Who has more links than it wants gives one to a neighbour who has few: newcomers are woven in like this. */
  #gift(now: number): OverlayOutput[] {
    this.#giftAt = now + GIFT_PAUSE_MS
    if (!this.#isFree) return []
    const poor = this.#neighbours.all().filter(({ list }) => list !== undefined && list.size < POOR_LINKS)
    const poorest = poor.sort((a, b) => (a.list?.size ?? 0) - (b.list?.size ?? 0))[0]
    if (poorest === undefined) return []
    const candidates = this.#neighbours
      .all()
      .filter((each) => poorest.list?.has(each.ref) === false && this.#mayGive(each, poorest.ref, now))
    const richest = Math.max(...candidates.map(({ list }) => list?.size ?? 0))
    const gift = pick(
      this.#env.random,
      candidates.filter(({ list }) => list?.size === richest && richest >= USUAL_LINKS.few),
    )
    return gift === undefined ? [] : this.#ask(poorest.ref, gift.ref, undefined, now)
  }

  /** Two who both have many links part; best those who have friends in common. */
  #trim(now: number): OverlayOutput[] {
    this.#trimAt = now + around(TRIM_MS, this.#env.random)
    if (this.#neighbours.size < MANY_LINKS || !this.#isFree) return []
    const rich = this.#neighbours
      .all()
      .filter(({ ref, list }) => list !== undefined && list.size >= MANY_LINKS && this.#isSpare(ref, now))
      .map((neighbour) => ({ neighbour, inCommon: this.#neighbours.inCommon(neighbour) }))
      .filter(({ neighbour, inCommon }) => inCommon > 0 || isSafe(neighbour, now))
      .sort((a, b) => b.inCommon - a.inCommon || a.neighbour.since - b.neighbour.since)[0]
    return rich === undefined ? [] : [{ kind: 'drop', neighbour: rich.neighbour.ref, reason: 'done' }]
  }

  #flip(now: number): OverlayOutput[] {
    const isKnit = this.#neighbours.clustering() > CLOSELY_KNIT
    this.#flipAt = now + around(isKnit ? MIXING_FLIP_MS : FLIP_MS, this.#env.random)
    const isSmall = !this.#neighbours.knowsMoreThan(FLIP_FROM_OTHERS)
    if (!this.#isFree || this.#neighbours.size < this.#env.limits.few || isSmall || !this.#env.isReady()) return []
    const partners = this.#neighbours.all().filter(({ list }) => list !== undefined && list.size >= USUAL_LINKS.few)
    for (const partner of turned(this.#env.random, partners)) {
      const swap = this.#swapWith(partner, now)
      if (swap !== undefined) return this.#ask(partner.ref, swap.give, swap.want, now)
    }
    return []
  }

  /** What could be swapped with a neighbour: our oldest link for any of its links to people we are not linked to. */
  #swapWith(partner: Neighbour, now: number): { give: NodeRef; want: NodeRef } | undefined {
    const give = this.#neighbours
      .all()
      .filter((each) => partner.list?.has(each.ref) === false && this.#mayGive(each, partner.ref, now))
      .sort((a, b) => a.since - b.since)[0]
    const wanted = [...(partner.list ?? [])].filter(
      (ref) => give?.list?.has(ref) !== true && this.#signals.canReach(ref, partner.ref, now),
    )
    const want = pick(this.#env.random, wanted)
    return give === undefined || want === undefined ? undefined : { give: give.ref, want }
  }

  #ask(partner: NodeRef, give: NodeRef, want: NodeRef | undefined, now: number): OverlayOutput[] {
    this.#asked = { partner, give, want, until: now + REPLY_MS }
    const body: Flip = want === undefined ? { type: 'flip', give } : { type: 'flip', give, want }
    return [{ kind: 'send', to: partner, body }]
  }
}

/** Whether nothing hangs by a link: somebody linked to both introduced it, or it was there long enough for others to follow. */
function isSafe({ origin, since }: Neighbour, now: number): boolean {
  return origin !== 'meeting' || now - since >= TRIM_OLDER_THAN_MS
}
