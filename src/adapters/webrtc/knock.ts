// Keeps the answering side of a connection by hand trying until the other person has pasted the reply (DESIGN 6). By
// themselves browsers give up on an offer whose maker stays silent: Firefox after 5 s (no address to try) or 11 s, Chromium
// after 15 s, and routers forget within half a minute whom we wanted to hear from. Given the same addresses again, both
// browsers try again, from the same port as before.

import { candidateLine, type Candidate } from './candidate.ts'
import type { SessionDescription } from './compact-sdp.ts'

/** Names of a local network take a moment to resolve, and Firefox waits 5 s for the first address. */
const FIRST_KNOCK_MS = 2_000
/**
 * The addresses of the other side, and 4 s later one where nobody is. Browsers try each for 11 or 15 s and report a failure
 * when they try none: with the two in turn, one is always being tried.
 */
const TURN_MS = 4_000
/** Port for discarding: nobody listens there. */
const DISCARD = 9
/** An address that belongs to nobody and stays so (TEST-NET-1, RFC 5737). */
const NOBODY: Candidate = { type: 'host', kind: 'v4', address: Uint8Array.of(192, 0, 2, 1), port: DISCARD }

/** A connection that takes further addresses. */
export interface Door {
  signal(trickled: { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit }): void
}

/** Begins; the result ends it. `local` is our answer, `remote` the offer. */
export function knock(door: Door, local: SessionDescription, remote: SessionDescription): () => void {
  const silent = nobodyFor(local)
  let count = 0
  const add = (candidates: readonly Candidate[]): void => {
    for (const candidate of candidates) {
      count += 1
      door.signal({ type: 'candidate', candidate: trickled(candidate, count) })
    }
  }
  let isTheirTurn = false
  const turns = setInterval(() => {
    add(isTheirTurn ? remote.candidates : [silent])
    isTheirTurn = !isTheirTurn
  }, TURN_MS)
  const first = setTimeout(() => add([...remote.candidates, silent]), FIRST_KNOCK_MS)
  return () => {
    clearInterval(turns)
    clearTimeout(first)
  }
}

/** Our own machine is the best nobody: nothing leaves it. Firefox hides its address even from us. */
function nobodyFor({ candidates }: SessionDescription): Candidate {
  const own = candidates.find(({ type, kind }) => type === 'host' && kind !== 'mdns')
  return own === undefined ? NOBODY : { ...own, port: DISCARD }
}

/** `count` makes each line a new candidate, as far as browsers compare them. */
function trickled(candidate: Candidate, count: number): RTCIceCandidateInit {
  const line = candidateLine(candidate, count).replace(/^a=/, '')
  return { candidate: line, sdpMid: '0', sdpMLineIndex: 0 }
}
