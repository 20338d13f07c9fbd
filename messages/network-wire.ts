// Messages between background and the offscreen document as JSON, which is all that ports carry in every supported
// browser: the log id travels in decimal.

import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { SignalStep, ToNetwork } from './network.ts'

/**
 * BroadcastChannel on which a fresh worker says that it is up, so that the document opens a port to it. The document does
 * not reconnect by itself: connecting wakes a worker, and one that is always woken never sleeps.
 */
export const WORKER_CHANNEL = 'p2panda-worker'

/** `ToNetwork` with nothing that JSON lacks. */
export type ToNetworkWire =
  | { kind: 'published'; festival: FestivalId; author: PublicKey; logId: string }
  | { kind: 'refresh' }
  | { kind: 'imports' }
  | { kind: 'blobs' }
  | { kind: 'signal'; id: number; step: SignalStep }

export function toNetworkWire(message: ToNetwork): ToNetworkWire {
  return message.kind === 'published' ? { ...message, logId: message.logId.toString() } : message
}

export function fromNetworkWire(message: ToNetworkWire): ToNetwork {
  return message.kind === 'published' ? { ...message, logId: BigInt(message.logId) } : message
}
