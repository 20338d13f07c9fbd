// A programme as it lies beside a web page: everything signed by who said it. Four people lend the rooms, thirty make the events,
// each asks for a room, and its owner says yes.
import type { Operation } from '../src/operations/operation.ts'
import type { EntryHash, FestivalId, ObjectId } from '../src/operations/ids.ts'
import { publish } from '../src/log/publish.ts'
import { MemoryLocks } from '../src/memory/memory-locks.ts'
import { MemoryLogStore } from '../src/memory/memory-log-store.ts'
import { memorySigner } from '../src/memory/memory-signer.ts'
import type { Signer } from '../src/ports/signer.ts'
import { makeSnapshot } from '../src/snapshot/make-snapshot.ts'
import { ManualClock } from '../src/testing/manual-clock.ts'
import { SeededRandom } from '../src/testing/seeded-random.ts'
import type { Talk } from './schedule.ts'

const OWNERS = 4
const MAKERS = 30
const DESCRIPTION =
  'What we learned in a year of doing it, what went wrong, and how you can begin tomorrow with what you have at home. Bring questions; there is time for them. '

type Saying<Op = Operation> = Op extends Operation ? Omit<Op, 'v' | 'at'> : never

export interface WebProgramme {
  readonly festival: FestivalId
  readonly snapshot: Uint8Array
}

/** `count` events: those of a schedule, again and again if it has fewer, a week later each time. */
export async function webProgramme(talks: readonly Talk[], count: number): Promise<WebProgramme> {
  const stage = new Programme()
  const owners = await stage.people('owner', OWNERS)
  const makers = await stage.people('maker', MAKERS)
  const [host] = owners
  if (host === undefined) throw new Error('nobody lends a room')
  const begin = { op: 'festival.create', title: 'Congress', timezone: 'Europe/Berlin', visibility: 'open' } as const
  const festival = await stage.say(host, 'new', { ...begin, nonce: '00112233445566778899aabbccddeeff' })
  for (const [number, person] of [...owners, ...makers].entries()) {
    await stage.say(person, festival, { op: 'profile.set', name: `Person ${number}`, about: 'Likes talks.' })
  }
  const rooms = new Map<string, { id: ObjectId; owner: Signer }>()
  for (const title of new Set(talks.map(({ room }) => room))) {
    const owner = owners[rooms.size % OWNERS] ?? host
    const room = { op: 'resource.create', kind: 'place', availability: 'always', policy: { kind: 'manual' } } as const
    rooms.set(title, { owner, id: await stage.say(owner, festival, { ...room, title }) })
  }
  for (let number = 0; number < count; number += 1) {
    const { title, room, ...time } = talks[number % talks.length] ?? raise()
    const week = Math.floor(number / talks.length) * 7 * 86_400_000
    const interval = { from: time.from + week, to: time.to + week }
    const place = rooms.get(room) ?? raise()
    const maker = makers[number % MAKERS] ?? host
    const description = DESCRIPTION.repeat(1 + (number % 4))
    const event = await stage.say(maker, festival, { op: 'event.create', title, description, ...interval })
    const asked = { resource: place.id, ...interval }
    const request = await stage.say(maker, festival, { op: 'request.create', event, eventTitle: title, ...asked })
    await stage.say(place.owner, festival, { op: 'authorization.grant', request, ...asked, by: 'manual' })
  }
  const made = await makeSnapshot(stage.store, festival)
  return made.ok ? { festival, snapshot: made.value.bytes } : raise()
}

class Programme {
  readonly store = new MemoryLogStore()
  readonly #clock = new ManualClock(Date.UTC(2026, 8, 1))
  readonly #random = new SeededRandom('a programme on the web')

  people(kind: string, count: number): Promise<Signer[]> {
    const seeds = Array.from({ length: count }, (_, number) => new SeededRandom(`${kind} ${number}`).bytes(32))
    return Promise.all(seeds.map(memorySigner))
  }

  async say(signer: Signer, festival: FestivalId | 'new', saying: Saying): Promise<EntryHash> {
    this.#clock.advance(60_000)
    const ports = { store: this.store, signer, random: this.#random, clock: this.#clock, locks: new MemoryLocks() }
    const op = { ...saying, v: 1, at: this.#clock.now() } as Operation
    const said = await publish(ports, { festival, steps: [() => op], value: ([receipt]) => ({ id: receipt?.id }) })
    return (said.ok ? said.value.id : undefined) ?? raise()
  }
}

function raise(): never {
  throw new Error('the programme is not what it should be')
}
