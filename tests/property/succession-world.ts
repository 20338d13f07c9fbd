// Random worlds for the tests of succession: a person with three logs that continue, retract and answer each other at random,
// now and then with two entries at one number, and another person who claims what is not theirs. Signatures are not looked
// at by anything that is tested with them, so they are empty.

import * as fc from 'fast-check'
import { encodeCbor } from '../../src/operations/cbor.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../src/operations/ids.ts'
import type { FestivalCreate, LogHead, Operation } from '../../src/operations/operation.ts'
import type { ForkProof, VerifiedAppend } from '../../src/ports/log-store.ts'
import type { Signer } from '../../src/ports/signer.ts'
import { AT, HandLog, eventOf, festivalCreate, joinOf, profileOf, resourceOf } from '../unit/log/fixtures.ts'

const HOUR = 3_600_000

/** One thing that somebody does; what the numbers mean depends on it, and they are taken modulo what there is. */
export interface Deed {
  do: (typeof DEEDS)[number]
  log: number
  a: number
  b: number
  c: number
}

const DEEDS = [
  'resource',
  'resource',
  'event',
  'request',
  'request',
  'grant',
  'grant',
  'grant',
  'hold',
  'revoke',
  'revoke',
  'revoke',
  'deny',
  'rename',
  'retire',
  'postpone',
  'withdraw',
  'profile',
  'retitle',
  'list',
  'list',
  'heads',
  'continue',
  'continue',
  'continue',
  'retract',
  'newer',
  'junk',
  'grant',
  'grant',
  'rename',
  'fork',
] as const

const small = fc.nat({ max: 23 })
export const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({ do: fc.constantFrom(...DEEDS), log: fc.nat({ max: 8 }), a: small, b: small, c: small }),
  { minLength: 15, maxLength: 60, size: 'max' },
)

export interface WorldLog {
  author: PublicKey
  logId: bigint
  entries: VerifiedAppend[]
  /** The other branch, with what both share, and where it begins. */
  twin?: { at: number; entries: VerifiedAppend[] }
}

export interface World {
  festival: FestivalId
  logs: WorldLog[]
  forks: ForkProof[]
  /** Hashes of entries that somebody asked to forget. */
  retracted: Set<EntryHash>
}

interface Writing extends Omit<WorldLog, 'entries' | 'twin'> {
  hand: HandLog
  twin?: { at: number; hand: HandLog }
}

/** Does the deeds in order. The same deeds give the same bytes. */
export async function worldOf(todo: readonly Deed[]): Promise<World> {
  const writer = new WorldWriter()
  await writer.begin()
  for (const deed of todo) await writer.act(deed)
  return writer.world()
}

