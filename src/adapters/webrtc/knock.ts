// Keeps the answering side of a connection by hand trying until the other person has pasted the reply (DESIGN 6). By
// themselves browsers give up on an offer whose maker stays silent: Firefox after 5 s (no address to try) or 11 s, Chromium
// after 15 s, and routers forget within half a minute whom we wanted to hear from. Given the same addresses again, both
// browsers try again, from the same port as before.

import type Peer from '@thaunknown/simple-peer/lite.js'
import { candidateLine, type Candidate } from './candidate.ts'
import type { SessionDescription } from './compact-sdp.ts'

/** Names of a local network take a moment to resolve, and Firefox waits 5 s for the first address. */
const FIRST_KNOCKS_MS: readonly number[] = [1_500, 3_000]
/**
 * The addresses of the other side, and 4 s later one of our own. Chromium tries each for 15 s and reports a failure when it
 * tries none: with the two in turn, one is always being tried.
 */
const TURN_MS = 4_000
/** Port for discarding: nobody listens there. */
const DISCARD = 9

/** Begins; the result ends it. `local` is our answer, `remote` the offer. */
export function knock(peer: Peer, local: SessionDescription, remote: SessionDescription): () => void {
  const own = local.candidates.filter(({ type, kind }) => type === 'host' && kind !== 'mdns').slice(0, 1)
  const silent = own.map((candidate) => ({ ...candidate, port: DISCARD }))
  let count = 0
  const add = (candidates: readonly Candidate[]): void => {
    for (const candidate of candidates) {
      count += 1
      peer.signal({ type: 'candidate', candidate: trickled(candidate, count) })
    }
  }
  let isTheirTurn = false
  const turns = setInterval(() => {
    add(isTheirTurn ? remote.candidates : silent)
    isTheirTurn = !isTheirTurn
  }, TURN_MS)
  const first = FIRST_KNOCKS_MS.map((ms) => setTimeout(() => add(remote.candidates), ms))
  return () => {
    clearInterval(turns)
    for (const timer of first) clearTimeout(timer)
  }
}

/** `count` makes the line a new one: Firefox skips what it was given before. */
function trickled(candidate: Candidate, count: number): RTCIceCandidateInit {
  const line = candidateLine(candidate, count).replace(/^a=/, '')
  return { candidate: line, sdpMid: '0', sdpMLineIndex: 0 }
}
