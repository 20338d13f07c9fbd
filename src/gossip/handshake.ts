// The cryptography of the handshake (DESIGN 6): everything is bound to the transcript h, which contains the fingerprints of
// both DTLS certificates. Who sits in the middle presents other certificates, computes another h, and fits nowhere.

import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, encodeVarU64, toHex, utf8Encode } from '../bamboo/index.ts'
import { PROTOCOL_VERSION, TAG_LENGTH } from './messages.ts'
import type { NodeKey } from './node-key.ts'
import { keyed } from './topic.ts'

/** The side that made the offer, and the other one. */
export type Role = 'initiator' | 'responder'

export interface TranscriptParts {
  initiatorNonce: Uint8Array
  responderNonce: Uint8Array
  initiatorFingerprint: Uint8Array
  responderFingerprint: Uint8Array
}

/** Tags come in one of these numbers: a stranger can not count the topics. */
const TAG_COUNTS = [4, 8, 16, 32] as const

export function otherRole(role: Role): Role {
  return role === 'initiator' ? 'responder' : 'initiator'
}

/** h, 32 bytes. */
export function transcript(parts: TranscriptParts): Uint8Array {
  return sha256(
    concatBytes(
      utf8Encode('p2panda/gossip/1'),
      encodeVarU64(PROTOCOL_VERSION),
      parts.initiatorNonce,
      parts.responderNonce,
      parts.initiatorFingerprint,
      parts.responderFingerprint,
    ),
  )
}

/** Proves knowledge of the topic key on this very connection, in this role; random to everybody else. */
export function topicTag(topicKey: Uint8Array, role: Role, h: Uint8Array): Uint8Array {
  return keyed(topicKey, `prove-${role}`, h).subarray(0, TAG_LENGTH)
}

/** The tag of a topic that joins a live link; `slot` makes each announcement look new. */
export function addedTopicTag(topicKey: Uint8Array, role: Role, h: Uint8Array, slot: number): Uint8Array {
  return keyed(topicKey, `add-${role}`, h, encodeVarU64(slot)).subarray(0, TAG_LENGTH)
}

/** Fills up with random tags to a usual number and sorts, so that neither number nor order says anything. */
export function padTags(tags: readonly Uint8Array[], padding: (length: number) => Uint8Array): Uint8Array[] {
  const count = TAG_COUNTS.find((size) => size >= tags.length)
  if (count === undefined) throw new RangeError(`too many topics for one link: ${tags.length}`)
  const padded = [...tags]
  while (padded.length < count) padded.push(padding(TAG_LENGTH))
  return padded.sort((a, b) => (toHex(a) < toHex(b) ? -1 : 1))
}

export function isUsualTagCount(count: number): boolean {
  return TAG_COUNTS.some((size) => size === count)
}

/** Hash of both lists of tags, the initiator's first. */
export function tagsHash(initiatorTags: readonly Uint8Array[], responderTags: readonly Uint8Array[]): Uint8Array {
  return sha256(concatBytes(...initiatorTags, ...responderTags))
}

function authMessage(role: Role, h: Uint8Array, tags: Uint8Array): Uint8Array {
  return concatBytes(utf8Encode(`p2panda/auth/${role}`), h, tags)
}

export function signAuth(nodeKey: NodeKey, role: Role, h: Uint8Array, tags: Uint8Array): Uint8Array {
  return nodeKey.sign(authMessage(role, h, tags))
}

export function verifyAuth(
  nodeKey: NodeKey,
  peer: { nodeKey: Uint8Array; signature: Uint8Array },
  role: Role,
  h: Uint8Array,
  tags: Uint8Array,
): boolean {
  return nodeKey.verify({
    publicKey: peer.nodeKey,
    message: authMessage(role, h, tags),
    signature: peer.signature,
  })
}
