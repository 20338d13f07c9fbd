// Meeting at a tracker: who finds whom, what the tracker gets to see, and how many connections it costs.

import { describe, expect, it } from 'vitest'
import { utf8Encode } from '../../../src/bamboo/index.ts'
import { Rendezvous, type MeetingTopic } from '../../../src/gossip/rendezvous.ts'
import { createSealer } from '../../../src/gossip/sealer.ts'
import { openSignal, sealSignal } from '../../../src/gossip/signal.ts'
import { daysAt, signallingKey, swarmName, topicKeyOf } from '../../../src/gossip/topic.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { Link } from '../../../src/ports/link.ts'
import { ManualClock } from '../../../src/testing/manual-clock.ts'
import { MemoryDialer, Switchboard } from '../../../src/testing/memory-dialer.ts'
import type { MemoryLink } from '../../../src/testing/memory-link.ts'
import { MemoryTracker, type MemorySignaller } from '../../../src/testing/memory-signaller.ts'
import { SeededRandom } from '../../../src/testing/seeded-random.ts'

const DAY_MS = 86_400_000
/** Far from midnight, when a topic has two names. */
const NOON = 20_000 * DAY_MS + DAY_MS / 2
const festival = `0040${'f1'.repeat(64)}` as FestivalId
const TRACKER = 'wss://tracker.example/'

function topic(key = topicKeyOf(festival)): MeetingTopic {
  return { festival, key, trackers: [TRACKER] }
}

class Person {
  readonly links: Link[] = []
  readonly dialer: MemoryDialer
  readonly rendezvous: Rendezvous
  readonly signaller: MemorySignaller
  readonly nodeKey: Uint8Array
  /** Node keys that count as connected. */
  connected = false
  /** Links at most, each time that somebody asks; 12 after that. */
  readonly rooms: number[] = []
  /** Whether no link to anybody is wanted. */
  shunned = false

  constructor(name: string, board: Switchboard, tracker: MemoryTracker, clock: ManualClock) {
    const random = new SeededRandom(name)
    this.nodeKey = random.bytes(32)
    this.dialer = new MemoryDialer(board, random)
    this.rendezvous = new Rendezvous({
      clock,
      random,
      sealer: createSealer(random),
      dialer: this.dialer,
      nodeKey: this.nodeKey,
      peersOf: () => this.links.length,
      hasRoom: (_festival, underWay) => this.links.length + underWay < (this.rooms.shift() ?? 12),
      isConnectedTo: () => this.connected,
      isShunned: () => this.shunned,
      onLink: (link) => this.links.push(link),
    })
    this.signaller = tracker.signaller()
    this.rendezvous.addSignaller(TRACKER, this.signaller)
  }
}

function scene(...names: string[]): { clock: ManualClock; tracker: MemoryTracker; people: Person[] } {
  const clock = new ManualClock(NOON)
  const board = new Switchboard()
  const tracker = new MemoryTracker(new SeededRandom('tracker'))
  return { clock, tracker, people: names.map((name) => new Person(name, board, tracker, clock)) }
}

/** Waits until the condition holds; WebCrypto works outside of our turn. */
async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { interval: 1, timeout: 5_000 }).toBe(true)
}

