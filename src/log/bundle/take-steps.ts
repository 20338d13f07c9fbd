// Takes the steps of a bundle through the one door (DESIGN 3.3), in order: while one is being stored the next ones are being
// verified, so that neither processor nor disk waits for the other. What a log is refused for ends that log only.

import { err, ok, type Result } from '../../bamboo/index.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { EntryVerifier } from '../../ports/entry-verifier.ts'
import type { LogStore } from '../../ports/log-store.ts'
import { readBatch } from '../batch.ts'
import { checkBatch, type CheckedBatch } from '../check-entries.ts'
import { ingestForkProof } from '../fork-proof.ts'
import { takeChecked, type IngestErrorCode } from '../ingest.ts'
import type { Quota } from '../limits.ts'
import { LinkMemory } from '../link-memory.ts'
import { SituationMemory } from '../situation-memory.ts'
import type { BundleErrorCode } from './format.ts'
import { InheritedSteps } from './inherited-steps.ts'
import { Problems, type BundleProblem, type ProblemCode } from './problems.ts'
import type { EntriesStep, Step, StepReader } from './step-reader.ts'
import type { StopSignal } from './stop-signal.ts'

/** Failures of the store: not the file's fault, and trying again later goes on where this run stopped. */
export type StoreTrouble = 'storage-full' | 'storage-failed' | 'contended'

/** `aborted`: by the signal. */
export type ImportErrorCode = BundleErrorCode | StoreTrouble | 'aborted'

/** How far it came, and what it changed. */
export interface ImportOutcome {
  /** Where a later run can go on: the first record of which nothing is stored yet. */
  offset: number
  /** Entries read, whatever became of them. */
  entries: number
  /** Entries that were new here. */
  added: number
  /** Entries that were held already. */
  known: number
  /** Payloads that came to entries held without. */
  filled: number
  /** Fork proofs that were news. */
  forks: number
  problems: BundleProblem[]
}

export interface ImportProgress {
  offset: number
  entries: number
  added: number
  /** Whose entries these were. */
  festival?: FestivalId
}

/** What taking needs besides the steps. */
export interface TakeContext {
  store: LogStore
  accepted: ReadonlySet<FestivalId>
  /** Who checks signatures; this very thread unless told otherwise. */
  verifier?: EntryVerifier | undefined
  provisional?: boolean | undefined
  quota?: Readonly<Quota> | undefined
  signal?: StopSignal | undefined
  onProgress?: ((progress: ImportProgress) => Promise<void> | void) | undefined
  /** For stores that forget: entries that a log has already passed are refused and not compared. */
  onlyForward?: boolean
}

export type Taken = Result<ImportOutcome, { code: ImportErrorCode; offset: number; outcome: ImportOutcome }>

/** Steps that are verified while another one is stored. With more the garbage collector has more to carry, and it is slower. */
const STEPS_IN_FLIGHT = 2

interface InFlight {
  step: Step
  /** Entries that are being checked, or why they need not be. */
  checked?: Promise<CheckedBatch> | ProblemCode
}

/** Goes through the steps to the end, `offset` being where they begin. */
export async function takeSteps(steps: StepReader, offset: number, context: TakeContext): Promise<Taken> {
  const taker = new StepTaker(context, offset)
  const inFlight: InFlight[] = []
  let end: Awaited<ReturnType<StepReader['next']>> | undefined
  const readAhead = async (): Promise<void> => {
    while (end === undefined && inFlight.length < STEPS_IN_FLIGHT) {
      const read = await steps.next()
      if (read.ok && read.value !== undefined) inFlight.push(taker.begin(read.value))
      else end = read
    }
  }
  await readAhead()
  for (;;) {
    if (context.signal?.aborted === true) return taker.failed('aborted')
    const next = inFlight.shift()
    if (next === undefined) return end === undefined || end.ok ? ok(taker.outcome()) : taker.failed(end.error.code)
    // While the disk is at work, not before, the next step is read and begun.
    let ahead: Promise<void> | undefined
    const goOn = (): Promise<void> => (ahead ??= readAhead())
    // Its failure is heard of below.
    const trouble = await taker.take(next, () => void goOn().catch(() => undefined))
    await goOn()
    if (trouble !== undefined) return taker.failed(trouble)
    await context.onProgress?.(taker.progress(next.step))
  }
}

class StepTaker {
  readonly #context: TakeContext
  readonly #problems = new Problems()
  readonly #memory = new LinkMemory()
  readonly #situations = new SituationMemory()
  readonly #inherited: InheritedSteps
  readonly #sums: Omit<ImportOutcome, 'problems'>
  /** The log that was refused last: what follows of it is left out too. */
  #refused: { log: string; code: ProblemCode } | undefined

