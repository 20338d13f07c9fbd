// Session descriptions as blobs: what browsers write survives, what strangers write never becomes a line of SDP.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../../src/bamboo/index.ts'
import {
  MAX_BLOB_LENGTH,
  buildSdp,
  decodeDescription,
  encodeDescription,
  parseSdp,
  type SessionDescription,
} from '../../../src/adapters/webrtc/compact-sdp.ts'
import type { Candidate } from '../../../src/adapters/webrtc/candidate.ts'

const FINGERPRINT = Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, '0').toUpperCase()).join(
  ':',
)

/** Chromium's way of writing: fingerprint at media level, credentials in the alphabet of base64. */
const CHROMIUM = `v=0
o=- 4611731400430051336 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0
a=msid-semantic: WMS
m=application 57531 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 192.0.2.2
a=candidate:2579 1 udp 2113937151 192.0.2.2 57531 typ host generation 0 network-cost 999
a=candidate:2580 1 udp 2113939711 fd00::2 40161 typ host generation 0 network-cost 999
a=candidate:2581 1 udp 1677729535 198.51.100.7 57531 typ srflx raddr 192.0.2.2 rport 57531 generation 0
a=candidate:2582 1 tcp 1518280447 192.0.2.2 9 typ host tcptype active generation 0 network-cost 999
a=ice-ufrag:4Zc+
a=ice-pwd:2/1muCWoOi3uLifh0NuRHlJ3
a=ice-options:trickle
a=fingerprint:sha-256 ${FINGERPRINT}
a=setup:actpass
a=mid:0
a=sctp-port:5000
a=max-message-size:262144
`.replaceAll('\n', '\r\n')

/** Firefox's: fingerprint at session level, hexadecimal credentials, mDNS names. */
const FIREFOX = `v=0
o=mozilla...THIS_IS_SDPARTA-99.0 6054093392514871408 0 IN IP4 0.0.0.0
s=-
t=0 0
a=sendrecv
a=fingerprint:sha-256 ${FINGERPRINT}
a=group:BUNDLE 0
a=ice-options:trickle
a=msid-semantic:WMS *
m=application 48610 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 0.0.0.0
a=candidate:0 1 UDP 2122252543 354a4c51-ed47-499c-b0ff-826e923f953d.local 48610 typ host
a=candidate:1 1 TCP 2105524479 354a4c51-ed47-499c-b0ff-826e923f953d.local 9 typ host tcptype active
a=sendrecv
a=end-of-candidates
a=ice-pwd:6e9e8b1b1b1c7a3cf6a7f7a1d1f0c0de
a=ice-ufrag:0d5d5d9a
a=mid:0
a=setup:active
a=sctp-port:5000
a=max-message-size:1073741823
`.replaceAll('\n', '\r\n')

function blobOf(type: 'offer' | 'answer', sdp: string): Uint8Array {
  const description = parseSdp(type, sdp)
  const blob = description === undefined ? undefined : encodeDescription(description)
  if (blob === undefined) throw new Error('not a description')
  return blob
}

