// Two nodes find out in which heads of a topic they differ (docs/protocol-gossip.md, Comparing): one fingerprint of everything,
// and where that differs, sixteenths of sixteenths, turn by turn. The other side may say anything at any time: a comparison has
// an end, and what it costs has a limit.

import { equalBytes } from '../../bamboo/index.ts'
import { logKeyOf } from '../local-topic.ts'
import type { LogPlace, RangesMessage, RootMessage, WireHead } from '../messages.ts'
import { TokenBucket } from '../token-bucket.ts'
import type { LogItems, Root } from './log-items.ts'
import { MAX_DEPTH } from './range-frames.ts'
import type { RemoteHeads } from './remote-heads.ts'
import { Turn, type Learned } from './turn.ts'

/** Heads are compared again this often: what got lost by any accident is found then. */
export const COMPARE_EVERY_MS: number = 5 * 60 * 1000
/** Who does not lead begins by itself when nothing comes for this long. */
const PATIENCE_MS = 10_000
/** A comparison in which the other side says nothing for this long is over. */
const SILENCE_MS = 30_000
/** One that broke off is tried again after this time. */
const RETRY_MS = 60_000
/** How often the other side may begin one: so many at once, and then one in 30 s. */
const BEGINNINGS = 4
const BEGINNINGS_PER_SECOND = 1 / 30
/** We begin again after this time at the earliest, whatever happens. */
const PAUSE_MS = 30_000
/** Messages of one comparison that we listen to: 16 MiB. */
const MAX_MESSAGES = 1_024

export interface ComparisonSetup {
  items: LogItems
  remote: RemoteHeads
  /** What only the two ends of this link know before they meet. */
  salt: Uint8Array
  /** One end of each link begins, and goes on when both began at once. */
  leads: boolean
}

/** What a message brought. */
export interface Found {
  /** Heads of the peer that are not ours. */
  heads: readonly WireHead[]
  /** The comparison went through: what the peer holds is known. */
  isOver: boolean
}

/**
 * `due`: our ROOT is to be sent; `asked`: it was. `answering`: our turn, and another one follows. `ending`: all is known, and the
 * last words are still to be sent. `waiting`: the other side's turn.
 */
type Phase = 'idle' | 'due' | 'asked' | 'answering' | 'ending' | 'waiting'

const NOTHING: Found = { heads: [], isOver: false }

export class Comparison {
  readonly #setup: ComparisonSetup
  readonly #allowance: TokenBucket
  #phase: Phase = 'idle'
  #nextAt: number
  #isHurried = false
  #beganAt = Number.NEGATIVE_INFINITY
  /** While it is up to the other side. */
  #deadline = 0
  /** The ROOT that we sent: the answer is about that, whatever we hold by then. */
  #sentRoot: Root | undefined
  /** A ROOT that was the same as ours is answered with ours. */
  #rootAnswer: Root | undefined
  #turn: Turn
  /** Number of the turn that goes on or comes next. */
  #depth = 0
  #messages = 0
  /** The other side's turn, as far as it came. */
  #theirs: TheirTurn = BEGINNING

  constructor(setup: ComparisonSetup, now: number) {
    this.#setup = setup
    this.#allowance = new TokenBucket(BEGINNINGS_PER_SECOND, BEGINNINGS, now)
    this.#turn = new Turn(setup.items, setup.salt)
    this.#nextAt = setup.leads ? now : now + PATIENCE_MS
  }

  /** Something may have been missed: compare soon. */
  hurry(now: number): void {
    this.#isHurried = this.#phase !== 'idle'
    this.#nextAt = Math.min(this.#nextAt, Math.max(now, this.#beganAt + PAUSE_MS))
  }

