// A WebRTC session description in at most 134 bytes, and back (DESIGN 6). A description has hundreds of bytes that say
// nothing; what matters is who (the certificate's fingerprint), the ICE credentials, and where. The SDP that a browser gets
// is built here from checked values, so that no byte from a peer ever becomes a line of it.
//
// Layout: head (version 1 in the high four bits, 0 offer or 1 answer in the low ones), ICE ufrag, ICE password, fingerprint
// (32), then candidates to the end. Credentials: one byte (alphabet in the two high bits, length in the others), packed.

import { err, fromHex, ok, toHex, type Result } from '../../bamboo/index.ts'
import { WireReader, WireWriter } from '../../gossip/wire.ts'
import {
  candidateLength,
  candidateLine,
  parseCandidate,
  readCandidate,
  writeCandidate,
  type Candidate,
} from './candidate.ts'
import { packCredential, readCredential } from './ice-credential.ts'

export type DescriptionType = 'offer' | 'answer'

/** What a description says. */
export interface SessionDescription {
  type: DescriptionType
  ufrag: string
  password: string
  /** SHA-256 of the DTLS certificate. */
  fingerprint: Uint8Array
  candidates: Candidate[]
}

/** The longest blob that is made or read. */
export const MAX_BLOB_LENGTH: number = 134

const VERSION = 1
const FINGERPRINT = /^a=fingerprint:sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i

/** What a browser's SDP says; undefined when it is not the description of one data channel. */
export function parseSdp(type: DescriptionType, sdp: string): SessionDescription | undefined {
  const lines = sdp.split(/\r?\n/)
  const only = (pattern: RegExp): string | undefined => {
    const found = new Set(lines.flatMap((line) => pattern.exec(line)?.[1] ?? []))
    return found.size === 1 ? [...found][0] : undefined
  }
  const ufrag = only(/^a=ice-ufrag:(\S+)$/)
  const password = only(/^a=ice-pwd:(\S+)$/)
  const fingerprint = fromHex(only(FINGERPRINT)?.replaceAll(':', '').toLowerCase() ?? '')
  if (ufrag === undefined || password === undefined || fingerprint?.length !== 32) return undefined
  return { type, ufrag, password, fingerprint, candidates: lines.flatMap((line) => parseCandidate(line) ?? []) }
}

/** The SDP to give to a browser. */
export function buildSdp(description: SessionDescription): string {
  const { type, ufrag, password, fingerprint, candidates } = description
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${(toHex(fingerprint).toUpperCase().match(/../g) ?? []).join(':')}`,
    `a=setup:${type === 'offer' ? 'actpass' : 'active'}`,
    'a=sctp-port:5000',
    ...candidates.map(candidateLine),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** The blob. Undefined when the credentials are of a kind that no browser we know makes. */
export function encodeDescription(description: SessionDescription): Uint8Array | undefined {
  const ufrag = packCredential(description.ufrag)
  const password = packCredential(description.password)
  if (ufrag === undefined || password === undefined) return undefined
  const writer = new WireWriter().byte((VERSION << 4) | (description.type === 'offer' ? 0 : 1))
  writer.fixed(ufrag).fixed(password).fixed(description.fingerprint)
  let room = MAX_BLOB_LENGTH - 1 - ufrag.length - password.length - description.fingerprint.length
  for (const candidate of mostUsefulFirst(description.candidates)) {
    room -= candidateLength(candidate)
    if (room < 0) break
    writeCandidate(writer, candidate)
  }
  return writer.finish()
}

/** Reads a blob from a peer. */
export function decodeDescription(blob: Uint8Array): Result<SessionDescription, { code: 'malformed' }> {
  const reader = new WireReader(blob.subarray(0, MAX_BLOB_LENGTH + 1))
  const head = reader.byte()
  const type = head === VERSION << 4 ? 'offer' : 'answer'
  const ufrag = readCredential(reader, 4)
  const password = readCredential(reader, 22)
  const fingerprint = reader.fixed(32)
  const candidates: Candidate[] = []
  while (reader.hasMore) candidates.push(readCandidate(reader))
  const isKnown = head >> 4 === VERSION && (head & 0x0f) <= 1 && blob.length <= MAX_BLOB_LENGTH
  if (!isKnown || !reader.isComplete) return err({ code: 'malformed' })
  return ok({ type, ufrag, password, fingerprint, candidates })
}

/** One of each type before the second of any: every way in counts more than every interface of a machine. */
function mostUsefulFirst(candidates: readonly Candidate[]): Candidate[] {
  const counts = new Map<string, number>()
  const ranked = candidates.map((candidate) => {
    const rank = counts.get(candidate.type) ?? 0
    counts.set(candidate.type, rank + 1)
    return { candidate, rank }
  })
  return ranked.sort((a, b) => a.rank - b.rank).map(({ candidate }) => candidate)
}
