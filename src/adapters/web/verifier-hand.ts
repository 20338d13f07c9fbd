// One worker as the pool sees it: takes jobs, gives findings, and is dead once it failed or said nothing for long.

import type { EntryFindings, EntryToVerify, SignaturesToCheck } from '../../ports/entry-verifier.ts'
import { packEntries, unpackFindings, type VerifyAnswer, type VerifyRequest } from './verifier-messages.ts'

/** A piece of somebody's call. */
export interface Job {
  readonly entries: readonly EntryToVerify[]
  readonly signatures: SignaturesToCheck
  readonly done: (findings: EntryFindings[] | Promise<EntryFindings[]>) => void
  readonly failed: (error: Error) => void
  /** Workers that died with it. */
  deaths: number
}

export interface HandEvents {
  /** Without findings this worker could not do it. */
  onAnswer: (job: Job, findings: EntryFindings[] | undefined) => void
  /** The worker is of no use any more; `jobs` are undone. */
  onDead: (hand: Hand, jobs: Job[]) => void
}

/**
 * A browser that kills a worker need not say so: one that says nothing for so long, or up to twice as long, is dead. The
 * slowest job of the slowest machine takes a tenth of this.
 */
const SILENCE_MS = 10_000

export class Hand {
  readonly #worker: Worker
  readonly #events: HandEvents
  readonly #jobs = new Map<number, Job>()
  /** Buffers of earlier messages, as many as jobs were under way at once. */
  readonly #spares: ArrayBuffer[] = []
  #nextId = 1
  #silence: ReturnType<typeof setTimeout> | undefined
  /** It gave a sign of life since that timer began. */
  #isHeard = false

  constructor(worker: Worker, events: HandEvents) {
    this.#worker = worker
    this.#events = events
    worker.addEventListener('message', ({ data }: MessageEvent<VerifyAnswer>) => this.#answered(data))
    worker.addEventListener('messageerror', () => this.#die())
    worker.addEventListener('error', (event) => {
      // Handled: nobody else needs to hear of it.
      event.preventDefault()
      this.#die()
    })
  }

  /** Jobs that were given and not answered. */
  get load(): number {
    return this.#jobs.size
  }

  /** @throws RangeError when there is no memory for a message. */
  give(job: Job): void {
    const entries = packEntries(job.entries, this.#spares.pop())
    const id = this.#nextId
    this.#nextId += 1
    const request: VerifyRequest = { id, signatures: job.signatures, count: job.entries.length, entries }
    this.#worker.postMessage(request, [entries])
    this.#jobs.set(id, job)
    this.#watch()
  }

  /** Ends the worker; the value are the jobs that it had. */
  end(): Job[] {
    const jobs = [...this.#jobs.values()]
    this.#jobs.clear()
    clearTimeout(this.#silence)
    this.#worker.terminate()
    return jobs
  }

  #answered({ id, findings, entries }: VerifyAnswer): void {
    const job = this.#jobs.get(id)
    if (job === undefined) return
    this.#jobs.delete(id)
    if (entries !== undefined) this.#spares.push(entries)
    this.#isHeard = true
    this.#events.onAnswer(job, findings === undefined ? undefined : unpackFindings(findings, job.entries.length))
  }

  /** Waits for the next sign of life, while there is something to wait for. One timer for many jobs: timers cost. */
  #watch(): void {
    if (this.#silence !== undefined) return
    this.#isHeard = false
    this.#silence = setTimeout(() => {
      this.#silence = undefined
      if (this.#jobs.size === 0) return
      if (this.#isHeard) this.#watch()
      else this.#die()
    }, SILENCE_MS)
  }

  #die(): void {
    this.#events.onDead(this, this.end())
  }
}
