// What neighbours say to each other about links: signals for each other's neighbours, walks through the festival, lists of
// neighbours, and moves of a link from one of them to another. Bytes are in overlay-frames.ts.

import { toHex } from '../../bamboo/index.ts'

/** A node in short: the first 8 bytes of its key, as 16 hex digits. Names one of a few, proves nothing. */
export type NodeRef = string & { readonly __brand: 'node-ref' }

export const NODE_REF_LENGTH: number = 8
/** Bytes of the name of a walk, or of a dialog of two nodes through their common neighbour. */
export const DIALOG_LENGTH: number = 8
/** A walk takes at most so many steps; nobody says more. */
export const MAX_WALK_STEPS: number = 12
/** No node has more links. */
export const MAX_NEIGHBOURS: number = 24

export function refOf(nodeKey: Uint8Array): NodeRef {
  return toHex(nodeKey.subarray(0, NODE_REF_LENGTH)) as NodeRef
}

export type SignalKindBetween = 'offer' | 'answer' | 'refusal'

/** For a neighbour of the receiver, or for the receiver itself. `from` is who sent it first; a refusal carries no description. */
export type SignalMessage = {
  type: 'signal'
  slot: number
  kind: SignalKindBetween
  /** 16 hex digits. */
  dialog: string
  to: NodeRef
  from: Uint8Array
  description: Uint8Array
}

/** An offer on its way to somebody at random. */
export type WalkMessage = {
  type: 'walk'
  slot: number
  /** 16 hex digits. */
  walk: string
  steps: number
  from: Uint8Array
  description: Uint8Array
}
/** Goes back the way that the walk came. */
export type WalkAnswerMessage = {
  type: 'walk-answer'
  slot: number
  walk: string
  from: Uint8Array
  description: Uint8Array
}
/** The walk found nobody; goes back like an answer. */
export type WalkEndMessage = { type: 'walk-end'; slot: number; walk: string }

/** All whom the sender is linked to in this topic. */
export type NeighboursMessage = { type: 'neighbours'; slot: number; refs: NodeRef[] }

/** Take my link to `give` over; `want`: and let me take over yours to that one. */
export type FlipMessage = { type: 'flip'; slot: number; give: NodeRef; want?: NodeRef }
export type FlipAnswerMessage = { type: 'flip-answer'; slot: number; give: NodeRef; accepted: boolean }

export type OverlayMessage =
  | SignalMessage
  | WalkMessage
  | WalkAnswerMessage
  | WalkEndMessage
  | NeighboursMessage
  | FlipMessage
  | FlipAnswerMessage

type WithoutSlot<T> = T extends unknown ? Omit<T, 'slot'> : never
/** A message before it is known over which link, and so under which slot, it goes. */
export type OverlayBody = WithoutSlot<OverlayMessage>

const OVERLAY_TYPES: ReadonlySet<string> = new Set<OverlayMessage['type']>([
  'signal',
  'walk',
  'walk-answer',
  'walk-end',
  'neighbours',
  'flip',
  'flip-answer',
])

/** Whether the message is about links. */
export function isOverlayMessage(message: { type: string }): message is OverlayMessage {
  return OVERLAY_TYPES.has(message.type)
}