describe('a compact description', () => {
  it('of Chromium has 89 bytes with three candidates and says what the original said', () => {
    const blob = blobOf('offer', CHROMIUM)
    expect(blob).toHaveLength(89)
    const decoded = decodeDescription(blob)
    if (!decoded.ok) throw new Error(decoded.error.code)
    const sdp = buildSdp(decoded.value)
    expect(sdp).toContain(`a=fingerprint:sha-256 ${FINGERPRINT}\r\n`)
    expect(sdp).toContain('a=ice-ufrag:4Zc+\r\n')
    expect(sdp).toContain('a=ice-pwd:2/1muCWoOi3uLifh0NuRHlJ3\r\n')
    expect(sdp).toContain(' 192.0.2.2 57531 typ host\r\n')
    expect(sdp).toContain(' fd00:0000:0000:0000:0000:0000:0000:0002 40161 typ host\r\n')
    expect(sdp).toContain(' 198.51.100.7 57531 typ srflx raddr 0.0.0.0 rport 0\r\n')
    expect(sdp).not.toContain('tcp')
    expect(parseSdp('offer', sdp)).toEqual(decoded.value)
  })

  it('of Firefox has 74 bytes with one candidate and says what the original said', () => {
    const blob = blobOf('answer', FIREFOX)
    expect(blob).toHaveLength(74)
    const decoded = decodeDescription(blob)
    if (!decoded.ok) throw new Error(decoded.error.code)
    const sdp = buildSdp(decoded.value)
    expect(sdp).toContain('354a4c51-ed47-499c-b0ff-826e923f953d.local 48610 typ host')
    expect(sdp).toContain('a=ice-ufrag:0d5d5d9a\r\n')
    expect(sdp).toContain('a=setup:active\r\n')
    expect(parseSdp('answer', sdp)).toEqual(decoded.value)
  })

  it('stays within its limit by leaving candidates out, one of each type first', () => {
    const hosts = Array.from({ length: 12 }, (_, index): Candidate => {
      return { type: 'host', kind: 'v6', address: new Uint8Array(16).fill(index + 1), port: 1000 + index }
    })
    const relay: Candidate = { type: 'relay', kind: 'v4', address: Uint8Array.of(192, 0, 2, 9), port: 3478 }
    const parsed = parseSdp('offer', CHROMIUM)
    if (parsed === undefined) throw new Error('not a description')
    const blob = encodeDescription({ ...parsed, candidates: [...hosts, relay] })
    expect(blob?.length).toBeLessThanOrEqual(MAX_BLOB_LENGTH)
    const decoded = decodeDescription(blob ?? new Uint8Array(0))
    expect(decoded.ok && decoded.value.candidates.map(({ type }) => type)).toEqual(['host', 'relay', 'host', 'host'])
  })

  it.each([
    [
      'two fingerprints',
      CHROMIUM.replace('a=setup', `a=fingerprint:sha-256 ${FINGERPRINT.replace('00', 'FF')}\r\na=setup`),
    ],
    ['a fingerprint of another hash', CHROMIUM.replace('sha-256', 'sha-384')],
    ['no credentials', CHROMIUM.replace('a=ice-pwd', 'a=other')],
  ])('is not made of an SDP with %s', (_what, sdp) => {
    expect(parseSdp('offer', sdp)).toBeUndefined()
  })

  it('never becomes anything but well-formed lines, whatever the bytes', () => {
    const blob = blobOf('offer', CHROMIUM)
    const line =
      /^(v=0|o=- 1 1 IN IP4 0\.0\.0\.0|s=-|t=0 0|c=IN IP4 0\.0\.0\.0|m=application 9 UDP\/DTLS\/SCTP webrtc-datachannel|a=(mid:0|sctp-port:5000|setup:(actpass|active)|ice-ufrag:[\w+/]{4,63}|ice-pwd:[\w+/]{22,63}|fingerprint:sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}|candidate:\d+ 1 udp \d+ [0-9a-f.:-]+(\.local)? \d+ typ (host|(srflx|relay) raddr (0\.0\.0\.0|::) rport 0)))$/
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }).map((changes) => {
        const changed = blob.slice()
        for (const [at, value] of changes) changed[at % changed.length] = value
        return changed
      }),
      fc.nat({ max: blob.length }).map((end) => blob.subarray(0, end)),
    )
    fc.assert(
      fc.property(hostile, (bytes) => {
        const decoded = decodeDescription(bytes)
        if (!decoded.ok) return
        const lines = buildSdp(decoded.value).split('\r\n')
        expect(lines.pop()).toBe('')
        for (const each of lines) expect(each).toMatch(line)
        expect(encodedAgain(decoded.value)).toEqual(bytes)
      }),
      { numRuns: 2_000 },
    )
  })

  it('does not write in the wide alphabet what the narrow one has', () => {
    // "e1ba", 6 bits a character, where 4 would do.
    const wide = Uint8Array.of((1 << 6) | 4, 0x7b, 0x56, 0xda)
    const blob = blobOf('offer', CHROMIUM.replace(/ice-ufrag:\S+/, 'ice-ufrag:e1ba'))
    expect([...blob.subarray(1, 4)]).toEqual([4, 0xe1, 0xba])
    const other = Uint8Array.from([...blob.subarray(0, 1), ...wide, ...blob.subarray(4)])
    expect(decodeDescription(other)).toEqual({ ok: false, error: { code: 'malformed' } })
  })

  it('has one form only: a decoded blob is encoded to the same bytes', () => {
    const blob = blobOf('answer', FIREFOX)
    const decoded = decodeDescription(blob)
    expect(decoded.ok && encodedAgain(decoded.value)).toEqual(blob)
  })
})

/** Candidates in the order of the blob are in the order that encoding chooses only when types alternate; keep theirs. */
function encodedAgain(description: SessionDescription): Uint8Array | undefined {
  const { candidates, ...rest } = description
  const parts = candidates.map((candidate) => encodeDescription({ ...rest, candidates: [candidate] }))
  const head = encodeDescription({ ...rest, candidates: [] })
  if (head === undefined) return undefined
  const tails = parts.map((part) => part?.subarray(head.length) ?? new Uint8Array(0))
  return concatBytes(head, ...tails)
}
