// What the overlay of one topic may ask of its node, and what it tells it to do.

import type { Random } from '../../ports/random.ts'
import type { LinkLimits } from './limits.ts'
import type { NodeRef, OverlayBody } from './overlay-messages.ts'

export interface OverlayEnv {
  readonly self: NodeRef
  readonly selfKey: Uint8Array
  readonly random: Random
  /** Of this node; others may have other ones. */
  readonly limits: LinkLimits
  /** Whether one more connection may be begun now. */
  isReady(): boolean
  /** Whether the node has room for one more link. */
  hasRoom(): boolean
  /** Whether a link to that node is there or being made, for whatever topic, or not wanted for now. */
  isTaken(ref: NodeRef): boolean
  /** Whether this topic is the only one that needs the link to that neighbour. */
  mayDrop(ref: NodeRef): boolean
  /** Whether news travel over the link to that neighbour: somebody would wait for them if it went. */
  carriesNews(ref: NodeRef): boolean
}

export type OverlayOutput =
  | { kind: 'send'; to: NodeRef; body: OverlayBody }
  /** Make an offer; say `described` when it is there. */
  | { kind: 'offer'; attempt: number }
  /** Answer this offer; say `described` when the answer is there. */
  | { kind: 'answer'; attempt: number; description: Uint8Array; expected: Uint8Array; introducer: NodeRef }
  /** Our offer was answered. */
  | { kind: 'accept'; attempt: number; description: Uint8Array; expected: Uint8Array; introducer: NodeRef }
  | { kind: 'cancel'; attempt: number }
  /** The link to this neighbour is not needed any more, or is one too many. */
  | { kind: 'drop'; neighbour: NodeRef; reason: 'done' | 'full' }
