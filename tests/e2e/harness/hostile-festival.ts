// A festival in which every text of every operation is hostile, signed in Node: one person per kind of words, who says with
// them all that can be said.
import { concatBytes } from '../../../src/bamboo/index.ts'
import { encodeInvite } from '../../../src/festival/invite.ts'
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../../../src/operations/ids.ts'
import type { Interval } from '../../../src/operations/operation.ts'
import { TEXT } from '../../../src/operations/limits.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { Company, type Person, type Saying } from '../../../scripts/bundles/people.ts'
import type { HostileWords } from './hostile-words.ts'

/** A request of somebody honest, and whom it asks. */
export interface AskedOf {
  readonly request: ObjectId
  readonly resource: ObjectId
  readonly owner: PublicKey
}

interface Guest {
  readonly person: Person
  readonly key: PublicKey
  readonly words: HostileWords
  readonly event: ObjectId
}

const START = Date.UTC(2026, 10, 1, 10)
/** Friday 18 June 2027, in Berlin. */
export const EVENING: Interval = { from: Date.UTC(2027, 5, 18, 18), to: Date.UTC(2027, 5, 18, 21) }

export class HostileFestival {
  readonly id: FestivalId
  readonly invite: string
  readonly #store: MemoryLogStore
  readonly #guests: readonly Guest[]

  private constructor(id: FestivalId, invite: string, store: MemoryLogStore, guests: readonly Guest[]) {
    this.id = id
    this.invite = invite
    this.#store = store
    this.#guests = guests
  }

  static async begin(all: readonly HostileWords[], game: string): Promise<HostileFestival> {
    const store = new MemoryLogStore()
    const company = new Company(store, START)
    const people = await Promise.all(all.map((_, number) => company.person(`hostile ${number}`)))
    const [host] = people
    const [first] = all
    if (host === undefined || first === undefined) throw new Error('nobody is hostile')
    const id = await host.begin({
      op: 'festival.create',
      title: first(TEXT.title),
      description: all.map((words) => words(600)).join('\n'),
      timezone: 'Europe/Berlin',
      ...EVENING,
      place: all[5]?.(TEXT.place) ?? '',
      tags: all.map((words) => words(TEXT.tag)),
      visibility: 'open',
      nonce: '686f7374696c6520686f7374696c6520',
    })
    const guests: Guest[] = []
    for (const [number, person] of people.entries()) {
      const words = all[number] ?? first
      const key = person.signer.publicKey
      guests.push({ person, key, words, event: await introduce(id, person, words, host, game, number) })
    }
    const sign = (message: Uint8Array): Promise<Uint8Array> => host.signer.sign(message)
    const invitedBy = host.signer.publicKey
    const invite = await encodeInvite({ festival: id, title: first(TEXT.title), trackers: [], invitedBy, sign })
    return new HostileFestival(id, invite, store, guests)
  }

  /** Everybody asks for somebody's thing, each for an event of their own. */
  async askFor(resource: ObjectId): Promise<void> {
    for (const { person, words, event } of this.#guests) {
      const message = words(TEXT.note)
      const eventTitle = words(TEXT.title)
      await person.say(this.id, { op: 'request.create', event, eventTitle, resource, ...EVENING, message })
    }
  }

  /** Whoever was asked answers: one grants, the next one takes it back, the third one declines. */
  async answer(asked: readonly AskedOf[]): Promise<void> {
    for (const [number, { person, key, words }] of this.#guests.entries()) {
      for (const { request, resource } of asked.filter(({ owner }) => owner === key)) {
        const [text, by] = [words(TEXT.note), words(TEXT.by)]
        if (number % 3 === 2) {
          await person.say(this.id, { op: 'authorization.deny', request, by, reason: text })
          continue
        }
        const granted = { request, resource, ...EVENING, by, note: text }
        const grant = await person.say(this.id, { op: 'authorization.grant', ...granted })
        if (number % 3 === 1) await person.say(this.id, { op: 'authorization.revoke', grant, reason: text })
      }
    }
  }

  /** All that was said so far, as a file that lets its reader in. */
  async file(): Promise<Uint8Array> {
    const pieces: Uint8Array[] = []
    const part = { festival: this.id, invite: this.invite }
    for await (const piece of writeBundle(this.#store, [part])) pieces.push(piece)
    return concatBytes(...pieces)
  }
}

/** Somebody comes, and says everything once; the answer is an event of theirs. */
async function introduce(
  id: FestivalId,
  person: Person,
  words: HostileWords,
  host: Person,
  game: string,
  number: number,
): Promise<ObjectId> {
  const say: Person['say'] = (festival, saying) => person.say(festival, saying)
  if (person !== host) await say(id, { op: 'festival.join', festival: id, invitedBy: host.signer.publicKey })
  await say(id, {
    op: 'profile.set',
    name: words(TEXT.name),
    about: words(TEXT.note),
    contact: words(TEXT.contact),
  })
  const { line, note } = { line: words(TEXT.addressLine), note: words(TEXT.note) }
  const common = {
    op: 'resource.create',
    title: words(TEXT.title),
    description: words(TEXT.description),
    tags: [words(TEXT.tag)],
    availability: 'always',
    message: note,
  } satisfies Partial<Saying>
  const address = { type: 'address', street: line, city: line, postcode: line, country: line, note } as const
  // Every other place is on the map.
  const position = { type: 'gps', lat: 525_000_000 + number * 10_000, lon: 134_000_000 + number * 10_000 } as const
  const location = number % 2 === 0 ? address : position
  await say(id, { ...common, kind: 'place', location, policy: { kind: 'manual' } })
  const space = { type: 'space', x: 1, y: 2, z: 3, world: words(TEXT.title) } as const
  const gone = await say(id, { ...common, kind: 'thing', location: space, policy: { kind: 'external', url: game } })
  await say(id, { op: 'resource.retire', resource: gone, reason: note })
  const ticket = await say(id, { ...common, kind: 'ticket', policy: { kind: 'manual' } })
  await say(id, { op: 'authorization.hold', resource: ticket, ...EVENING, note })
  return tellEvents(id, person, words, ticket)
}

async function tellEvents(id: FestivalId, person: Person, words: HostileWords, resource: EntryHash): Promise<ObjectId> {
  const note = words(TEXT.note)
  const event = {
    op: 'event.create',
    title: words(TEXT.title),
    description: words(TEXT.description),
    tags: [words(TEXT.tag)],
    links: [{ title: words(TEXT.title), url: 'http://127.0.0.1:9/%22onclick=alert(1)' }],
    series: words(TEXT.series),
    ...EVENING,
  } satisfies Saying
  const cancelled = await person.say(id, event)
  await person.say(id, { op: 'event.cancel', event: cancelled, reason: note })
  const held = await person.say(id, event)
  const asked = { op: 'request.create', event: held, resource, ...EVENING, message: note } as const
  const request = await person.say(id, { ...asked, eventTitle: words(TEXT.title) })
  await person.say(id, { op: 'request.withdraw', request, reason: note })
  await person.say(id, { ...asked, required: false })
  await person.say(id, {
    op: 'programme.publish',
    title: words(TEXT.title),
    events: [{ event: held, note }],
  })
  return held
}
