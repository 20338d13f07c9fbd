// Making links through neighbours, for one topic: offers that walk until somebody has room, offers to one node through a
// common neighbour, answers to both, and what is passed on for others (docs/protocol-gossip.md, Between neighbours).

import { toHex } from '../../bamboo/index.ts'
import { Attempts, type Attempt } from './attempts.ts'
import { pick } from './chance.ts'
import type { Courtesy } from './courtesy.ts'
import { MANY_LINKS } from './limits.ts'
import type { Neighbours } from './neighbours.ts'
import type { OverlayEnv, OverlayOutput } from './overlay-env.ts'
import { DIALOG_LENGTH, refOf, type NodeRef, type OverlayBody } from './overlay-messages.ts'
import { WalkPaths } from './walk-paths.ts'

/** An answer that takes longer does not come. */
const ANSWER_MS = 8_000
/** An offer older than this is not sent again: it ends at 50 s. */
const OFFER_USABLE_MS = 35_000
/** How often one offer is sent on a walk. */
const MAX_WALKS = 3
/** With so many steps left or fewer, who has not many links answers, and at the end who has room; before, a walk only mixes. */
const MAY_ANSWER_STEPS = 3

type Body<Type extends OverlayBody['type']> = Extract<OverlayBody, { type: Type }>
type SignalBody = Body<'signal'>
const NOTHING = new Uint8Array(0)

export class Signals {
  readonly attempts: Attempts = new Attempts()
  readonly #env: OverlayEnv
  readonly #neighbours: Neighbours
  readonly #courtesy: Courtesy
  readonly #paths = new WalkPaths()

  constructor(env: OverlayEnv, neighbours: Neighbours, courtesy: Courtesy) {
    this.#env = env
    this.#neighbours = neighbours
    this.#courtesy = courtesy
  }

