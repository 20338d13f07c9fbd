// What an import does next: a fork, or as many entries of one log as are worth one transaction (DESIGN 3.3).

import { decodeEntry, ok, toHex, type Result } from '../../bamboo/index.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { IncomingEntry } from '../batch.ts'
import type { BundlePart, BundleReader } from './bundle-reader.ts'
import type { BundleError } from './format.ts'

/** Entries and bytes of one append: what a transaction costs is then little beside its entries, and memory stays small. */
const MAX_STEP_ENTRIES = 1024
/** Where few signatures are checked, transactions take much of the time: 7 to 30 % more entries a second, from run to run. */
const MAX_PROVISIONAL_ENTRIES = 2048
const MAX_STEP_BYTES = 2 * 1024 * 1024

/** Consecutive entries of one log, from one record or several. `end` is where a later run can go on after them. */
export interface EntriesStep {
  kind: 'entries'
  festival: FestivalId
  entries: IncomingEntry[]
  bytes: number
  end: number
  /** Tells logs apart; absent when the first entry is none. */
  log?: string
  /** Sequence number of the first entry; 0 when it is none. */
  from: number
}

export type Step = EntriesStep | Exclude<BundlePart, { kind: 'entries' }>

export class StepReader {
  readonly #reader: BundleReader
  readonly #maxEntries: number
  #ahead: Step | undefined
  /** How the bundle ended, once it did. */
  #end: Result<undefined, BundleError> | undefined

  constructor(reader: BundleReader, provisional = false) {
    this.#reader = reader
    this.#maxEntries = provisional ? MAX_PROVISIONAL_ENTRIES : MAX_STEP_ENTRIES
  }

  /** The next step; `undefined` at the end of an undamaged bundle. All steps before damage are given before its error. */
  async next(): Promise<Result<Step | undefined, BundleError>> {
    let step = this.#ahead ?? (await this.#read())
    this.#ahead = undefined
    while (step?.kind === 'entries') {
      const following = await this.#read()
      const joined = following === undefined ? undefined : join(step, following, this.#maxEntries)
      if (joined === undefined) {
        this.#ahead = following
        return ok(step)
      }
      step = joined
    }
    return step === undefined ? (this.#end ?? ok(undefined)) : ok(step)
  }

  async #read(): Promise<Step | undefined> {
    if (this.#end !== undefined) return undefined
    const read = await this.#reader.next()
    if (!read.ok) this.#end = read
    else if (read.value === undefined) this.#end = ok(undefined)
    else return asStep(read.value)
    return undefined
  }
}

function asStep(part: BundlePart): Step {
  if (part.kind !== 'entries') return part
  const { entries } = part
  const bytes = entries.reduce((sum, { entry, payload }) => sum + entry.length + (payload?.length ?? 0), 0)
  const first = decodeEntry(entries[0]?.entry ?? new Uint8Array(0))
  if (!first.ok) return { ...part, bytes, from: 0 }
  const { author, logId, seqNum } = first.value
  return { ...part, bytes, from: seqNum, log: `${toHex(author)}/${logId}` }
}

/** Both as one step when the second goes on where the first ends and together they are no larger than a step may be. */
function join(step: EntriesStep, next: Step, maxEntries: number): EntriesStep | undefined {
  if (next.kind !== 'entries' || next.log === undefined || next.log !== step.log) return undefined
  const goesOn = next.festival === step.festival && next.from === step.from + step.entries.length
  const count = step.entries.length + next.entries.length
  const bytes = step.bytes + next.bytes
  if (!goesOn || count > maxEntries || bytes > MAX_STEP_BYTES) return undefined
  return { ...step, entries: [...step.entries, ...next.entries], bytes, end: next.end }
}
