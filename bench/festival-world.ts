// A festival to measure: a schedule, repeated until there are as many events as wanted, each with five requests (its room and
// four things), all granted. Each repetition has somebody who lends for it. Nothing is signed: stores believe what they are given.
import { lipmaalink, signEntry, toHex, type Signer } from '../src/bamboo/index.ts'
import { encodeOperation } from '../src/operations/codec.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { Operation, Policy } from '../src/operations/operation.ts'
import type { VerifiedAppend } from '../src/ports/log-store.ts'
import type { Talk } from './schedule.ts'

const DAY = 86_400_000
/** A repetition of the schedule begins this long after the one before, ms, so that they do not overlap. */
const APART = 5 * DAY
/** Events of one person: few enough for policies to answer each of them. */
const EVENTS_EACH = 10
/** People who lend, at most: in the largest festival nobody comes near what is kept of one person. */
const LENDERS = 40
const POLICIES: readonly Policy[] = [{ kind: 'manual' }, { kind: 'first-come-first-served' }]

/** A log that grows entry by entry. */
export class BenchLog {
  readonly author: PublicKey
  readonly logId = 7n
  readonly entries: VerifiedAppend[] = []
  readonly #hashes: Uint8Array[] = []
  readonly #signer: Signer

  constructor(author: Uint8Array) {
    this.author = toHex(author) as PublicKey
    this.#signer = { publicKey: author, sign: () => Promise.resolve(new Uint8Array(64)) }
  }

  async add(operation: Operation): Promise<ObjectId> {
    const payload = encodeOperation(operation)
    if (!payload.ok) throw new Error(payload.error.code)
    const seqNum = this.entries.length + 1
    const [backlink, lipmaa] = [this.#hashes[seqNum - 2], this.#hashes[lipmaalink(seqNum) - 1]]
    const { logId } = this
    const signed = await signEntry({
      signer: this.#signer,
      logId,
      seqNum,
      backlink,
      lipmaalink: lipmaa,
      payload: payload.value,
    })
    if (!signed.ok) throw new Error(signed.error.code)
    const { bytes, hash } = signed.value
    this.#hashes.push(hash)
    this.entries.push({ seqNum, entry: bytes, payload: payload.value, hash, ended: false })
    return toHex(hash) as EntryHash
  }
}

export interface FestivalWorld {
  readonly festival: FestivalId
  /** Who made the festival and lends for its first days. */
  readonly lender: BenchLog
  /** The others who lend. */
  readonly others: readonly BenchLog[]
  readonly makers: readonly BenchLog[]
  /** The rooms of `lender`, by name. */
  readonly rooms: ReadonlyMap<string, ObjectId>
  /** When it begins and ends, UTC ms. */
  readonly from: number
  readonly to: number
}

/** The base of an operation. */
interface Base {
  readonly v: 1
  readonly at: number
}

/** Somebody with a set of the rooms of the schedule, and with things that are asked for. */
interface Lender {
  readonly log: BenchLog
  readonly rooms: ReadonlyMap<string, ObjectId>
  readonly things: readonly ObjectId[]
}

/** The festival; it begins at `from`. `lender` is who makes it and lends first, as raw key; `apart` as `APART`. */
export async function makeFestival(
  talks: readonly Talk[],
  events: number,
  lender: Uint8Array,
  from: number,
  apart: number = APART,
): Promise<FestivalWorld> {
  const log = new BenchLog(lender)
  const nonce = '00'.repeat(16)
  const base = { v: 1, at: from } as const
  const festival = await log.add({
    ...base,
    op: 'festival.create',
    title: 'Bench',
    timezone: 'Europe/Berlin',
    visibility: 'open',
    nonce,
  })
  const first = await lends(log, talks, base)
  const lenders = [first]
  const repetitions = Math.ceil(events / talks.length)
  while (lenders.length < Math.min(LENDERS, repetitions)) {
    lenders.push(await lends(await newcomer(festival, base), talks, base))
  }
  // What nobody takes: there is more to choose from where there is more to visit.
  for (let index = 0; index < events / 50; index += 1) {
    await lenders[index % lenders.length]?.log.add(thing(base, `Lamp ${index}`, index))
  }
  const makers: BenchLog[] = []
  let to = from
  for (let index = 0; index < events; index += 1) {
    if (index % EVENTS_EACH === 0) makers.push(await newcomer(festival, base))
    const repetition = Math.floor(index / talks.length)
    const [maker, lending] = [makers.at(-1), lenders[repetition % lenders.length]]
    const [talk, start] = [talks[index % talks.length], talks[0]]
    if (maker === undefined || lending === undefined || talk === undefined || start === undefined) {
      throw new RangeError('a schedule has events')
    }
    const shift = from - start.from + repetition * apart
    const time = { from: talk.from + shift, to: talk.to + shift }
    to = Math.max(to, time.to)
    const event = await maker.add({ ...base, op: 'event.create', title: talk.title, ...time })
    for (const resource of [lending.rooms.get(talk.room), ...lending.things]) {
      if (resource === undefined) continue
      const request = await maker.add({ ...base, op: 'request.create', event, resource, ...time })
      await lending.log.add({ ...base, op: 'authorization.grant', request, resource, ...time, by: 'manual' })
    }
  }
  const others = lenders.slice(1).map((each) => each.log)
  return { festival, lender: log, others, makers, rooms: first.rooms, from, to }
}

async function lends(log: BenchLog, talks: readonly Talk[], base: Base): Promise<Lender> {
  const rooms = new Map<string, ObjectId>()
  for (const [index, room] of [...new Set(talks.map((talk) => talk.room))].entries()) {
    rooms.set(room, await log.add({ ...thing(base, room, index), kind: 'place' }))
  }
  const things: ObjectId[] = []
  for (const [index, title] of ['Chairs', 'Microphones', 'Projectors', 'Helpers'].entries()) {
    things.push(await log.add({ ...thing(base, title, index), capacity: 500 }))
  }
  return { log, rooms, things }
}

function thing(base: Base, title: string, index: number): Extract<Operation, { op: 'resource.create' }> {
  const policy = POLICIES[index % POLICIES.length] ?? { kind: 'manual' }
  return { ...base, op: 'resource.create', title, kind: 'thing', availability: 'always', policy }
}

async function newcomer(festival: FestivalId, base: Base): Promise<BenchLog> {
  const log = new BenchLog(crypto.getRandomValues(new Uint8Array(32)))
  await log.add({ ...base, op: 'festival.join', festival })
  return log
}
