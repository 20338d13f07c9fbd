// Offers and answers as they travel through a tracker (DESIGN 6): sealed with a key that only people of the festival have,
// bound to the swarm and to the offer. The tracker sees random text of one length or another.

import { concatBytes, utf8Encode } from '../bamboo/index.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { SEAL_OVERHEAD, type Sealer } from './sealer.ts'

const PREFIX = 'g1:'
const NODE_KEY_LENGTH = 32
/** Longest description blob that any signaller carries. */
export const MAX_DESCRIPTION_LENGTH: number = 512

export type SignalKind = 'offer' | 'answer'
const KINDS: readonly SignalKind[] = ['offer', 'answer']

export interface Signal {
  kind: SignalKind
  /** Whose offer or answer it is: nobody dials a node that it is linked to already. */
  nodeKey: Uint8Array
  description: Uint8Array
}

/** Where a signal belongs; a tracker that moves it elsewhere makes it unreadable. */
export interface SignalPlace {
  swarm: Uint8Array
  offerId: Uint8Array
}

export async function sealSignal(sealer: Sealer, key: Uint8Array, place: SignalPlace, signal: Signal): Promise<string> {
  return PREFIX + toBase64(await sealer.seal(key, contextOf(place), packSignal(signal)))
}

/** The signal, or undefined when it is none of this topic. */
export async function openSignal(
  sealer: Sealer,
  key: Uint8Array,
  place: SignalPlace,
  text: string,
): Promise<Signal | undefined> {
  const longest = MAX_DESCRIPTION_LENGTH + 1 + NODE_KEY_LENGTH + SEAL_OVERHEAD
  if (!text.startsWith(PREFIX) || text.length > PREFIX.length + Math.ceil(longest / 3) * 4) return undefined
  const sealed = fromBase64(text.slice(PREFIX.length))
  const plain = sealed === undefined ? undefined : await sealer.open(key, contextOf(place), sealed)
  return plain === undefined ? undefined : unpackSignal(plain)
}

/** Kind (1 byte: 0 offer, 1 answer), node key (32), description. */
export function packSignal({ kind, nodeKey, description }: Signal): Uint8Array {
  return concatBytes(Uint8Array.of(KINDS.indexOf(kind)), nodeKey, description)
}

export function unpackSignal(plain: Uint8Array): Signal | undefined {
  const kind = KINDS[plain[0] ?? KINDS.length]
  const description = plain.slice(1 + NODE_KEY_LENGTH)
  if (kind === undefined || description.length === 0 || description.length > MAX_DESCRIPTION_LENGTH) return undefined
  return { kind, nodeKey: plain.slice(1, 1 + NODE_KEY_LENGTH), description }
}

function contextOf({ swarm, offerId }: SignalPlace): Uint8Array {
  return concatBytes(utf8Encode('p2panda/signal/1'), swarm, offerId)
}
