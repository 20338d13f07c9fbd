// The people of the example bundles: made-up, with keys that everybody can compute, and a clock and a die that repeat. Every
// run of the same story writes the same bytes.

import type { EntryHash, FestivalId } from '../../src/operations/ids.ts'
import type { Operation } from '../../src/operations/operation.ts'
import type { LogStore } from '../../src/ports/log-store.ts'
import type { Signer } from '../../src/ports/signer.ts'
import { publish } from '../../src/log/publish.ts'
import { ManualClock } from '../../src/testing/manual-clock.ts'
import { MemoryLocks } from '../../src/memory/memory-locks.ts'
import { memorySigner } from '../../src/memory/memory-signer.ts'
import { SeededRandom } from '../../src/testing/seeded-random.ts'

/** Between what two people say. */
const MINUTE = 60_000

type Omitted<Op> = Op extends Operation ? Omit<Op, 'v' | 'at'> : never
/** An operation without what every operation has. */
export type Saying = Omitted<Operation>

/** A table at which people speak one after the other; all that they say is in one store. */
export class Company {
  readonly store: LogStore
  readonly #clock: ManualClock

  /** `start`: when the first word is said, UTC ms. */
  constructor(store: LogStore, start: number) {
    this.store = store
    this.#clock = new ManualClock(start)
  }

  /** The same person, with the same key, for the same name. */
  async person(name: string): Promise<Person> {
    return new Person(this, name, await memorySigner(new SeededRandom(`example bundles: ${name}`).bytes(32)))
  }

  now(): number {
    return this.#clock.now()
  }

  /** Nobody says anything for so long, ms. */
  wait(duration: number): void {
    this.#clock.advance(duration)
  }

  async publish(person: Person, festival: FestivalId | 'new', saying: Saying): Promise<EntryHash> {
    this.#clock.advance(MINUTE)
    const { signer, random } = person
    const ports = { store: this.store, signer, random, clock: this.#clock, locks: new MemoryLocks() }
    const operation = { ...saying, v: 1, at: this.now() } as Operation
    const said = await publish(ports, {
      festival,
      steps: [() => operation],
      value: ([receipt]) => ({ id: receipt?.id }),
    })
    if (!said.ok || said.value.id === undefined) throw new Error(`${person.name} can not say ${saying.op}`)
    return said.value.id
  }
}

export class Person {
  readonly name: string
  readonly signer: Signer
  readonly random: SeededRandom
  readonly #company: Company

  constructor(company: Company, name: string, signer: Signer) {
    this.#company = company
    this.name = name
    this.signer = signer
    this.random = new SeededRandom(`example bundles: what ${name} draws`)
  }

  begin(saying: Extract<Saying, { op: 'festival.create' }>): Promise<FestivalId> {
    return this.#company.publish(this, 'new', saying)
  }

  say(festival: FestivalId, saying: Saying): Promise<EntryHash> {
    return this.#company.publish(this, festival, saying)
  }
}