  /** Time passed. `hasSlept`: with this machine asleep, and much may have been missed. */
  tick(now: number, hasSlept = false): void {
    if (hasSlept) this.hurry(now)
    if (this.#phase === 'idle' && now >= this.#nextAt) {
      this.#phase = 'due'
      this.#beganAt = now
    }
    const isTheirs = this.#phase === 'asked' || this.#phase === 'waiting'
    if (!isTheirs) this.#deadline = now + SILENCE_MS
    else if (now >= this.#deadline) this.#breakOff(now)
  }

  /** The other side said this. */
  on(message: RootMessage | RangesMessage, now: number): Found {
    return message.type === 'root' ? this.#onRoot(message, now) : this.#onRanges(message, now)
  }

  /** What is to be said now; `slot` is ours. */
  next(slot: number): RootMessage | RangesMessage | undefined {
    if (this.#rootAnswer !== undefined) {
      const answer = this.#rootAnswer
      this.#rootAnswer = undefined
      return { type: 'root', slot, ...answer }
    }
    if (this.#phase === 'due') {
      this.#begin()
      this.#phase = 'asked'
      this.#sentRoot = this.#setup.items.root(this.#setup.salt)
      return { type: 'root', slot, ...this.#sentRoot }
    }
    if (this.#phase !== 'answering' && this.#phase !== 'ending') return undefined
    const message = this.#turn.next(slot, this.#depth)
    if (message.isLast) {
      this.#depth += 1
      this.#phase = this.#phase === 'ending' ? 'idle' : 'waiting'
    }
    return message
  }

  #onRoot(root: Root, now: number): Found {
    const sent = this.#phase === 'asked' ? this.#sentRoot : undefined
    if (sent === undefined && !this.#allowance.take(now)) return NOTHING
    if (sent === undefined) this.#begin()
    const ours = sent ?? this.#setup.items.root(this.#setup.salt)
    if (ours.count === root.count && equalBytes(ours.fingerprint, root.fingerprint)) {
      if (sent === undefined) this.#rootAnswer = ours
      return this.#finish('idle', [], now)
    }
    this.#deadline = now + SILENCE_MS
    // Both began at once: one of them goes on.
    this.#phase = sent === undefined || this.#setup.leads ? 'answering' : 'waiting'
    if (this.#phase === 'answering') this.#turn.open()
    return NOTHING
  }

  #onRanges(message: RangesMessage, now: number): Found {
    // It may come after its comparison broke off.
    if (this.#phase === 'idle' || this.#phase === 'due') return NOTHING
    const theirs = this.#phase === 'asked' || this.#phase === 'waiting' ? after(this.#theirs, message) : undefined
    this.#messages += 1
    if (theirs === undefined || message.depth !== this.#depth || this.#messages > MAX_MESSAGES)
      return this.#breakOff(now)
    this.#theirs = theirs
    this.#deadline = now + SILENCE_MS
    const heads = this.#read(message)
    if (this.#turn.isTooLong) return this.#breakOff(now)
    if (!message.isLast) return { heads, isOver: false }
    this.#theirs = BEGINNING
    if (!theirs.isAsking) return this.#finish('idle', heads, now)
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) return this.#breakOff(now)
    if (!this.#turn.asksAnything) return this.#finish('ending', heads, now)
    this.#phase = 'answering'
    return { heads, isOver: false }
  }

  #read(message: RangesMessage): Found['heads'] {
    const { remote } = this.#setup
    const learned: Learned = { heads: [], lacking: [] }
    for (const range of message.divided) this.#turn.onDivided(range, learned)
    for (const range of message.listed) this.#turn.onListed(range, learned)
    for (const place of message.asked) this.#turn.onAsked(place, learned)
    for (const head of message.heads) learned.heads.push({ key: logKeyOf(head), head })
    for (const key of learned.lacking) remote.lacks(key)
    for (const { key, head } of learned.heads) remote.learn(key, head)
    return learned.heads.map(({ head }) => head)
  }

  #begin(): void {
    this.#turn = new Turn(this.#setup.items, this.#setup.salt)
    this.#theirs = BEGINNING
    this.#depth = 0
    this.#messages = 0
    this.#setup.remote.begin()
  }

  #finish(phase: 'idle' | 'ending', heads: Found['heads'], now: number): Found {
    this.#phase = phase
    this.#nextAt = now + (this.#isHurried ? PAUSE_MS : this.#interval())
    this.#isHurried = false
    this.#setup.remote.finish()
    return { heads, isOver: true }
  }

  #breakOff(now: number): Found {
    this.#phase = 'idle'
    this.#nextAt = now + RETRY_MS
    this.#setup.remote.giveUp()
    return NOTHING
  }

  /** Not the same on all links, and at the end that leads always shorter than at the other. */
  #interval(): number {
    const { leads, salt } = this.#setup
    return COMPARE_EVERY_MS * ((leads ? 0.8 : 1.1) + (0.2 * (salt[0] ?? 0)) / 255)
  }
}

/** How far the other side's turn came: whether it needs an answer, and its last range and place. */
interface TheirTurn {
  isAsking: boolean
  range: string | undefined
  asked: LogPlace | undefined
}

const BEGINNING: TheirTurn = { isAsking: false, range: undefined, asked: undefined }

/** Ranges and places ascend through a whole turn, so that nothing has to be looked at twice; undefined when they do not. */
function after(turn: TheirTurn, { divided, listed, asked }: RangesMessage): TheirTurn | undefined {
  const isBehind = [divided, listed].some(
    ([first]) => first !== undefined && turn.range !== undefined && first.prefix <= turn.range,
  )
  const [firstAsked] = asked
  if (isBehind || (firstAsked !== undefined && turn.asked !== undefined && firstAsked <= turn.asked)) return undefined
  const ends = [turn.range, divided.at(-1)?.prefix, listed.at(-1)?.prefix].filter((prefix) => prefix !== undefined)
  return {
    isAsking: turn.isAsking || divided.length + listed.length + asked.length > 0,
    range: ends.toSorted().at(-1),
    asked: asked.at(-1) ?? turn.asked,
  }
}
