// A pool of workers that verify entries (DESIGN 3.3): Chromium verifies on the thread that asks, so the number of workers
// counts; Firefox in threads of its own, so the number of signatures in flight counts. Both get both. Work of a worker that
// dies is done again, by another one or here: never lost, never wrong.

import { prepareHashing } from '../../bamboo/index.ts'
import { verifyHere } from '../../log/verify-here.ts'
import type { EntryFindings, EntryToVerify, EntryVerifier, SignaturesToCheck } from '../../ports/entry-verifier.ts'
import { Hand, type Job } from './verifier-hand.ts'

export interface VerifierPoolOptions {
  /** Workers at most. Without it as many as the machine has cores, at least 2 and at most 8. */
  size?: number
  /** Starts a worker that runs `verifier-worker-main.ts`; without it, where the build of the extension puts that. */
  create?: () => Worker
}

export interface VerifierPool extends EntryVerifier {
  /** Ends all workers. Calls in flight and later ones reject. */
  close(): void
}

/** Entries in a job: some milliseconds of work, so that workers share what there is evenly and messages cost little. */
const JOB_ENTRIES = { all: 128, some: 256 } as const
/** Bytes in a job, unless one entry alone has more. */
const JOB_BYTES = 1024 * 1024
/** With so many jobs a worker is busy: another one is started, if there may be more. */
const BUSY_JOBS = 2
/** Jobs that a worker has at most: enough to go on with while whoever asks is doing something long. */
const MAX_JOBS = 4
/** So few are done sooner here than asked for elsewhere; they take less than a millisecond. */
const FEW = 8
/** Workers cost megabytes; they start in some ten milliseconds. */
const IDLE_MS = 30_000
/** So many workers that fail in a row: there can be none here now (no workers at all, forbidden, out of memory). */
const MAX_FAILURES = 3

/** A pool that starts its workers when there is work for them, and ends them after half a minute without. */
export function createVerifierPool(options: VerifierPoolOptions = {}): VerifierPool {
  return new Pool(options.size ?? defaultSize(), options.create ?? startWorker)
}

function defaultSize(): number {
  const cores = typeof navigator === 'undefined' ? 2 : navigator.hardwareConcurrency
  return Math.min(8, Math.max(2, cores))
}

function startWorker(): Worker {
  return new Worker('/network/verifier-worker.js', { type: 'module', name: 'verifier' })
}

class Pool implements VerifierPool {
  readonly #size: number
  readonly #create: () => Worker
  readonly #hands = new Set<Hand>()
  readonly #waiting: Job[] = []
  readonly #events = {
    onAnswer: (job: Job, findings: EntryFindings[] | undefined): void => this.#answered(job, findings),
    onDead: (hand: Hand, jobs: Job[]): void => this.#died(hand, jobs),
  }
  /** Workers that failed since the last answer. */
  #failures = 0
  #isClosed = false
  #idle: ReturnType<typeof setTimeout> | undefined

  constructor(size: number, create: () => Worker) {
    this.#size = size
    this.#create = create
    void prepareHashing()
  }

  async verify(entries: readonly EntryToVerify[], signatures: SignaturesToCheck): Promise<EntryFindings[]> {
    if (this.#isClosed) throw closed()
    if (entries.length <= FEW) return verifyHere.verify(entries, signatures)
    const jobs = split(entries, JOB_ENTRIES[signatures]).map((part) => this.#add(part, signatures))
    this.#pump()
    const findings = await Promise.all(jobs)
    return findings.flat()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#idle)
    const jobs = [...this.#waiting.splice(0), ...[...this.#hands].flatMap((hand) => hand.end())]
    this.#hands.clear()
    for (const job of jobs) job.failed(closed())
  }

  #add(entries: readonly EntryToVerify[], signatures: SignaturesToCheck): Promise<EntryFindings[]> {
    return new Promise((done, failed) => {
      this.#waiting.push({ entries, signatures, done, failed, deaths: 0 })
    })
  }

  /** Gives waiting jobs to workers, as long as there is one that can take more. */
  #pump(): void {
    for (let job = this.#waiting[0]; job !== undefined; job = this.#waiting[0]) {
      const hand = this.#freeHand()
      if (hand === undefined && this.#hands.size > 0) break
      this.#waiting.shift()
      if (hand === undefined || !isGiven(hand, job)) doHere(job)
    }
    this.#restWhenIdle()
  }

  /** The worker with the least to do, or a new one when all are busy and there may be more. */
  #freeHand(): Hand | undefined {
    const [hand] = [...this.#hands].sort((a, b) => a.load - b.load)
    if (hand !== undefined && hand.load < BUSY_JOBS) return hand
    const fresh = this.#hands.size < this.#size ? this.#newHand() : undefined
    return fresh ?? (hand !== undefined && hand.load < MAX_JOBS ? hand : undefined)
  }

  #newHand(): Hand | undefined {
    if (this.#failures >= MAX_FAILURES) return undefined
    try {
      const hand = new Hand(this.#create(), this.#events)
      this.#hands.add(hand)
      return hand
    } catch {
      // No workers in this context, or forbidden.
      this.#failures += 1
      return undefined
    }
  }

  #answered(job: Job, findings: EntryFindings[] | undefined): void {
    this.#failures = 0
    if (findings === undefined) doHere(job)
    else job.done(findings)
    this.#pump()
  }

  #died(hand: Hand, jobs: Job[]): void {
    this.#hands.delete(hand)
    this.#failures += 1
    for (const job of jobs) job.deaths += 1
    // One that two workers died with is better not given to a third.
    for (const job of jobs.filter(({ deaths }) => deaths > 1)) doHere(job)
    this.#waiting.unshift(...jobs.filter(({ deaths }) => deaths === 1))
    this.#pump()
  }

  #restWhenIdle(): void {
    clearTimeout(this.#idle)
    const isFresh = this.#hands.size === 0 && this.#failures === 0
    const isBusy = [...this.#hands].some((hand) => hand.load > 0)
    if (!isFresh && !isBusy && !this.#isClosed) this.#idle = setTimeout(() => this.#rest(), IDLE_MS)
  }

  /** Also forgets failures: after a pause it is tried again. */
  #rest(): void {
    for (const hand of this.#hands) hand.end()
    this.#hands.clear()
    this.#failures = 0
  }
}

function isGiven(hand: Hand, job: Job): boolean {
  try {
    hand.give(job)
    return true
  } catch {
    return false
  }
}

function doHere({ entries, signatures, done }: Job): void {
  done(verifyHere.verify(entries, signatures))
}

function closed(): Error {
  return new Error('the verifier is closed')
}

/** Consecutive pieces of a size for one message; at least one, so that nothing to verify is answered too. */
function split(entries: readonly EntryToVerify[], maxEntries: number): EntryToVerify[][] {
  const parts: EntryToVerify[][] = []
  let part: EntryToVerify[] = []
  let bytes = 0
  for (const each of entries) {
    const size = each.entry.length + (each.payload?.length ?? 0)
    if (part.length === maxEntries || (part.length > 0 && bytes + size > JOB_BYTES)) {
      parts.push(part)
      part = []
      bytes = 0
    }
    part.push(each)
    bytes += size
  }
  parts.push(part)
  return parts
}