  /** Sends an offer on a walk of so many steps. Nothing when no neighbour may introduce anybody. */
  walk(steps: number, now: number): OverlayOutput[] {
    const introducer = this.#firstStep(new Set(), now)
    if (introducer === undefined || !this.#env.isReady()) return []
    const { id } = this.attempts.begin({ kind: 'walk', introducer, dialog: this.#newDialog(), steps }, now)
    return [{ kind: 'offer', attempt: id }]
  }

  /** Whether a link to `ref`, introduced by `introducer`, may be begun now. */
  canReach(ref: NodeRef, introducer: NodeRef, now: number): boolean {
    return this.#canAnswer(ref, introducer, now) && !this.attempts.mustWait(ref, now)
  }

  /** Sends an offer to a neighbour of a neighbour. */
  reach(target: NodeRef, introducer: NodeRef, now: number): OverlayOutput[] {
    const { id } = this.attempts.begin({ kind: 'reach', introducer, target, dialog: this.#newDialog() }, now)
    return [{ kind: 'offer', attempt: id }]
  }

  /** Our offer or answer is made, or can not be. */
  described(id: number, description: Uint8Array | undefined, now: number): OverlayOutput[] {
    const attempt = this.attempts.get(id)
    if (attempt?.state !== 'describing') return []
    if (description === undefined) return this.#giveUp(attempt)
    attempt.description = description
    const isOffer = attempt.kind === 'walk' || attempt.kind === 'reach'
    attempt.state = isOffer ? 'asking' : 'connecting'
    return this.#send(attempt, description, now)
  }

  /** The connection of an attempt is live, or came to nothing. */
  settled(id: number, isLive: boolean, now: number): void {
    const attempt = this.attempts.get(id)
    if (attempt === undefined) return
    this.attempts.end(attempt)
    if (isLive) this.attempts.succeeded(attempt)
    else if (attempt.state === 'connecting') this.attempts.failed(attempt, now)
  }

  onWalk(from: NodeRef, body: Body<'walk'>, now: number): OverlayOutput[] {
    const source = refOf(body.from)
    if (source === this.#env.self || !this.#courtesy.grants(from, 'walk', now)) return [walkEnd(from, body.walk)]
    const path = this.#paths.came(body.walk, from, now)
    const isDue = body.steps === 0 || (body.steps <= MAY_ANSWER_STEPS && !this.#hasMany)
    if (isDue && this.#canAnswer(source, path.from, now)) {
      this.#paths.end(body.walk)
      return this.#answer('answer-walk', path.from, body.walk, body, now)
    }
    const next = this.#nextStep(source, from)
    if (body.steps === 0 || next === undefined) {
      this.#paths.end(body.walk)
      return [walkEnd(path.from, body.walk)]
    }
    path.to.add(next)
    return [{ kind: 'send', to: next, body: { ...body, steps: body.steps - 1 } }]
  }

  onWalkAnswer(from: NodeRef, body: Body<'walk-answer'>, now: number): OverlayOutput[] {
    const attempt = this.attempts.waiting('walk', body.walk)
    if (attempt === undefined) {
      const back = this.#paths.back(body.walk, from, now)
      return back === undefined ? [] : [{ kind: 'send', to: back, body }]
    }
    if (attempt.introducer !== from) return []
    const answerer = refOf(body.from)
    const isUsable = answerer !== this.#env.self && !this.#env.isTaken(answerer)
    if (!isUsable || this.attempts.isHopeless(answerer, now)) return this.#walkAgain(attempt, now)
    return this.#connect(attempt, body)
  }

  onWalkEnd(from: NodeRef, body: Body<'walk-end'>, now: number): OverlayOutput[] {
    const attempt = this.attempts.waiting('walk', body.walk)
    if (attempt !== undefined) return attempt.introducer === from ? this.#walkAgain(attempt, now) : []
    const back = this.#paths.back(body.walk, from, now)
    return back === undefined ? [] : [walkEnd(back, body.walk)]
  }

  onSignal(from: NodeRef, body: SignalBody, now: number): OverlayOutput[] {
    if (body.to !== this.#env.self) return this.#passOn(from, body, now)
    if (body.kind === 'offer') return this.#onOffer(from, body, now)
    const attempt = this.attempts.waiting('reach', body.dialog)
    if (attempt === undefined || attempt.introducer !== from) return []
    if (body.kind === 'answer') return attempt.target === refOf(body.from) ? this.#connect(attempt, body) : []
    this.attempts.refused(attempt, now)
    return this.#giveUp(attempt)
  }

  /** Gives up what nobody answers. */
  tick(now: number): OverlayOutput[] {
    const outputs: OverlayOutput[] = []
    for (const attempt of this.attempts.all()) {
      if (attempt.state !== 'asking' || now - attempt.askedAt < ANSWER_MS) continue
      if (attempt.kind === 'walk') outputs.push(...this.#walkAgain(attempt, now))
      else {
        this.attempts.failed(attempt, now)
        outputs.push(...this.#giveUp(attempt))
      }
    }
    return outputs
  }

  /** A neighbour is gone: its offers and ours through it lead nowhere. */
  unlinked(ref: NodeRef, now: number): OverlayOutput[] {
    this.attempts.forget(ref)
    const lost = this.attempts.all().filter(({ introducer, state }) => introducer === ref && state === 'asking')
    return lost.flatMap((attempt) => (attempt.kind === 'walk' ? this.#walkAgain(attempt, now) : this.#giveUp(attempt)))
  }

  /** Everything that is under way ends. */
  close(): OverlayOutput[] {
    return this.attempts.all().flatMap((attempt) => this.#giveUp(attempt))
  }

  /** Only for who is linked to us, under its own name, and to who is linked to us: nobody learns of others this way. */
  #passOn(from: NodeRef, body: SignalBody, now: number): OverlayOutput[] {
    if (refOf(body.from) !== from) return []
    const isTaken = this.#courtesy.grants(from, 'signal', now) && this.#neighbours.has(body.to)
    if (isTaken) return [{ kind: 'send', to: body.to, body }]
    return body.kind === 'offer' ? [refusal(from, body.dialog, from, this.#env.selfKey)] : []
  }

  #onOffer(from: NodeRef, body: SignalBody, now: number): OverlayOutput[] {
    const source = refOf(body.from)
    const refuse = [refusal(from, body.dialog, source, this.#env.selfKey)]
    if (source === this.#env.self) return []
    const outputs: OverlayOutput[] = []
    const ours = this.attempts.to(source)
    // Both offered at once: the smaller name's offer stays.
    if (ours?.kind === 'reach' && ours.state !== 'connecting' && source < this.#env.self)
      outputs.push(...this.#giveUp(ours))
    if (!this.#canAnswer(source, from, now)) return [...outputs, ...refuse]
    return [...outputs, ...this.#answer('answer-reach', from, body.dialog, body, now)]
  }

  #answer(
    kind: 'answer-walk' | 'answer-reach',
    introducer: NodeRef,
    dialog: string,
    offer: { from: Uint8Array; description: Uint8Array },
    now: number,
  ): OverlayOutput[] {
    const { id } = this.attempts.begin({ kind, introducer, dialog, target: refOf(offer.from) }, now)
    return [{ kind: 'answer', attempt: id, description: offer.description, expected: offer.from, introducer }]
  }

  #connect(attempt: Attempt, answer: { from: Uint8Array; description: Uint8Array }): OverlayOutput[] {
    attempt.state = 'connecting'
    attempt.target = refOf(answer.from)
    const { id, introducer } = attempt
    return [{ kind: 'accept', attempt: id, description: answer.description, expected: answer.from, introducer }]
  }

  #send(attempt: Attempt, description: Uint8Array, now: number): OverlayOutput[] {
    const { kind, dialog, introducer: to, target, steps } = attempt
    const said = { from: this.#env.selfKey, description }
    if (!this.#neighbours.has(to)) return kind === 'walk' ? this.#walkAgain(attempt, now) : this.#giveUp(attempt)
    attempt.asked.add(to)
    attempt.askedAt = now
    switch (kind) {
      case 'walk':
        return [{ kind: 'send', to, body: { type: 'walk', walk: dialog, steps, ...said } }]
      case 'answer-walk':
        return [{ kind: 'send', to, body: { type: 'walk-answer', walk: dialog, ...said } }]
      case 'reach':
      case 'answer-reach': {
        if (target === undefined) return []
        const signal = kind === 'reach' ? ('offer' as const) : ('answer' as const)
        return [{ kind: 'send', to, body: { type: 'signal', kind: signal, dialog, to: target, ...said } }]
      }
    }
  }

  /** The same offer by another neighbour: it costs no further connection. */
  #walkAgain(attempt: Attempt, now: number): OverlayOutput[] {
    const { description, madeAt, asked } = attempt
    const isUsable = description !== undefined && now - madeAt < OFFER_USABLE_MS && asked.size < MAX_WALKS
    const introducer = isUsable ? this.#firstStep(asked, now) : undefined
    if (description === undefined || introducer === undefined) return this.#giveUp(attempt)
    attempt.introducer = introducer
    attempt.dialog = this.#newDialog()
    return this.#send(attempt, description, now)
  }

  #giveUp(attempt: Attempt): OverlayOutput[] {
    this.attempts.end(attempt)
    return [{ kind: 'cancel', attempt: attempt.id }]
  }

  #canAnswer(ref: NodeRef, introducer: NodeRef, now: number): boolean {
    const { attempts } = this
    return (
      ref !== this.#env.self &&
      !this.#env.isTaken(ref) &&
      this.#env.isReady() &&
      this.#env.hasRoom() &&
      this.#neighbours.size + attempts.size < this.#env.limits.most &&
      !attempts.isHopeless(ref, now) &&
      attempts.mayIntroduce(introducer, this.#neighbours, now)
    )
  }

  get #hasMany(): boolean {
    return this.#neighbours.size + this.attempts.size >= MANY_LINKS
  }

  #firstStep(asked: ReadonlySet<NodeRef>, now: number): NodeRef | undefined {
    const fresh = this.#neighbours.refs().filter((ref) => !asked.has(ref))
    return pick(
      this.#env.random,
      fresh.filter((ref) => this.attempts.mayIntroduce(ref, this.#neighbours, now)),
    )
  }

  #nextStep(source: NodeRef, from: NodeRef): NodeRef | undefined {
    return pick(
      this.#env.random,
      this.#neighbours.refs().filter((ref) => ref !== source && ref !== from),
    )
  }

  #newDialog(): string {
    return toHex(this.#env.random.bytes(DIALOG_LENGTH))
  }
}

function walkEnd(to: NodeRef, walk: string): OverlayOutput {
  return { kind: 'send', to, body: { type: 'walk-end', walk } }
}

function refusal(via: NodeRef, dialog: string, to: NodeRef, from: Uint8Array): OverlayOutput {
  return { kind: 'send', to: via, body: { type: 'signal', kind: 'refusal', dialog, to, from, description: NOTHING } }
}
