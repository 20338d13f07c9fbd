// Meets peers of the followed topics at trackers (DESIGN 6): announces each topic with a few sealed offers, answers the offers
// of others, and hands over the links that come of it. Trackers are ports; nothing here depends on any of them answering.

import { equalBytes, toHex } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { Clock } from '../ports/clock.ts'
import type { Dialer, Link, PendingLink } from '../ports/link.ts'
import type { Random } from '../ports/random.ts'
import type { Signaller } from '../ports/signaller.ts'
import { announceWait, offersWanted } from './announce-times.ts'
import { OfferPool, type OpenOffer } from './offer-pool.ts'
import type { Sealer } from './sealer.ts'
import { openSignal, sealSignal, type Signal } from './signal.ts'
import { daysAt, signallingKey, swarmName, type Topic } from './topic.ts'

const MAX_PENDING_ANSWERS = 4
/** A peer that was heard so recently needs no second link. */
const HEARD_MS = 25_000
/** An answer becomes a link in this time, or there is none to be expected. */
const CONNECTING_MS = 5_000
/** The same offer comes by every tracker and with every announce. */
const REMEMBER_OFFERS = 256

/** A topic and the trackers where its people meet. */
export interface MeetingTopic extends Topic {
  trackers: readonly string[]
}

export interface RendezvousPorts {
  clock: Clock
  random: Random
  sealer: Sealer
  dialer: Dialer
  nodeKey: Uint8Array
  /** Live peers of a topic. */
  peersOf: (festival: FestivalId) => number
  /** Whether there is room for one more link of a topic besides so many that are under way. */
  hasRoom: (festival: FestivalId, underWay: number) => boolean
  isConnectedTo: (nodeKey: Uint8Array, withinMs: number) => boolean
  /** Whether no link to that node is wanted for now. */
  isShunned: (nodeKey: Uint8Array) => boolean
  /** The peer must prove that it has the expected node key. */
  onLink: (link: Link, expected: Uint8Array) => void
}

interface Meeting {
  topic: MeetingTopic
  offers: OfferPool
  /** By tracker. */
  next: Map<string, { at: number; attempt: number }>
  /** The most links since the last time that many were lost. */
  most: number
  /** There was a link once. */
  hasMet: boolean
  /** When an announce last carried offers. */
  offeredAt: number
  /** When an offer was last answered, here or there. */
  answeredAt: number
}

interface Swarm {
  name: Uint8Array
  key: Uint8Array
  meeting: Meeting
}

export class Rendezvous {
  readonly #ports: RendezvousPorts
  readonly #meetings = new Map<FestivalId, Meeting>()
  readonly #signallers = new Map<string, Signaller>()
  readonly #answering = new Map<string, PendingLink>()
  /** Offers of ours that were answered. */
  readonly #answered = new Set<PendingLink>()
  readonly #seenOffers = new Set<string>()

  constructor(ports: RendezvousPorts) {
    this.#ports = ports
  }