/** Lets everything that is under way come to its end. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('the rendezvous', () => {
  it('links two people of a festival that are there one after the other', async () => {
    const { people, tracker } = scene('ada', 'ben')
    const [ada, ben] = people as [Person, Person]
    ada.rendezvous.setTopics([topic()])
    ada.rendezvous.tick()
    await until(() => tracker.seen.length === 2)
    ben.rendezvous.setTopics([topic()])
    ben.rendezvous.tick()
    await until(() => ada.links.length === 1 && ben.links.length === 1)
    expect(ben.links[0]?.initiator).toBe(true)
    expect(ada.links[0]?.initiator).toBe(false)
  })

  it('makes no further offers while the one that was answered becomes a link, and goes on when none comes of it', async () => {
    const { people, tracker, clock } = scene('ada', 'ben')
    const [ada, ben] = people as [Person, Person]
    for (const person of [ada, ben]) {
      person.rendezvous.setTopics([topic()])
      person.rendezvous.tick()
      await quiet()
    }
    await until(() => ada.links.length === 1 && ben.links.length === 1)
    // The handshake fails: nobody is there after all.
    ada.links.length = 0
    const before = tracker.seen.length
    for (let second = 0; second < 4; second += 1) {
      clock.advance(1_000)
      ada.rendezvous.tick()
      await quiet()
    }
    expect(tracker.seen).toHaveLength(before)
    clock.advance(2_000)
    ada.rendezvous.tick()
    await until(() => tracker.seen.length > before)
  })

  it('leaves people of other festivals alone, even at the same name', async () => {
    const { people, tracker } = scene('ada', 'mallory')
    const [ada, mallory] = people as [Person, Person]
    ada.rendezvous.setTopics([topic()])
    ada.rendezvous.tick()
    await until(() => tracker.seen.length === 2)
    const [day = 0] = daysAt(NOON)
    const offers = [{ id: new Uint8Array(20), sealed: 'g1:AAAA' }]
    mallory.signaller.announce(swarmName(topicKeyOf(festival), day), offers)
    await quiet()
    expect(ada.dialer.dialled).toBe(2)
    expect(ada.links).toEqual([])
  })

  it('shows the tracker neither festival nor topic key nor node key nor description', async () => {
    const { people, tracker } = scene('ada', 'ben')
    const [ada, ben] = people as [Person, Person]
    for (const person of [ada, ben]) {
      person.rendezvous.setTopics([topic()])
      person.rendezvous.tick()
    }
    await until(() => ada.links.length + ben.links.length >= 2)
    const seen = tracker.seen.join('\n')
    const decoded = tracker.seen
      .map((line) => Buffer.from(line.split('g1:')[1] ?? '', 'base64').toString('hex'))
      .join('\n')
    for (const secret of [topicKeyOf(festival), ada.nodeKey, ben.nodeKey, utf8Encode(festival)]) {
      expect(decoded).not.toContain(Buffer.from(secret).toString('hex'))
      expect(seen).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })

  it('uses one name a day, and both around midnight', () => {
    const key = topicKeyOf(festival)
    expect(daysAt(NOON)).toEqual([20_000])
    expect(daysAt(20_000 * DAY_MS - 60_000)).toEqual([19_999, 20_000])
    expect(daysAt(20_000 * DAY_MS + 60_000)).toEqual([19_999, 20_000])
    expect(swarmName(key, 1)).toHaveLength(20)
    expect(swarmName(key, 1)).not.toEqual(swarmName(key, 2))
    expect(swarmName(key, 1)).not.toEqual(swarmName(new Uint8Array(32), 1))
  })

  it('announces the same offers again while nobody answers, and rarely after a while', async () => {
    const { people, tracker, clock } = scene('ada')
    const [ada] = people as [Person]
    ada.rendezvous.setTopics([topic()])
    for (let second = 0; second < 30; second += 1) {
      ada.rendezvous.tick()
      await quiet()
      clock.advance(1_000)
    }
    const ids = tracker.seen.map((line) => line.split(' ')[1])
    expect(ids.length).toBeGreaterThanOrEqual(6)
    expect(new Set(ids).size).toBe(2)
    expect(ada.dialer.dialled).toBe(2)
    for (let second = 0; second < 3_600; second += 1) {
      ada.rendezvous.tick()
      clock.advance(1_000)
      if (second % 20 === 0) await quiet()
    }
    expect(ada.dialer.dialled).toBeLessThanOrEqual(45)
  })

  it.each([
    { trackers: 2, at: 1 },
    { trackers: 4, at: 2 },
  ])('announces each offer at $at of $trackers trackers: a second answer is a connection in vain', async (few) => {
    const { people, clock } = scene('ada')
    const [ada] = people as [Person]
    const meetings = Array.from({ length: few.trackers }, (_, index) => {
      const tracker = new MemoryTracker(new SeededRandom(`tracker ${index}`))
      return { url: `wss://${index}.tracker.example/`, tracker }
    })
    for (const { url, tracker } of meetings) ada.rendezvous.addSignaller(url, tracker.signaller())
    ada.rendezvous.setTopics([{ ...topic(), trackers: meetings.map(({ url }) => url) }])
    for (let round = 1; round <= 3; round += 1) {
      ada.rendezvous.hurry()
      await until(() => meetings.every(({ tracker }) => tracker.seen.length === 2 * round))
      clock.advance(5_000)
    }
    const counts = new Map<string, number>()
    for (const { tracker } of meetings) {
      const ids = new Set(tracker.seen.map((line) => line.split(' ')[1] ?? ''))
      expect(ids.size).toBe(2)
      for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    expect([...counts.values()]).toEqual([few.at, few.at, few.at, few.at])
    expect(ada.dialer.dialled).toBe(4)
  })

  it('announces the same offers at all trackers once it had links: many of those that trackers name are gone', async () => {
    const { people, tracker } = scene('ada')
    const [ada] = people as [Person]
    const other = new MemoryTracker(new SeededRandom('other tracker'))
    const url = 'wss://other.example/'
    ada.rendezvous.addSignaller(url, other.signaller())
    ada.rendezvous.setTopics([{ ...topic(), trackers: [TRACKER, url] }])
    ada.links.push({} as Link)
    ada.rendezvous.tick()
    await quiet()
    ada.links.pop()
    ada.rendezvous.tick()
    await until(() => tracker.seen.length === 4 && other.seen.length >= 2)
    expect(ada.dialer.dialled).toBe(2)
  })

  it('makes an offer now and then with enough peers, and answers none of a peer it is linked to', async () => {
    const { people, tracker, clock } = scene('ada', 'ben')
    const [ada, ben] = people as [Person, Person]
    ada.connected = true
    ada.links.push(...Array.from({ length: 8 }, () => ({}) as Link))
    ada.rendezvous.setTopics([topic()])
    ada.rendezvous.tick()
    await until(() => tracker.seen.length === 1)
    ben.rendezvous.setTopics([topic()])
    ben.rendezvous.tick()
    await until(() => tracker.seen.length === 3)
    await quiet()
    expect(ada.dialer.dialled).toBe(1)
    for (let second = 0; second < 3_600; second += 1) {
      clock.advance(1_000)
      ada.rendezvous.tick()
      if (second % 20 === 0) await quiet()
    }
    // One dial in 5 to 15 minutes keeps islands from living apart.
    expect(ada.dialer.dialled).toBeGreaterThanOrEqual(4)
    expect(ada.dialer.dialled).toBeLessThanOrEqual(12)
  })

  it('neither answers nor takes an answer of somebody whom the node shuns', async () => {
    const { people, tracker } = scene('ada', 'ben')
    const [ada, ben] = people as [Person, Person]
    ada.shunned = true
    ada.rendezvous.setTopics([topic()])
    ada.rendezvous.tick()
    await until(() => tracker.seen.length === 2)
    ben.rendezvous.setTopics([topic()])
    ben.rendezvous.tick()
    await until(() => tracker.seen.length === 4)
    await quiet()
    ada.rendezvous.hurry()
    await until(() => ben.dialer.dialled > 2)
    await quiet()
    expect(ada.dialer.dialled).toBe(2)
    expect(ada.links).toHaveLength(0)
  })

  it('answers nobody with as many links as a node may have', async () => {
    const { people, tracker } = scene('ada', 'ben')
    const [ada, ben] = people as [Person, Person]
    ada.links.push(...Array.from({ length: 12 }, () => ({}) as Link))
    ada.rendezvous.setTopics([topic()])
    ada.rendezvous.tick()
    await until(() => tracker.seen.length === 1)
    ben.rendezvous.setTopics([topic()])
    ben.rendezvous.tick()
    await until(() => tracker.seen.length === 3)
    await quiet()
    expect(ada.dialer.dialled).toBe(1)
  })

  it('takes no answer when links came from elsewhere meanwhile, and keeps no connection beyond them', async () => {
    for (const rooms of [[0], [12, 0]]) {
      const { people, tracker } = scene('ada', 'ben')
      const [ada, ben] = people as [Person, Person]
      ben.rendezvous.setTopics([topic()])
      ben.signaller.announce(swarmName(topicKeyOf(festival), daysAt(NOON)[0] ?? 0), [])
      ada.rooms.push(...rooms)
      ada.rendezvous.setTopics([topic()])
      ada.rendezvous.tick()
      // Two offers, and an answer.
      await until(() => tracker.seen.length === 3)
      await until(() => ada.rooms.length === 0)
      await quiet()
      expect(ada.links).toHaveLength(0)
      expect(ben.links.map((link) => (link as MemoryLink).isClosed)).toEqual(rooms.length === 1 ? [] : [true])
    }
  })

  it('looks for others at once when most peers are gone', async () => {
    const { people, tracker, clock } = scene('ada')
    const [ada] = people as [Person]
    ada.links.push(...Array.from({ length: 7 }, () => ({}) as Link))
    ada.rendezvous.setTopics([topic()])
    ada.rendezvous.tick()
    await until(() => tracker.seen.length === 1)
    for (const left of [6, 5, 4]) {
      ada.links.length = left
      clock.advance(5_000)
      ada.rendezvous.tick()
    }
    await quiet()
    expect(tracker.seen).toHaveLength(1)
    ada.links.length = 3
    ada.rendezvous.tick()
    await until(() => tracker.seen.length === 2)
    clock.advance(5_000)
    ada.rendezvous.tick()
    await quiet()
    expect(tracker.seen).toHaveLength(2)
  })

  it('looks for others at once when the last peer is gone', async () => {
    const { people, tracker, clock } = scene('ada')
    const [ada] = people as [Person]
    ada.links.push({} as Link)
    ada.rendezvous.setTopics([topic()])
    ada.rendezvous.tick()
    await until(() => tracker.seen.length === 2)
    clock.advance(10_000)
    ada.rendezvous.tick()
    await quiet()
    expect(tracker.seen).toHaveLength(2)
    ada.links.pop()
    ada.rendezvous.tick()
    await until(() => tracker.seen.length === 4)
  })

  it('survives a tracker that sends nonsense', async () => {
    const { people } = scene('ada')
    const [ada] = people as [Person]
    ada.rendezvous.setTopics([topic()])
    const [day = 0] = daysAt(NOON)
    const name = swarmName(topicKeyOf(festival), day)
    const id = new Uint8Array(20)
    for (const sealed of ['', 'g1:', 'g1:====', 'g1:AAAA', `g1:${'A'.repeat(4_000)}`, 'x'.repeat(100)]) {
      ada.signaller.receive('offer', name, id, Uint8Array.from(utf8Encode(sealed.padEnd(20)).subarray(0, 20)), sealed)
      ada.signaller.receive('answer', name, id, id, sealed)
      ada.signaller.receive('offer', id, id, id, sealed)
    }
    await quiet()
    expect(ada.dialer.dialled).toBe(0)
  })
})

describe('a sealed signal', () => {
  it('opens only with its key, in its swarm, for its offer', async () => {
    const sealer = createSealer(new SeededRandom('sealer'))
    const key = signallingKey(topicKeyOf(festival), 1)
    const place = { swarm: new Uint8Array(20).fill(1), offerId: new Uint8Array(20).fill(2) }
    const signal = { kind: 'offer' as const, nodeKey: new Uint8Array(32).fill(3), description: new Uint8Array(90) }
    const text = await sealSignal(sealer, key, place, signal)
    expect(text).toMatch(/^g1:[A-Za-z0-9+/]+=*$/)
    expect(await openSignal(sealer, key, place, text)).toEqual(signal)
    const elsewhere = new Uint8Array(20).fill(9)
    expect(await openSignal(sealer, signallingKey(topicKeyOf(festival), 2), place, text)).toBeUndefined()
    expect(await openSignal(sealer, key, { ...place, swarm: elsewhere }, text)).toBeUndefined()
    expect(await openSignal(sealer, key, { ...place, offerId: elsewhere }, text)).toBeUndefined()
    const changed = `g1:${text.startsWith('g1:A') ? 'B' : 'A'}${text.slice(4)}`
    expect(await openSignal(sealer, key, place, changed)).toBeUndefined()
  })
})
