// Waiting for conditions: the only way in which tests and the story let time pass.

const POLL_MS = 25

/** Resolves after `ms` milliseconds. Only for polling: nothing may depend on how long it takes. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

/**
 * Asks again and again until the answer is neither `undefined` nor `false`, and gives that answer.
 * A question that throws counts as "not yet"; after `timeoutMs` its last error becomes the cause.
 */
export async function until<T>(
  what: string,
  question: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 20_000,
): Promise<T> {
  const end = performance.now() + timeoutMs
  let cause: unknown
  for (;;) {
    try {
      const answer = await question()
      cause = undefined
      if (answer !== undefined && answer !== false) return answer
    } catch (error) {
      cause = error
    }
    if (performance.now() > end) throw new Error(`${what}: not within ${timeoutMs} ms${reason(cause)}`, { cause })
    await pause(POLL_MS)
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? ` (${cause.message})` : ''
}
