// The handshake as a state machine, step by step, with an honest peer, a stranger, and somebody in the middle.

import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/bamboo/index.ts'
import { PACKING, type Message } from '../../../src/gossip/messages.ts'
import { createNodeKey } from '../../../src/gossip/node-key.ts'
import {
  HANDSHAKE_STEP_MS,
  newSession,
  stepSession,
  type SessionOutput,
  type SessionSetup,
  type SessionState,
} from '../../../src/gossip/session.ts'
import { topicKeyOf, type Topic } from '../../../src/gossip/topic.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'

const FINGERPRINT_A = new Uint8Array(32).fill(0xaa)
const FINGERPRINT_B = new Uint8Array(32).fill(0xbb)

function topic(number: number): Topic {
  const festival = `0040${number.toString(16).padStart(2, '0').repeat(64)}` as FestivalId
  return { festival, key: topicKeyOf(festival) }
}

function setup(name: string, role: 'initiator' | 'responder', topics: Topic[]): SessionSetup {
  const random = new SeededRandom(name)
  const isInitiator = role === 'initiator'
  return {
    role,
    topics,
    random,
    nodeKey: createNodeKey(random),
    localFingerprint: isInitiator ? FINGERPRINT_A : FINGERPRINT_B,
    remoteFingerprint: isInitiator ? FINGERPRINT_B : FINGERPRINT_A,
  }
}

/** One side of a handshake: collects what it sends and how it ends. */
class Side {
  readonly setup: SessionSetup
  state: SessionState
  readonly sent: Message[] = []
  end: Exclude<SessionOutput, { kind: 'send' }> | undefined

  constructor(setup: SessionSetup) {
    this.setup = setup
    this.state = newSession(setup)
    this.#step({ kind: 'start' }, 0)
  }

  take(message: Message, now = 0): void {
    this.#step({ kind: 'message', message }, now)
  }

  tick(now: number): void {
    this.#step({ kind: 'tick' }, now)
  }

  #step(input: Parameters<typeof stepSession>[2], now: number): void {
    const { state, outputs } = stepSession(this.setup, this.state, input, now)
    this.state = state
    for (const output of outputs) {
      if (output.kind === 'send') this.sent.push(output.message)
      else this.end = output
    }
  }
}

/** Passes messages both ways until nobody says anything more. */
function converse(a: Side, b: Side): void {
  for (let busy = true; busy;) {
    const [fromA, fromB] = [a.sent.splice(0), b.sent.splice(0)]
    busy = fromA.length + fromB.length > 0
    for (const message of fromA) b.take(message)
    for (const message of fromB) a.take(message)
  }
}

