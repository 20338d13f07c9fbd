// Runs cases one after the other and counts what came of them. The same seed always gives the same run; a case that fails
// is repeated with fewer mutations until none can be left out.

import { toHex } from '../../src/bamboo/index.ts'
import { corpusOf, type Corpus } from './corpus.ts'
import { Dice } from './dice.ts'
import { Trial } from './trial.ts'

/** What happened to the input: `accepted`, or the code of the refusal. */
export type Verdict = string

/** One way of feeding the real code. Throws a `Finding` when a promise is broken; anything else thrown is one too. */
export interface Target {
  readonly name: string
  /** How many cases of all, relative to the other targets. */
  readonly share: number
  readonly run: (trial: Trial) => Verdict | Promise<Verdict>
}

export interface FuzzOptions {
  readonly seed: number
  readonly cases: number
  readonly targets: (corpus: Corpus) => readonly Target[]
  /** Number of the first case; a single case is repeated with its number and `cases: 1`. */
  readonly from?: number
  /** Ends after so many; 20 unless said otherwise. */
  readonly maxFailures?: number
  readonly onFailure?: (failure: Failure) => void
  readonly onProgress?: (done: number, report: FuzzReport) => void
}

/** A case that failed, without the mutations that it does not need. */
export interface Failure {
  readonly seed: number
  readonly case: number
  readonly target: string
  readonly message: string
  readonly mutations: readonly string[]
  /** Hexadecimal. */
  readonly inputs: readonly { readonly label: string; readonly hex: string }[]
}

export interface FuzzReport {
  readonly seed: number
  cases: number
  /** Target, verdict, how often. */
  readonly verdicts: Map<string, Map<Verdict, number>>
  readonly failures: Failure[]
}

const MAX_FAILURES = 20
const PROGRESS_EVERY = 10_000

export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { seed, cases, from = 0, maxFailures = MAX_FAILURES, onFailure, onProgress } = options
  const targets = options.targets(await corpusOf(seed))
  const wheel = targets.flatMap((target) => Array.from({ length: target.share }, () => target))
  const report: FuzzReport = { seed, cases: 0, verdicts: new Map(), failures: [] }
  for (let number = from; number < from + cases && report.failures.length < maxFailures; number += 1) {
    const target = new Dice(seed, number).pick(wheel)
    const result = await attempt(target, seed, number, new Set())
    if (typeof result === 'string') count(report, target, result)
    else {
      const failure = await smallest(target, seed, number, result)
      report.failures.push(failure)
      onFailure?.(failure)
    }
    report.cases += 1
    if (report.cases % PROGRESS_EVERY === 0) onProgress?.(report.cases, report)
  }
  return report
}

/** What a failing attempt leaves behind. */
interface Broken {
  readonly trial: Trial
  readonly message: string
}

async function attempt(
  target: Target,
  seed: number,
  number: number,
  leftOut: ReadonlySet<number>,
): Promise<Verdict | Broken> {
  const trial = new Trial(new Dice(seed, number, 1), leftOut)
  try {
    return await target.run(trial)
  } catch (error) {
    return { trial, message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

/** Leaves out one mutation after the other as long as the case goes on failing. */
async function smallest(target: Target, seed: number, number: number, first: Broken): Promise<Failure> {
  let broken = first
  const leftOut = new Set<number>()
  for (let mutation = 0; mutation < first.trial.drawn; mutation += 1) {
    const again = await attempt(target, seed, number, new Set([...leftOut, mutation]))
    if (typeof again === 'string') continue
    leftOut.add(mutation)
    broken = again
  }
  const { trial, message } = broken
  const inputs = trial.inputs.map(([label, bytes]) => ({ label, hex: toHex(bytes) }))
  return { seed, case: number, target: target.name, message, mutations: trial.trace, inputs }
}

function count(report: FuzzReport, target: Target, verdict: Verdict): void {
  const counts = report.verdicts.get(target.name) ?? new Map<Verdict, number>()
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  report.verdicts.set(target.name, counts)
}
