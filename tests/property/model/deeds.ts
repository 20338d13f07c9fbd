// Random histories: three people with six logs make, ask for, lend and move few things at few times, continue and contradict
// themselves, take things back, and speak about what is not theirs.

import * as fc from 'fast-check'
import { encodeCbor } from '../../../src/operations/cbor.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { Pen, writerOf, type History, type Writer } from './history.ts'

const AT = 1_800_000_000_000
const HOUR = 3_600_000

/** How often each thing is done, in relation to the others. */
const WEIGHTS = {
  grant: 9,
  hold: 2,
  revoke: 4,
  move: 3,
  continue: 4,
  request: 2,
  resource: 2,
  event: 1,
  capacity: 2,
  buffer: 2,
  rename: 1,
  retire: 1,
  deny: 1,
  postpone: 1,
  cancel: 1,
  withdraw: 1,
  profile: 1,
  retitle: 1,
  retract: 3,
  fork: 2,
  newer: 1,
  junk: 1,
} as const

export type DeedName = keyof typeof WEIGHTS

/** One thing that somebody does; the numbers are taken modulo what there is to choose from. */
export interface Deed {
  do: DeedName
  log: number
  a: number
  b: number
  c: number
}

const names = Object.entries(WEIGHTS).flatMap(([name, weight]) => Array<DeedName>(weight).fill(name as DeedName))
const small = fc.nat({ max: 59 })
export const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({ do: fc.constantFrom(...names), log: small, a: small, b: small, c: small }),
  { minLength: 12, maxLength: 40, size: 'max' },
)

/** Who has which logs: one who lends much, with three installations; another with two; somebody with one. */
const LOGS = [
  [1, 11n],
  [1, 12n],
  [1, 13n],
  [2, 21n],
  [2, 22n],
  [3, 31n],
] as const

const writers = new Map<string, Writer>()
function writer(byte: number, isSigning: boolean): Writer {
  const key = `${byte} ${isSigning}`
  const known = writers.get(key) ?? writerOf(byte, isSigning)
  writers.set(key, known)
  return known
}

/** Does the deeds in order. The same deeds give the same bytes. */
export function historyOf(todo: readonly Deed[], isSigning: boolean = false): History {
  const story = new Story(isSigning)
  for (const deed of todo) story.act(deed)
  return story.history()
}

interface OpenLog {
  readonly by: Writer
  readonly author: PublicKey
  readonly logId: bigint
  pen: Pen
  twin?: { at: number; pen: Pen }
}

class Story {
  readonly #logs: OpenLog[] = []
  readonly #festival: FestivalId
  readonly #resources: EntryHash[] = []
  readonly #ownerOf = new Map<EntryHash, PublicKey>()
  readonly #events: EntryHash[] = []
  readonly #requests: EntryHash[] = []
  readonly #answers: EntryHash[] = []
  readonly #retractions: EntryHash[] = []
  readonly #all: EntryHash[] = []

  constructor(isSigning: boolean) {
    for (const [byte, logId] of LOGS) {
      const by = writer(byte, isSigning)
      this.#logs.push({ by, author: by.author, logId, pen: new Pen(by, logId) })
    }
    const [first, ...others] = this.#logs.map(({ pen }) => pen)
    const created = first?.say({
      v: 1,
      op: 'festival.create',
      at: AT,
      title: 'Panda Camp',
      timezone: 'Europe/Berlin',
      visibility: 'open',
      nonce: '00112233445566778899aabbccddeeff',
    })
    this.#festival = created as FestivalId
    for (const pen of others) pen.say({ v: 1, op: 'festival.join', at: AT, festival: this.#festival })
    // Something to quarrel about.
    this.act({ do: 'resource', log: 0, a: 1, b: 0, c: 0 })
    this.act({ do: 'resource', log: 3, a: 0, b: 0, c: 0 })
    this.act({ do: 'event', log: 5, a: 0, b: 0, c: 0 })
    for (let n = 0; n < 3; n += 1) this.act({ do: 'request', log: 5, a: n, b: 0, c: n })
  }

  history(): History {
    const logs = this.#logs.map(({ author, logId, pen, twin }) => ({
      author,
      logId,
      entries: pen.entries,
      ...(twin === undefined ? {} : { twin: { at: twin.at, entries: twin.pen.entries } }),
    }))
    return { festival: this.#festival, logs }
  }

  act(deed: Deed): void {
    const log = pick(this.#logs, this.#owner(deed))
    if (log === undefined) return
    if (deed.do === 'fork') return this.#fork(log, deed)
    // After a fork, its author goes on in either branch.
    const pen = log.twin !== undefined && deed.c % 2 === 0 ? log.twin.pen : log.pen
    const id = this.#write(deed, log, pen)
    if (id === undefined) return
    this.#all.push(id)
    this.#ownerOf.set(id, log.author)
    const made = {
      resource: this.#resources,
      event: this.#events,
      request: this.#requests,
      grant: this.#answers,
      hold: this.#answers,
      move: this.#answers,
      retract: this.#retractions,
    }
    if (deed.do in made) made[deed.do as keyof typeof made].push(id)
  }

  /** Mostly the first person: histories in which everybody owns everything equally meet each other rarely. */
  #owner({ log }: Deed): number {
    return log < 36 ? log % 3 : log % 6
  }

