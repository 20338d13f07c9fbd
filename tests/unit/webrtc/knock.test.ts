// What the answering side gives its browser while the reply travels: always something left to try, and nothing afterwards.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Candidate } from '../../../src/adapters/webrtc/candidate.ts'
import type { SessionDescription } from '../../../src/adapters/webrtc/compact-sdp.ts'
import { knock, type Door } from '../../../src/adapters/webrtc/knock.ts'

const theirs: Candidate = { type: 'srflx', kind: 'v4', address: Uint8Array.of(198, 51, 100, 7), port: 4242 }
const own: Candidate = { type: 'host', kind: 'v4', address: Uint8Array.of(10, 0, 0, 5), port: 5000 }
const hidden: Candidate = { type: 'host', kind: 'mdns', address: new Uint8Array(16), port: 5000 }

function description(type: 'offer' | 'answer', candidates: Candidate[]): SessionDescription {
  return { type, ufrag: 'abcd', password: 'a'.repeat(22), fingerprint: new Uint8Array(32), candidates }
}

/** Starts knocking on a peer that writes down where and when (ms). */
function knockOn(local: Candidate[]): { tried: { at: number; to: string }[]; lines: string[]; end: () => void } {
  const tried: { at: number; to: string }[] = []
  const lines: string[] = []
  const begun = Date.now()
  const signal: Door['signal'] = (data) => {
    const line = data.candidate.candidate ?? ''
    const [, , , , address = '', port = ''] = line.split(' ')
    lines.push(line)
    tried.push({ at: Date.now() - begun, to: `${address}:${port}` })
  }
  return { tried, lines, end: knock({ signal }, description('answer', local), description('offer', [theirs])) }
}

describe('knocking', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('tries them every 8 s for ten minutes, and somebody at least every 5 s, never with the same line twice', () => {
    const { tried, lines, end } = knockOn([hidden, own])
    vi.advanceTimersByTime(600_000)
    end()
    const gaps = (to?: string): number[] => {
      const times = tried.filter((each) => to === undefined || each.to === to).map(({ at }) => at)
      return [...times, 600_000].map((at, index) => at - (times[index - 1] ?? 0))
    }
    expect(Math.max(...gaps('198.51.100.7:4242'))).toBeLessThanOrEqual(8_000)
    expect(Math.max(...gaps())).toBeLessThanOrEqual(5_000)
    expect(new Set(lines).size).toBe(lines.length)
  })

  it('tries nobody but them and the discard port of this machine, or an address of nobody where ours is hidden', () => {
    for (const [local, nobody] of [
      [[hidden, own], '10.0.0.5:9'],
      [[hidden], '192.0.2.1:9'],
    ] as const) {
      const { tried, end } = knockOn([...local])
      vi.advanceTimersByTime(30_000)
      end()
      expect(new Set(tried.map(({ to }) => to))).toEqual(new Set(['198.51.100.7:4242', nobody]))
    }
  })

  it('stops when it is told to', () => {
    const { tried, end } = knockOn([own])
    vi.advanceTimersByTime(1_000)
    end()
    vi.advanceTimersByTime(60_000)
    expect(tried).toEqual([])
  })
})
