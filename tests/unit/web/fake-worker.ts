// Workers for tests in Node: they run what real ones run, in this thread, and fail when they are told to.

import { answerRequest } from '../../../src/adapters/web/verifier-worker.ts'
import type { VerifyAnswer, VerifyRequest } from '../../../src/adapters/web/verifier-messages.ts'

/** What a worker does instead of answering. */
export type Ailment =
  /** Fails to load, or crashes and the browser says so. */
  | 'error'
  /** Is gone without a word. */
  | 'silent'
  /** Answers with fewer findings. */
  | 'short'
  /** Says that it could not. */
  | 'unable'

export class FakeWorker extends EventTarget {
  /** Messages that came. */
  requests = 0
  isTerminated = false
  readonly #ailment: Ailment | undefined

  constructor(ailment?: Ailment) {
    super()
    this.#ailment = ailment
  }

  postMessage(request: VerifyRequest, transfer: Transferable[]): void {
    this.requests += 1
    void this.#work(structuredClone(request, { transfer }))
  }

  terminate(): void {
    this.isTerminated = true
  }

  async #work(request: VerifyRequest): Promise<void> {
    const answer = await answerRequest(request)
    if (this.isTerminated || this.#ailment === 'silent') return
    if (this.#ailment === 'error') this.dispatchEvent(new Event('error', { cancelable: true }))
    else this.dispatchEvent(new MessageEvent<VerifyAnswer>('message', { data: this.#spoilt(answer) }))
  }

  #spoilt({ id, findings, entries }: VerifyAnswer): VerifyAnswer {
    if (this.#ailment === 'unable' || findings === undefined || entries === undefined) return { id }
    return { id, findings: this.#ailment === 'short' ? findings.slice(68) : findings, entries }
  }
}

/** Makes workers and remembers them; `ailments` belong to the first ones, in order. */
export function workshop(ailments: readonly (Ailment | undefined)[] = []): {
  workers: FakeWorker[]
  create: () => Worker
} {
  const workers: FakeWorker[] = []
  const create = (): Worker => {
    const worker = new FakeWorker(ailments[workers.length])
    workers.push(worker)
    return worker as unknown as Worker
  }
  return { workers, create }
}
