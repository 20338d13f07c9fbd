// The ways to connect, and what they may cost: one for signals that travel in seconds, one for codes that people carry.

import { DIAL_TIMES, WebRtcDialer } from '../src/adapters/webrtc/webrtc-dialer.ts'
import { PcBudget } from '../src/adapters/webrtc/pc-budget.ts'
import { CODE_LIFE_MS } from '../src/gossip/manual-code.ts'
import type { Ways } from './ways.ts'

/** People need minutes to pass a code on. */
const PATIENT_TIMES = { ...DIAL_TIMES, answerMs: CODE_LIFE_MS, replyMs: CODE_LIFE_MS }

export class Dialling {
  readonly quick: WebRtcDialer
  readonly patient: WebRtcDialer
  readonly #budget: PcBudget

  /** `limit`: connections that may be constructed in all. */
  constructor(ways: Ways, limit: number) {
    this.#budget = new PcBudget(limit)
    const options = { iceServers: () => ways.iceServers, relayOnly: () => ways.isRelayOnly, budget: this.#budget }
    this.quick = new WebRtcDialer(options)
    this.patient = new WebRtcDialer({ ...options, times: PATIENT_TIMES, patient: true })
  }

  /** Connections that were constructed so far. */
  get used(): number {
    return this.#budget.used
  }

  /** Ends every connection and every attempt; new ones may follow. */
  close(): void {
    this.quick.close()
    this.patient.close()
  }
}
