// Entry of a worker of the pool: a dedicated worker, of whatever page or document has the pool.

import { answerRequest } from './verifier-worker.ts'
import type { VerifyRequest } from './verifier-messages.ts'

self.addEventListener('message', ({ data }: MessageEvent<VerifyRequest>) => {
  // Requests overlap: where the browser verifies in threads of its own, they should never run dry.
  void answer(data)
})

async function answer(request: VerifyRequest): Promise<void> {
  const reply = await answerRequest(request)
  const { findings, entries } = reply
  self.postMessage(reply, { transfer: [findings, entries].filter((buffer) => buffer !== undefined) })
}
