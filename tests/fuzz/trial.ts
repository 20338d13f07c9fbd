// One case of the fuzzer: what is drawn, which mutations were made, and which inputs the code under test saw. Every
// mutation has dice of its own, so that a failing case can be repeated without some of them and stays the same otherwise.

import type { Dice } from './dice.ts'

/** A change to a value. Gives a new value and leaves the old one alone. */
export interface Mutation<T> {
  readonly name: string
  readonly apply: (value: T, dice: Dice) => T
}

/** Something that must never happen. */
export class Finding extends Error {
  override readonly name = 'Finding'
}

export class Trial {
  readonly dice: Dice
  /** Names of the mutations that were made. */
  readonly trace: string[] = []
  readonly inputs: [label: string, bytes: Uint8Array][] = []
  /** Mutations that were drawn, also those left out. */
  drawn = 0
  readonly #leftOut: ReadonlySet<number>

  constructor(dice: Dice, leftOut: ReadonlySet<number> = new Set()) {
    this.dice = dice
    this.#leftOut = leftOut
  }

  /** Whether the input is as honest people made it. */
  get isHonest(): boolean {
    return this.trace.length === 0
  }

  /** Mostly one change, sometimes more, once in sixteen none: what is honest must be accepted. */
  mutate<T>(value: T, mutations: readonly Mutation<T>[]): T {
    const luck = this.dice.below(16)
    const times = luck === 0 ? 0 : luck < 10 ? 1 : luck < 14 ? 2 : 4
    let changed = value
    for (let time = 0; time < times; time += 1) changed = this.once(changed, this.dice.pick(mutations))
    return changed
  }

  once<T>(value: T, mutation: Mutation<T>): T {
    const own = this.dice.fork()
    const number = this.drawn
    this.drawn += 1
    if (this.#leftOut.has(number)) return value
    this.trace.push(mutation.name)
    return mutation.apply(value, own)
  }

  /** Remembers bytes for the report of a failing case. */
  saw(label: string, bytes: Uint8Array): void {
    this.inputs.push([label, bytes])
  }
}

/** Throws a finding unless `holds`. */
export function expectThat(holds: boolean, claim: string): asserts holds {
  if (!holds) throw new Finding(claim)
}
