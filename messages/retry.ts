// Sends a command until it was answered: a service worker may be stopped at any line, and the message that wakes the next
// one can be lost with it. The id stays the same, so however often a command arrives it runs once (DESIGN 3.1).

import type { PanelCommand, PanelRequest, PanelResponse } from './panel.ts'
import { SILENT } from './silence.ts'

/** Waits in ms between attempts, about ten seconds in all. */
const WAITS: readonly number[] = [50, 100, 200, 400, 800, 1500, 2500, 4500]

export interface RetryPorts {
  /** One attempt: rejects, or gives undefined, when nobody answered; gives `SILENT` when nobody will. */
  send: (request: PanelRequest) => Promise<unknown>
  wait: (ms: number) => Promise<void>
}

/** The answer, or `no-answer` after ten to fifteen seconds in which nobody reacted: whether it was done is not known then. */
export async function sendUntilAnswered<Name extends PanelCommand>(
  ports: RetryPorts,
  request: PanelRequest<Name>,
): Promise<PanelResponse<Name>> {
  for (const ms of [...WAITS, undefined]) {
    const answer = await attempt(ports, request)
    if (isResponse(answer)) return answer as PanelResponse<Name>
    if (answer === SILENT) break
    if (ms !== undefined) await ports.wait(ms)
  }
  return { ok: false, error: { code: 'no-answer' } }
}

/** Any rejection is the channel's: background answers refusals as values. */
async function attempt(ports: RetryPorts, request: PanelRequest): Promise<unknown> {
  try {
    return await ports.send(request)
  } catch {
    return undefined
  }
}

function isResponse(answer: unknown): answer is { ok: boolean } {
  return typeof answer === 'object' && answer !== null && 'ok' in answer
}
