// One node in a plain web page: memory store, real WebRTC, real tracker. `link.test.ts` opens it in two browsers and looks
// at what each of them holds.

import { GossipNode } from '../../src/gossip/node.ts'
import { gossipStore } from '../../src/gossip/gossip-store.ts'
import { Rendezvous } from '../../src/gossip/rendezvous.ts'
import { createSealer } from '../../src/gossip/sealer.ts'
import { topicKeyOf } from '../../src/gossip/topic.ts'
import { publish } from '../../src/log/publish.ts'
import type { Step } from '../../src/log/publication.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import type { PendingLink } from '../../src/ports/link.ts'
import { WebSocketTracker } from '../../src/adapters/tracker/websocket-tracker.ts'
import { PcBudget } from '../../src/adapters/webrtc/pc-budget.ts'
import { usableServers } from '../../src/adapters/webrtc/usable-servers.ts'
import { DIAL_TIMES, WebRtcDialer, type IceServer } from '../../src/adapters/webrtc/webrtc-dialer.ts'
import { linkSuite, type LinkPair } from '../../src/testing/link-suite.ts'
import { MemoryLocks } from '../../src/memory/memory-locks.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'
import { randomSigner } from '../../src/memory/memory-signer.ts'

const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }
const clock = { now: (): number => Date.now() }
const store = new MemoryLogStore()
const budget = new PcBudget(400)
let iceServers: readonly IceServer[] = []
let isRelayOnly = false
let answeredAt = 0
const dialer = new WebRtcDialer({ iceServers: () => iceServers, relayOnly: () => isRelayOnly, budget })
const hasty = new WebRtcDialer({ iceServers: () => iceServers, budget, times: { ...DIAL_TIMES, answerMs: 200 } })
const minutes = { ...DIAL_TIMES, answerMs: 600_000, replyMs: 600_000 }
const patient = new WebRtcDialer({ iceServers: () => iceServers, budget, times: minutes, patient: true })
const node = new GossipNode({ store: gossipStore(store), clock, random })
const signer = randomSigner(random)
const attempts: PendingLink[] = []
const endings: string[] = []
setInterval(() => node.tick(), 500)

async function write(festival: FestivalId | 'new', steps: Step[]): Promise<FestivalId> {
  const ports = { store, signer: await signer, locks: new MemoryLocks(), random, clock }
  const result = await publish(ports, { festival, steps, value: (receipts) => receipts })
  const first = result.ok ? result.value[0] : undefined
  if (first === undefined) throw new Error('publishing failed')
  const id = festival === 'new' ? first.id : festival
  await node.reload(id)
  return id
}

const peer = {
  /** A new festival; gives its id. */
  found: (): Promise<FestivalId> =>
    write('new', [
      () => ({
        v: 1,
        op: 'festival.create',
        at: Date.now(),
        title: 'Test',
        timezone: 'Europe/Berlin',
        visibility: 'open',
        nonce: '00'.repeat(16),
      }),
    ]),
  say: (festival: FestivalId, name: string): Promise<FestivalId> =>
    write(festival, [() => ({ v: 1, op: 'profile.set', at: Date.now(), name })]),
  /** Follows the festival and looks for its people at the tracker. */
  meet: (festival: FestivalId, trackerUrl: string): void => {
    const topic = { festival, key: topicKeyOf(festival), trackers: [trackerUrl] }
    node.setTopics([topic])
    const rendezvous = new Rendezvous({
      clock,
      random,
      dialer,
      sealer: createSealer(random),
      nodeKey: node.nodeKey,
      peersOf: (id) => node.peersOf(id),
      hasRoom: (id, underWay) => node.hasRoom(id, underWay),
      isConnectedTo: (key, withinMs) => node.isConnectedTo(key, withinMs),
      isShunned: (key) => node.isShunned(key),
      onLink: (link, expected) => void node.addLink(link, expected),
    })
    rendezvous.setTopics([topic])
    const tracker = new WebSocketTracker(trackerUrl, random)
    rendezvous.addSignaller(trackerUrl, tracker)
    tracker.onState = (state) => {
      if (state.state === 'open') rendezvous.hurry(trackerUrl)
    }
    tracker.open()
    setInterval(() => rendezvous.tick(), 500)
  },
  follow: (festival: FestivalId): void => node.setTopics([{ festival, key: topicKeyOf(festival) }]),
  offer: (): Promise<number[] | null> => begin(dialer.offer()),
  /** An offer that waits 200 ms for its answer. */
  hastyOffer: (): Promise<number[] | null> => begin(hasty.offer()),
  /** STUN and TURN servers for every attempt from now on; gives those that the browser takes. */
  useServers: (servers: IceServer[]): IceServer[] => {
    iceServers = usableServers(servers)
    return [...iceServers]
  },
  /** Attempts from now on name relays only, and need one. */
  useRelaysOnly: (): void => void (isRelayOnly = true),
  /** RTCPeerConnections that the attempts have cost so far. */
  constructed: (): number => budget.used,
  /** As connecting by hand does it: answers may take minutes to arrive. */
  patientOffer: (): Promise<number[] | null> => begin(patient.offer()),
  patientAnswer: async (offer: number[]): Promise<number[] | null> => {
    const answer = await begin(patient.answer(Uint8Array.from(offer)))
    answeredAt = performance.now()
    return answer
  },
  /** Milliseconds since the last patient answer. */
  sinceAnswer: (): number => performance.now() - answeredAt,
  answer: (offer: number[]): Promise<number[] | null> => begin(dialer.answer(Uint8Array.from(offer))),
  accept: (answer: number[]): boolean => attempts.at(-1)?.accept(Uint8Array.from(answer)) ?? false,
  /** How the attempts ended so far, in order. */
  endings: (): string[] => endings,
  peers: (festival: FestivalId): number => node.peersOf(festival),
  heights: async (festival: FestivalId): Promise<number[]> =>
    (await store.logs(festival)).map((log) => log.seqNum).sort((a, b) => a - b),
  /** Runs the suite for links over connections of this page with itself; gives what failed. */
  suite: async (): Promise<string[]> => {
    const failed: string[] = []
    for (const { name, run } of linkSuite) {
      await run(await connectToMyself()).catch((error: unknown) => failed.push(`${name}: ${String(error)}`))
    }
    return failed
  },
}

/** The description, null when there is none (undefined does not travel to the test). */
async function begin(pending: PendingLink): Promise<number[] | null> {
  attempts.push(pending)
  void pending.opened.then((opened) => {
    endings.push(opened.ok ? 'open' : opened.error.code)
    if (opened.ok) node.addLink(opened.value)
    return opened.ok
  })
  const blob = await pending.description
  return blob === undefined ? null : [...blob]
}

async function connectToMyself(): Promise<LinkPair> {
  const offering = dialer.offer()
  const answering = dialer.answer((await offering.description) ?? new Uint8Array(0))
  offering.accept((await answering.description) ?? new Uint8Array(0))
  const [initiator, responder] = [await offering.opened, await answering.opened]
  if (!initiator.ok || !responder.ok) throw new Error('no link')
  return { initiator: initiator.value, responder: responder.value }
}

export type LinkPeer = typeof peer

declare global {
  interface Window {
    peer: LinkPeer
  }
}
window.peer = peer