  /** Two branches are enough. They rarely part at entry 1. */
  #fork(log: OpenLog, { a, b }: Deed): void {
    if (log.twin !== undefined) return
    if (b < 6) {
      const pen = new Pen(log.by, log.logId)
      pen.say({ v: 1, op: 'festival.join', at: AT + 1 + a, festival: this.#festival })
      log.twin = { at: 1, pen }
      return
    }
    const pen = log.pen.branch()
    const at = log.pen.entries.length + 1
    pen.say({ v: 1, op: 'profile.set', at: AT, name: `twin ${a}` })
    log.pen.say({ v: 1, op: 'profile.set', at: AT, name: `not twin ${a}` })
    log.twin = { at, pen }
  }

  #write(deed: Deed, log: OpenLog, pen: Pen): EntryHash | undefined {
    if (deed.do === 'junk') return pen.scribble(Uint8Array.of(deed.a, deed.b, deed.c), 'nothing')
    if (deed.do === 'newer') {
      // Rare: it stops so much that nothing else would happen.
      if (deed.a % 3 !== 0) return undefined
      const said = {
        v: deed.b % 2 === 0 ? 1 : 2,
        op: deed.b % 2 === 0 ? 'authorization.lend' : 'resource.create',
        at: 1,
      }
      return pen.scribble(encodeCbor(new Map<string, string | number>(Object.entries(said))), 'newer')
    }
    const op = this.#operation(deed, log)
    return op === undefined ? undefined : pen.say(op)
  }

  #operation(deed: Deed, log: OpenLog): Operation | undefined {
    const { a, b, c } = deed
    const base = { v: 1, at: AT } as const
    const time = slot(a, c)
    const resource = pick(this.#own(this.#resources, log, c), b)
    const event = pick(this.#events, a)
    const request = pick(this.#requests, c)
    const answer = pick(this.#own(this.#answers, log, c), a)
    switch (deed.do) {
      case 'resource':
        return {
          ...base,
          op: 'resource.create',
          title: `thing ${a}`,
          kind: 'thing',
          availability: 'always',
          capacity: 1 + (a % 3),
          policy: { kind: 'manual' },
        }
      case 'event':
        return { ...base, op: 'event.create', title: `event ${a}`, ...time }
      case 'profile':
        return { ...base, op: 'profile.set', name: `name ${a}` }
      case 'retitle':
        return { ...base, op: 'festival.update', set: { title: `Camp ${a}` } }
      case 'continue':
        return this.#claim(deed, log)
      case 'retract': {
        // Now and then what somebody took back comes back.
        const entry = pick(b % 3 === 0 ? this.#retractions : this.#all, a * 7 + b)
        return entry && { ...base, op: 'retract', entry }
      }
      case 'capacity':
        return resource && { ...base, op: 'resource.update', resource, set: { capacity: 1 + (a % 4) } }
      case 'buffer': {
        const buffer = { before: (a % 2) * HOUR, after: (c % 2) * HOUR }
        return resource && { ...base, op: 'resource.update', resource, set: { buffer } }
      }
      case 'rename':
        return resource && { ...base, op: 'resource.update', resource, set: { title: `thing ${a}` } }
      case 'retire':
        // Final, so it is rare.
        return resource && a < 20 ? { ...base, op: 'resource.retire', resource } : undefined
      case 'hold':
        return resource && { ...base, op: 'authorization.hold', resource, ...time, quantity: 1 + (c % 2) }
      case 'postpone':
        return event && { ...base, op: 'event.update', event, set: { title: `event ${b}`, from: time.from } }
      case 'cancel':
        return event && { ...base, op: 'event.cancel', event }
      case 'request':
        return event && resource && { ...base, op: 'request.create', event, resource, ...time }
      case 'withdraw':
        return request && { ...base, op: 'request.withdraw', request }
      case 'deny':
        return request && { ...base, op: 'authorization.deny', request, by: 'manual' }
      case 'revoke':
        return answer && { ...base, op: c % 2 === 0 ? 'authorization.revoke' : 'authorization.release', grant: answer }
      case 'grant':
      case 'move': {
        const replaces = deed.do === 'move' && answer !== undefined ? { replaces: answer } : {}
        if (request === undefined || resource === undefined) return undefined
        const quantity = 1 + (b % 2)
        return { ...base, op: 'authorization.grant', request, resource, ...time, quantity, by: 'manual', ...replaces }
      }
      case 'fork':
      case 'newer':
      case 'junk':
        return undefined
    }
  }

  /** Mostly people speak about what is theirs, from whichever log. */
  #own(made: readonly EntryHash[], { author }: OpenLog, c: number): readonly EntryHash[] {
    return c % 7 === 0 ? made : made.filter((id) => this.#ownerOf.get(id) === author)
  }

  /** Mostly another log of the same author at its head; sometimes an older entry, another branch, or what never was. */
  #claim({ a, b, c }: Deed, log: OpenLog): Operation {
    const own = this.#logs.filter(({ author }) => author === log.author)
    // Rarely somebody else's log, or itself, which counts for nothing.
    const others = a === 59 ? this.#logs : a === 58 ? [log] : own.filter((other) => other !== log)
    const other = pick(others, b) ?? log
    const { entries } = c % 5 === 0 ? (other.twin?.pen ?? other.pen) : other.pen
    const seqNum = Math.max(1, entries.length - (c % 4 === 3 ? a % 5 : 0))
    const hash = (c === 58 ? pick(this.#all, a) : entries[seqNum - 1]?.id) ?? this.#festival
    // Nobody holds log 99.
    const named = { author: other.author, logId: c === 57 ? 99n : other.logId }
    return { v: 1, op: 'log.continue', at: AT, log: named, head: { seqNum, hash } }
  }
}

/** One of six hours, one to three of them long. */
function slot(a: number, c: number): { from: number; to: number } {
  const from = AT + (c % 6) * HOUR
  return { from, to: from + (1 + (a % 3)) * HOUR }
}

function pick<T>(items: readonly T[], which: number): T | undefined {
  return items.length === 0 ? undefined : items[which % items.length]
}