describe('the handshake', () => {
  it('ends live on both sides, with the same topics in the same order and the right node keys', () => {
    const a = new Side(setup('a', 'initiator', [topic(1), topic(2), topic(3)]))
    const b = new Side(setup('b', 'responder', [topic(3), topic(4), topic(1)]))
    converse(a, b)
    expect(a.end?.kind).toBe('live')
    expect(b.end?.kind).toBe('live')
    if (a.end?.kind !== 'live' || b.end?.kind !== 'live') return
    expect(a.end.shared).toEqual(b.end.shared)
    expect([...a.end.shared].sort()).toEqual([topic(1).festival, topic(3).festival])
    expect(a.end.peer).toEqual(b.setup.nodeKey.publicKey)
    expect(b.end.peer).toEqual(a.setup.nodeKey.publicKey)
    expect(a.end.h).toEqual(b.end.h)
  })

  it.each([
    [0n, false],
    [PACKING, true],
    [6n, false],
    [2n ** 64n - 1n, true],
  ])('knows from features %s whether the peer unpacks: %s', (features, unpacks) => {
    const a = new Side(setup('a', 'initiator', [topic(1)]))
    const b = new Side(setup('b', 'responder', [topic(1)]))
    for (const side of [a, b]) for (const said of side.sent) if (said.type === 'hello') said.features = features
    converse(a, b)
    expect([a.state, b.state]).toMatchObject([
      { phase: 'live', unpacks },
      { phase: 'live', unpacks },
    ])
  })

  it.each([
    [1, 4],
    [4, 4],
    [5, 8],
    [8, 8],
    [9, 16],
    [17, 32],
    [32, 32],
  ])('shows a stranger only random-looking tags in a usual number, and closes: %i topics, %i tags', (topics, tags) => {
    const own = Array.from({ length: topics }, (_, number) => topic(number + 1))
    const a = new Side(setup('a', 'initiator', own))
    const stranger = new Side(setup('s', 'responder', [topic(99)]))
    for (const said of stranger.sent.splice(0)) a.take(said)
    const shown = a.sent.flatMap((said) => (said.type === 'prove' ? said.tags.map((tag) => toHex(tag)) : []))
    expect(new Set(shown).size).toBe(tags)
    expect(shown.every((tag) => tag.length === 32)).toBe(true)
    // In an order that says nothing about which are real.
    expect(shown).toEqual(shown.toSorted((one, other) => (one < other ? -1 : 1)))
    converse(a, stranger)
    expect(stranger.end).toEqual({ kind: 'close', reason: 'no-topic', tell: true })
  })

  it('closes before it says anything about itself when the initiator is the stranger', () => {
    const stranger = new Side(setup('s', 'initiator', [topic(9)]))
    const b = new Side(setup('b', 'responder', [topic(1)]))
    const said: Message[] = [...b.sent]
    converse(stranger, b)
    expect(b.end).toEqual({ kind: 'close', reason: 'no-topic', tell: true })
    expect(said.map((message) => message.type)).toEqual(['hello'])
  })

  it('sends tags that never repeat, neither over two links nor between the two roles', () => {
    const tags = new Set<string>()
    let count = 0
    for (const name of ['one', 'two', 'three']) {
      const a = new Side(setup(name, 'initiator', [topic(1)]))
      const b = new Side(setup(`${name}-b`, 'responder', [topic(1)]))
      const heard: Message[] = []
      for (let round = 0; round < 4; round += 1) {
        const [fromA, fromB] = [a.sent.splice(0), b.sent.splice(0)]
        heard.push(...fromA, ...fromB)
        for (const message of fromA) b.take(message)
        for (const message of fromB) a.take(message)
      }
      for (const message of heard) {
        if (message.type !== 'prove') continue
        expect(message.tags).toHaveLength(4)
        for (const tag of message.tags) tags.add(toHex(tag))
        count += message.tags.length
      }
    }
    expect(count).toBe(24)
    expect(tags.size).toBe(count)
  })

  it('fails when somebody in the middle has other certificates, even one who passes everything on', () => {
    const a = new Side({ ...setup('a', 'initiator', [topic(1)]), remoteFingerprint: new Uint8Array(32).fill(0xee) })
    const b = new Side({ ...setup('b', 'responder', [topic(1)]), remoteFingerprint: new Uint8Array(32).fill(0xdd) })
    converse(a, b)
    expect(b.end).toEqual({ kind: 'close', reason: 'no-topic', tell: true })
    expect(a.end?.kind).not.toBe('live')
  })

  it('fails at AUTH when the one in the middle knows the topic, proves it itself, and passes signatures on', () => {
    const swapped = new Uint8Array(32).fill(0xee)
    const a = new Side({ ...setup('a', 'initiator', [topic(1)]), remoteFingerprint: swapped })
    const b = new Side(setup('b', 'responder', [topic(1)]))
    // Towards a the attacker plays a responder that knows the topic; its AUTH is b's, stolen from a handshake with b.
    const towardsA = new Side({ ...setup('m', 'responder', [topic(1)]), localFingerprint: swapped })
    const towardsB = new Side(setup('n', 'initiator', [topic(1)]))
    const stolen: Message[] = []
    for (let round = 0; round < 3; round += 1) {
      const [fromB, fromM] = [b.sent.splice(0), towardsB.sent.splice(0)]
      stolen.push(...fromB.filter((message) => message.type === 'auth'))
      for (const message of fromM) b.take(message)
      for (const message of fromB) towardsB.take(message)
    }
    expect(stolen).toHaveLength(1)
    for (let round = 0; round < 3; round += 1) {
      const [fromA, fromM] = [a.sent.splice(0), towardsA.sent.splice(0)]
      for (const message of fromM) a.take(message.type === 'auth' ? (stolen[0] ?? message) : message)
      for (const message of fromA) towardsA.take(message)
    }
    expect(a.end).toEqual({ kind: 'close', reason: 'bad-auth', tell: true })
  })

  it('notices that it talks to itself', () => {
    const mine = setup('a', 'initiator', [topic(1)])
    const a = new Side(mine)
    const b = new Side({ ...setup('b', 'responder', [topic(1)]), nodeKey: mine.nodeKey })
    converse(a, b)
    expect(a.end).toEqual({ kind: 'close', reason: 'self', tell: true })
  })

  it.each<[string, Message]>([
    ['AUTH instead of HELLO', { type: 'auth', nodeKey: new Uint8Array(32), signature: new Uint8Array(64) }],
    ['a sync message', { type: 'want', slot: 0, wants: [] }],
    ['credit', { type: 'credit', bytes: 1 }],
  ])('closes on %s', (_name, message) => {
    const b = new Side(setup('b', 'responder', [topic(1)]))
    b.take(message)
    expect(b.end).toEqual({ kind: 'close', reason: 'protocol', tell: true })
  })

  it('closes on a number of tags that nobody uses', () => {
    const b = new Side(setup('b', 'responder', [topic(1)]))
    b.take({ type: 'hello', version: 1, nonce: new Uint8Array(32), features: 0n })
    b.take({ type: 'prove', tags: [new Uint8Array(16)] })
    expect(b.end).toEqual({ kind: 'close', reason: 'protocol', tell: true })
  })

  it('closes on another version', () => {
    const b = new Side(setup('b', 'responder', [topic(1)]))
    b.take({ type: 'hello', version: 2, nonce: new Uint8Array(32), features: 0n })
    expect(b.end).toEqual({ kind: 'close', reason: 'version', tell: true })
  })

  it('gives up when a step takes too long, in every phase', () => {
    const b = new Side(setup('b', 'responder', [topic(1)]))
    b.tick(HANDSHAKE_STEP_MS - 1)
    expect(b.end).toBeUndefined()
    b.take({ type: 'hello', version: 1, nonce: new Uint8Array(32), features: 0n }, 5_000)
    b.tick(HANDSHAKE_STEP_MS + 4_999)
    expect(b.end).toBeUndefined()
    b.tick(HANDSHAKE_STEP_MS + 5_000)
    expect(b.end).toEqual({ kind: 'close', reason: 'timeout', tell: true })
  })
})