class WorldWriter {
  readonly #logs: Writing[] = []
  readonly #made = {
    resource: [] as EntryHash[],
    event: [] as EntryHash[],
    request: [] as EntryHash[],
    answer: [] as EntryHash[],
    any: [] as EntryHash[],
  }
  readonly #asked = new Map<EntryHash, { event: EntryHash; resource: EntryHash }>()
  readonly #retracted = new Set<EntryHash>()
  #festival = '' as FestivalId

  async begin(): Promise<void> {
    for (const [name, logId] of [
      ['a', 1n],
      ['a', 2n],
      ['a', 3n],
      ['b', 1n],
    ] as const) {
      const signer = unsigned(name)
      this.#logs.push({ author: signer.publicKey, logId, hand: new HandLog(signer, logId) })
    }
    for (const log of this.#logs) {
      const isFirst = this.#festival === ''
      const hash = await log.hand.add(isFirst ? cloneCreate : joinOf(this.#festival))
      if (!isFirst) continue
      this.#festival = hash
      // The list goes on where only a retraction can end it.
      this.#made.any.push(await log.hand.add({ v: 1, op: 'festival.heads', at: AT, heads: [headOf(1), headOf(2)] }))
    }
    // Something to quarrel about.
    for (const what of ['resource', 'resource', 'event', 'request', 'request', 'request'] as const) {
      await this.act({ do: what, log: what === 'resource' ? 0 : 1, a: this.#made.any.length, b: 0, c: 0 })
    }
  }

  async act(deed: Deed): Promise<void> {
    // The last log, which is somebody else's, says something more rarely.
    const log = this.#logs[deed.log === 8 ? 3 : deed.log % 3]
    if (log === undefined) return
    if (deed.do === 'fork') return this.#fork(log, deed)
    const said = this.#said(deed, log)
    if (said === undefined) return
    const hash = await log.hand.add(said)
    this.#made.any.push(hash)
    if (!(said instanceof Uint8Array) && said.op === 'request.create') this.#asked.set(hash, said)
    if (deed.do === 'resource' || deed.do === 'event' || deed.do === 'request') this.#made[deed.do].push(hash)
    if (deed.do === 'grant' || deed.do === 'hold') this.#made.answer.push(hash)
    if (log.twin !== undefined) await log.twin.hand.add(profileOf(`twin ${deed.a}`))
  }

  world(): World {
    const forks = this.#logs.flatMap(({ author, logId, hand, twin }) => {
      const first = hand.entries[(twin?.at ?? 0) - 1]
      const second = twin?.hand.entries[twin.at - 1]
      if (twin === undefined || first === undefined || second === undefined) return []
      return [{ author, logId, seqNum: twin.at, first: first.bytes, second: second.bytes }]
    })
    const logs = this.#logs.map(({ author, logId, hand, twin }): WorldLog => {
      const other = twin === undefined ? {} : { twin: { at: twin.at, entries: appendsOf(twin.hand) } }
      return { author, logId, entries: appendsOf(hand), ...other }
    })
    return { festival: this.#festival, logs, forks, retracted: this.#retracted }
  }

  /** From here on there is another branch, of which the proof tells. */
  async #fork(log: Writing, { a }: Deed): Promise<void> {
    if (log.twin !== undefined || log.hand.entries.length < 2) return
    const hand = log.hand.fork()
    const at = hand.entries.length + 1
    await hand.add(profileOf(`twin ${a}`))
    await log.hand.add(profileOf(`not twin ${a}`))
    log.twin = { at, hand }
  }

  #said(deed: Deed, log: Writing): Uint8Array | Operation | undefined {
    const { a, b, c } = deed
    switch (deed.do) {
      case 'resource':
        return {
          ...resourceOf(`thing ${a}`, c % 2 === 0 ? 'manual' : 'first-come-first-served'),
          capacity: 1 + (b % 2),
        } as Operation
      case 'event':
        return eventOf(`event ${a}`, AT + (b % 4) * HOUR)
      case 'profile':
        return profileOf(`name ${a}`, AT + b)
      case 'retitle':
        return { v: 1, op: 'festival.update', at: AT, set: { title: `Camp ${a}` } }
      case 'list':
        return { v: 1, op: b % 3 === 0 ? 'festival.unlist' : 'festival.list', at: AT, festival: childName(a % 3) }
      case 'heads':
        return { v: 1, op: 'festival.heads', at: AT, heads: [headOf(a)] }
      case 'continue':
        return this.#claim(deed, log)
      case 'retract':
        return this.#retract(a * 7 + b)
      case 'newer':
        // Rare: it stops so much that nothing else would happen.
        return a < 4
          ? encodeCbor(
              new Map<string, string | number>([
                ['v', 1],
                ['op', 'resource.share'],
                ['at', 1],
              ]),
            )
          : undefined
      case 'junk':
        return Uint8Array.of(a, b, c)
      case 'fork':
        return undefined
      case 'request':
      case 'grant':
      case 'hold':
      case 'revoke':
      case 'deny':
      case 'rename':
      case 'retire':
      case 'postpone':
      case 'withdraw':
        return this.#change(deed)
    }
  }

  #change({ do: what, a, b, c }: Deed): Operation | undefined {
    const [resource, event] = [pick(this.#made.resource, a), pick(this.#made.event, a)]
    const [request, answer] = [pick(this.#made.request, b), pick(this.#made.answer, b)]
    const time = { from: AT + (c % 4) * HOUR, to: AT + (c % 4) * HOUR + HOUR * (1 + (a % 2)) }
    const base = { v: 1, at: AT } as const
    if (what === 'rename' && resource) return { ...base, op: 'resource.update', resource, set: { title: `thing ${b}` } }
    // Retiring is final, so it is rare.
    if (what === 'retire' && resource && b < 8) return { ...base, op: 'resource.retire', resource }
    if (what === 'hold' && resource) return { ...base, op: 'authorization.hold', resource, ...time }
    if (what === 'postpone' && event)
      return { ...base, op: 'event.update', event, set: { title: `event ${b}`, ...time } }
    const asked = c % 3 === 0 && request ? this.#asked.get(request) : undefined
    if (what === 'request' && request && asked) {
      // Instead of an earlier one, which may be somebody else's.
      const { event: sameEvent, resource: sameResource } = asked
      return { ...base, op: 'request.create', event: sameEvent, resource: sameResource, supersedes: request, ...time }
    }
    if (what === 'request' && resource) {
      return { ...base, op: 'request.create', event: pick(this.#made.event, b) ?? resource, resource, ...time }
    }
    if (what === 'withdraw' && request) return { ...base, op: 'request.withdraw', request }
    if (what === 'deny' && request) return { ...base, op: 'authorization.deny', request, by: 'manual' }
    if (what === 'revoke' && answer) return { ...base, op: 'authorization.revoke', grant: answer }
    if (what === 'grant' && resource && request) {
      const move = c % 3 === 0 && answer ? { replaces: answer } : {}
      return { ...base, op: 'authorization.grant', request, resource, ...time, by: 'manual', ...move }
    }
    return undefined
  }

  /** Mostly the head as it is, sometimes an older one, sometimes one of the other branch, rarely one that never was. */
  #claim(deed: Deed, log: Writing): Operation {
    const { a, b, c } = deed
    // Rarely itself, which counts for nothing.
    const other = this.#logs[a === 23 ? deed.log % 3 : (deed.log + 1 + (a % 2)) % 3] ?? log
    const hand = b % 5 === 0 ? (other.twin?.hand ?? other.hand) : other.hand
    const seqNum = Math.max(1, hand.entries.length - (c % 3))
    const hash = c === 23 ? pick(this.#made.any, b) : hand.hash(seqNum)
    const head = { seqNum, hash: hash ?? hand.hash(seqNum) }
    return { v: 1, op: 'log.continue', at: AT, log: { author: other.author, logId: other.logId }, head }
  }

  #retract(which: number): Operation | undefined {
    const entry = pick([...this.#made.any, this.#festival], which)
    if (entry === undefined) return undefined
    this.#retracted.add(entry)
    return { v: 1, op: 'retract', at: AT, entry }
  }
}

const cloneCreate: FestivalCreate = { ...festivalCreate, forkOf: { festival: childName(9), heads: [headOf(0)] } }

function childName(number: number): FestivalId {
  return `0040${String(number).padStart(128, '0')}` as FestivalId
}

function headOf(number: number): LogHead {
  return { author: 'c'.repeat(64) as PublicKey, logId: BigInt(number), seqNum: 1, hash: childName(number) }
}

function appendsOf(hand: HandLog): VerifiedAppend[] {
  return hand.entries.map(({ bytes, payload, hash, entry }) => {
    return { seqNum: entry.seqNum, entry: bytes, payload, hash, ended: false }
  })
}

function pick<T>(items: readonly T[], which: number): T | undefined {
  return items.length === 0 ? undefined : items[which % items.length]
}

function unsigned(name: 'a' | 'b'): Signer {
  return { publicKey: name.repeat(64) as PublicKey, sign: async () => new Uint8Array(64) }
}
