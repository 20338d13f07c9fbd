// Between background and network. Bulk data never crosses: both share the database and tell each other what changed
// (DESIGN 3.1). In Firefox both live in one page and call each other directly; in Chromium messages go over a port.

import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { PanelError } from './panel.ts'

/** background → network */
export type ToNetwork =
  /** Background appended to an own log: push it to the links of the festival. */
  | { kind: 'published'; festival: FestivalId; author: PublicKey; logId: bigint }
  /** Settings or memberships changed: read them again from the database. */
  | { kind: 'refresh' }
  /** The table `imports` changed: begin, go on or stop. */
  | { kind: 'imports' }
  /** Blobs came, went, or are looked for: see which are wanted now. */
  | { kind: 'blobs' }
  | { kind: 'signal'; id: number; step: SignalStep }

export type SignalStep =
  | { step: 'offer'; festival: FestivalId }
  | { step: 'answer'; code: string }
  | { step: 'complete'; reply: string }

/** network → background */
export type FromNetwork =
  /** Foreign entries are in the database: policies, badge and page subscriptions look again. */
  | { kind: 'changed'; festivals: FestivalId[] }
  /** More people hold something that was written here (`delivery` rows). */
  | { kind: 'delivered' }
  /** No import is left to do: the half may end when nobody is online. */
  | { kind: 'imported' }
  | { kind: 'signalled'; id: number; result: SignalResult }

export type SignalResult =
  | { ok: true; value: { text: string; festival: FestivalId } }
  | { ok: false; error: PanelError }

/** What the network half looks like from background. */
export interface NetworkHalf {
  send(message: ToNetwork): void
  onMessage: ((message: FromNetwork) => void) | undefined
}