  constructor(context: TakeContext, offset: number) {
    this.#context = context
    this.#inherited = new InheritedSteps(context.store)
    this.#sums = { offset, entries: 0, added: 0, known: 0, filled: 0, forks: 0 }
  }

  outcome(): ImportOutcome {
    return { ...this.#sums, problems: this.#problems.list() }
  }

  progress(step: Step): ImportProgress {
    const { offset, entries, added } = this.#sums
    return { offset, entries, added, ...(step.kind === 'malformed' ? {} : { festival: step.festival }) }
  }

  failed(code: ImportErrorCode): Taken {
    return err({ code, offset: this.#sums.offset, outcome: this.outcome() })
  }

  /** Starts what needs no store. */
  begin(step: Step): InFlight {
    if (step.kind !== 'entries') return { step }
    const refused = this.#reasonAgainst(step)
    if (refused !== undefined) return { step, checked: refused }
    const { verifier, provisional = false } = this.#context
    // What a source gives stays as it is.
    const checked = checkBatch(readBatch(step.entries, true), { provisional, ...(verifier && { verifier }) })
    // Whoever takes the step hears of a closed verifier; when nobody does any more, nobody needs to.
    checked.catch(() => undefined)
    return { step, checked }
  }

  /** Finishes a step; gives what makes going on pointless. `onStoring` as in `TakeOptions`. */
  async take({ step, checked }: InFlight, onStoring: () => void): Promise<StoreTrouble | undefined> {
    const trouble = await this.#take(step, checked, onStoring)
    if (trouble === undefined) this.#sums.offset = step.end
    return trouble
  }

  async #take(step: Step, checked: InFlight['checked'], onStoring: () => void): Promise<StoreTrouble | undefined> {
    if (step.kind === 'malformed') this.#problems.add('malformed-record')
    else if (step.kind === 'fork') await this.#takeFork(step)
    else if (checked !== undefined) {
      const found = typeof checked === 'string' ? checked : (this.#reasonAgainst(step) ?? (await checked))
      if (typeof found !== 'string') return this.#takeEntries(step, found, onStoring)
      this.#sums.entries += step.entries.length
      this.#problems.add(found, step.entries.length)
    }
    return undefined
  }

  async #takeFork(step: Extract<Step, { kind: 'fork' }>): Promise<void> {
    if (!this.#context.accepted.has(step.festival)) return this.#problems.add('not-accepted')
    const kept = await ingestForkProof(this.#context.store, step.first, step.second)
    if (!kept.ok) this.#problems.add(kept.error.code)
    else if (kept.value.news) this.#sums.forks += 1
  }

  async #takeEntries(step: EntriesStep, batch: CheckedBatch, onStoring: () => void): Promise<StoreTrouble | undefined> {
    const count = step.entries.length
    const result = await this.#door(step, batch, onStoring)
    const { appended, known, filled } = result.ok ? result.value : result.error.outcome
    const code = result.ok ? undefined : result.error.code
    this.#sums.added += appended
    this.#sums.known += known
    this.#sums.filled += filled
    if (code !== undefined && isTrouble(code)) return code
    this.#sums.entries += count
    if (code === undefined) return undefined
    this.#problems.add(code, Math.max(1, count - appended - known))
    if (step.log !== undefined) this.#refused = { log: step.log, code }
    return undefined
  }

  async #door(step: EntriesStep, checked: CheckedBatch, onStoring: () => void): ReturnType<typeof takeChecked> {
    const { store, onlyForward = false, quota, verifier } = this.#context
    const { log } = checked
    const held = onlyForward && log !== undefined ? await store.log(log.author, log.logId) : undefined
    if (held !== undefined && step.from <= held.seqNum) {
      const outcome = { appended: 0, known: 0, filled: 0 }
      return err({ code: 'not-consecutive', seqNum: step.from, outcome })
    }
    const memories = { memory: this.#memory, situations: this.#situations }
    const options = { onStoring, ...memories, ...(quota && { quota }), ...(verifier && { verifier }) }
    const { home, batch } = await this.#inherited.homeOf(step.festival, checked)
    const taken = await takeChecked(store, home, batch, options)
    if (taken.ok) this.#inherited.learn(step.festival, batch)
    return taken
  }

  #reasonAgainst({ festival, log }: EntriesStep): ProblemCode | undefined {
    if (!this.#context.accepted.has(festival)) return 'not-accepted'
    return log !== undefined && log === this.#refused?.log ? this.#refused.code : undefined
  }
}

function isTrouble(code: IngestErrorCode): code is StoreTrouble {
  return code === 'storage-full' || code === 'storage-failed' || code === 'contended'
}
