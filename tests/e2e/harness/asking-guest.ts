// Somebody who comes into a festival and asks for things in it; all that they say is signed in Node, and read in as a file.
import { concatBytes } from '../../../src/bamboo/index.ts'
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import type { FestivalId, ObjectId } from '../../../src/operations/ids.ts'
import type { Interval } from '../../../src/operations/operation.ts'
import { Company, type Person } from '../../../scripts/bundles/people.ts'

const START = Date.UTC(2026, 10, 1, 10)

export class AskingGuest {
  readonly #festival: FestivalId
  readonly #store: MemoryLogStore
  readonly #person: Person

  private constructor(festival: FestivalId, store: MemoryLogStore, person: Person) {
    this.#festival = festival
    this.#store = store
    this.#person = person
  }

  static async join(festival: FestivalId): Promise<AskingGuest> {
    const store = new MemoryLogStore()
    const person = await new Company(store, START).person('guest')
    await person.say(festival, { op: 'festival.join', festival })
    return new AskingGuest(festival, store, person)
  }

  /** Makes an event that asks for a thing. */
  async ask(resource: ObjectId, title: string, when: Interval): Promise<void> {
    const event = await this.#person.say(this.#festival, { op: 'event.create', title, ...when })
    await this.#person.say(this.#festival, { op: 'request.create', event, eventTitle: title, resource, ...when })
  }

  /** All that they said so far, for those who are in the festival. */
  async file(): Promise<Uint8Array> {
    const pieces: Uint8Array[] = []
    for await (const piece of writeBundle(this.#store, [{ festival: this.#festival }])) pieces.push(piece)
    return concatBytes(...pieces)
  }
}