  /** Meet for exactly these topics from now on. */
  setTopics(topics: readonly MeetingTopic[]): void {
    const wanted = new Set(topics.map((topic) => topic.festival))
    for (const [festival, meeting] of this.#meetings) if (!wanted.has(festival)) this.#leave(festival, meeting)
    for (const topic of topics) this.#join(topic)
  }

  /** A tracker can be used from now on. */
  addSignaller(url: string, signaller: Signaller): void {
    this.#signallers.set(url, signaller)
    signaller.onOffer = (name, peer, offerId, sealed) => void this.#onOffer(signaller, name, peer, offerId, sealed)
    signaller.onAnswer = (name, _peer, offerId, sealed) => void this.#onAnswer(name, offerId, sealed)
  }

  removeSignaller(url: string): void {
    this.#signallers.get(url)?.close()
    this.#signallers.delete(url)
  }

  /** Announce everything now, quickly at first: the user went online, or a tracker came back. */
  hurry(url?: string): void {
    for (const meeting of this.#meetings.values()) {
      for (const tracker of meeting.topic.trackers) {
        if (url === undefined || url === tracker) meeting.next.set(tracker, { at: this.#ports.clock.now(), attempt: 0 })
      }
    }
    this.tick()
  }

  /** Call it about once a second. */
  tick(): void {
    const now = this.#ports.clock.now()
    for (const meeting of this.#meetings.values()) {
      this.#noticeLosses(meeting, now)
      for (const [url, next] of meeting.next) if (now >= next.at) this.#announce(meeting, url, next.attempt, now)
    }
  }

  close(): void {
    this.setTopics([])
    for (const signaller of this.#signallers.values()) signaller.close()
    this.#signallers.clear()
    for (const pending of this.#answering.values()) pending.cancel()
  }

  #join(topic: MeetingTopic): void {
    const { dialer, clock, random } = this.#ports
    const known = this.#meetings.get(topic.festival)
    const meeting: Meeting = known ?? {
      topic,
      offers: new OfferPool(dialer, clock, random),
      next: new Map(),
      most: 0,
      hasMet: false,
      offeredAt: Number.NEGATIVE_INFINITY,
      answeredAt: Number.NEGATIVE_INFINITY,
    }
    meeting.topic = topic
    this.#meetings.set(topic.festival, meeting)
    for (const url of meeting.next.keys()) if (!topic.trackers.includes(url)) meeting.next.delete(url)
    for (const url of topic.trackers) {
      if (!meeting.next.has(url)) meeting.next.set(url, { at: clock.now(), attempt: 0 })
    }
  }

  #leave(festival: FestivalId, meeting: Meeting): void {
    this.#meetings.delete(festival)
    meeting.offers.cancel()
    for (const swarm of this.#swarmsOf(meeting)) {
      for (const url of meeting.topic.trackers) this.#signallers.get(url)?.leave(swarm.name)
    }
  }

  /** More than half of the links are gone, or the last one: something happened, so look for others at once. */
  #noticeLosses(meeting: Meeting, now: number): void {
    const links = this.#ports.peersOf(meeting.topic.festival)
    meeting.most = Math.max(meeting.most, links)
    meeting.hasMet ||= links > 0
    if (links * 2 >= meeting.most) return
    meeting.most = links
    for (const url of meeting.next.keys()) meeting.next.set(url, { at: now, attempt: 0 })
  }

  #announce(meeting: Meeting, url: string, attempt: number, now: number): void {
    const { random, peersOf } = this.#ports
    const links = peersOf(meeting.topic.festival)
    const linkedBy = meeting.answeredAt + CONNECTING_MS
    // Somebody is found already: further offers would cost connections that nobody needs.
    if (links === 0 && now < linkedBy) return void meeting.next.set(url, { at: linkedBy, attempt })
    meeting.next.set(url, { at: now + announceWait(links, attempt, random), attempt: attempt + 1 })
    const signaller = this.#signallers.get(url)
    if (signaller === undefined) return
    const wanted = offersWanted(links, attempt, now - meeting.offeredAt)
    if (wanted > 0) meeting.offeredAt = now
    void this.#announceWithOffers(meeting, url, signaller, wanted)
  }

  async #announceWithOffers(meeting: Meeting, url: string, signaller: Signaller, wanted: number): Promise<void> {
    // After losses most offers reach nobody: then two trackers get the same one, which costs half as many connections.
    const own = !meeting.hasMet && wanted > 1
    const offers = await meeting.offers.take(wanted, url, own, (pending, answerer) => {
      this.#handOver(meeting, pending, answerer, () => this.#answered.delete(pending))
    })
    if (this.#meetings.get(meeting.topic.festival) !== meeting) return
    for (const swarm of this.#swarmsOf(meeting)) {
      const sealed = await Promise.all(offers.map((offer) => this.#sealOffer(swarm, offer)))
      signaller.announce(swarm.name, sealed)
    }
  }

  async #sealOffer(swarm: Swarm, offer: OpenOffer): Promise<{ id: Uint8Array; sealed: string }> {
    const { sealer, nodeKey } = this.#ports
    const signal: Signal = { kind: 'offer', nodeKey, description: offer.description }
    const place = { swarm: swarm.name, offerId: offer.id }
    return { id: offer.id, sealed: await sealSignal(sealer, swarm.key, place, signal) }
  }

  async #onOffer(
    signaller: Signaller,
    name: Uint8Array,
    peer: Uint8Array,
    offerId: Uint8Array,
    sealed: string,
  ): Promise<void> {
    const { sealer, nodeKey, dialer } = this.#ports
    const swarm = this.#swarmOf(name)
    if (swarm === undefined || !this.#isNewOffer(offerId)) return
    const place = { swarm: name, offerId }
    const signal = await openSignal(sealer, swarm.key, place, sealed)
    if (signal?.kind !== 'offer' || !this.#isWelcome(swarm.meeting, signal.nodeKey)) return
    const id = toHex(signal.nodeKey)
    const pending = dialer.answer(signal.description)
    swarm.meeting.answeredAt = this.#ports.clock.now()
    this.#answering.set(id, pending)
    this.#handOver(
      swarm.meeting,
      pending,
      () => signal.nodeKey,
      () => this.#answering.delete(id),
    )
    const description = await pending.description
    if (description === undefined) return
    const answer: Signal = { kind: 'answer', nodeKey, description }
    signaller.answer(name, peer, offerId, await sealSignal(sealer, swarm.key, place, answer))
  }

  async #onAnswer(name: Uint8Array, offerId: Uint8Array, sealed: string): Promise<void> {
    const swarm = this.#swarmOf(name)
    const isIt = (id: Uint8Array): boolean => equalBytes(id, offerId)
    if (swarm === undefined || !swarm.meeting.offers.has(isIt)) return
    const signal = await openSignal(this.#ports.sealer, swarm.key, { swarm: name, offerId }, sealed)
    if (signal?.kind !== 'answer' || this.#ports.isShunned(signal.nodeKey) || !this.#hasRoom(swarm.meeting)) return
    const taken = swarm.meeting.offers.accept(isIt, signal.description, signal.nodeKey)
    if (taken === undefined) return
    this.#answered.add(taken)
    swarm.meeting.answeredAt = this.#ports.clock.now()
  }

  #isNewOffer(offerId: Uint8Array): boolean {
    const id = toHex(offerId)
    if (this.#seenOffers.has(id)) return false
    this.#seenOffers.add(id)
    if (this.#seenOffers.size > REMEMBER_OFFERS) {
      for (const oldest of this.#seenOffers) {
        this.#seenOffers.delete(oldest)
        break
      }
    }
    return true
  }

  #isWelcome(meeting: Meeting, nodeKey: Uint8Array): boolean {
    const { isConnectedTo, isShunned } = this.#ports
    return (
      this.#hasRoom(meeting) &&
      !equalBytes(nodeKey, this.#ports.nodeKey) &&
      !isConnectedTo(nodeKey, HEARD_MS) &&
      !isShunned(nodeKey) &&
      !this.#answering.has(toHex(nodeKey)) &&
      this.#answering.size < MAX_PENDING_ANSWERS
    )
  }

  #hasRoom({ topic }: Meeting): boolean {
    return this.#ports.hasRoom(topic.festival, this.#answering.size + this.#answered.size)
  }

  #handOver({ topic }: Meeting, pending: PendingLink, peer: () => Uint8Array | undefined, settled: () => void): void {
    const { hasRoom, onLink } = this.#ports
    void pending.opened.then((opened) => {
      settled()
      const expected = peer()
      if (!opened.ok) return false
      // Others came meanwhile, from neighbours.
      if (expected === undefined || !hasRoom(topic.festival, 0)) opened.value.close()
      else onLink(opened.value, expected)
      return true
    })
  }

  #swarmOf(name: Uint8Array): Swarm | undefined {
    for (const meeting of this.#meetings.values()) {
      for (const swarm of this.#swarmsOf(meeting)) if (equalBytes(swarm.name, name)) return swarm
    }
    return undefined
  }

  #swarmsOf(meeting: Meeting): Swarm[] {
    const { key } = meeting.topic
    return daysAt(this.#ports.clock.now()).map((day) => ({
      name: swarmName(key, day),
      key: signallingKey(key, day),
      meeting,
    }))
  }
}
