// Whether anybody is there at all. Chromium leaves a message unanswered for ever when its service worker can not start (measured:
// a worker whose script throws), and a command may take long; so who waits asks from time to time whether it is worth it.

/** What is asked: see `isPing` in server.ts. */
export const PING = { kind: 'ping' } as const

/** Nobody is there. */
export const SILENT: unique symbol = Symbol('silent')

/** Waits in ms: until it is asked for the first time and between questions, and for the answer. */
const BETWEEN_MS = 5_000
const PATIENCE_MS = 10_000

export interface SilencePorts {
  /** Sends `PING`; whatever comes back, also a rejection, is a sign of life of the channel. */
  ping: () => Promise<unknown>
  wait: (ms: number) => Promise<void>
}

/** `answer`, or `SILENT` when a ping stays without any reaction for ten seconds. Rejects when `answer` does. */
export async function unlessSilent(ports: SilencePorts, answer: Promise<unknown>): Promise<unknown> {
  const silence = listen(ports, answer)
  return Promise.race([answer, silence])
}

async function listen({ ping, wait }: SilencePorts, answer: Promise<unknown>): Promise<typeof SILENT> {
  let isOver = false
  const over = (): void => void (isOver = true)
  answer.then(over, over)
  for (;;) {
    await wait(BETWEEN_MS)
    // Whoever has the answer listens to nobody any more.
    if (isOver) return SILENT
    const sign = ping().then(
      () => true,
      () => true,
    )
    if (!(await Promise.race([sign, wait(PATIENCE_MS).then(() => false)]))) return SILENT
  }
}
