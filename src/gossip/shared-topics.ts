// Which topics both ends of one link follow, and the small numbers (slots) that stand for them in messages. A topic is
// shared once each side has proved to the other that it knows the topic key: in the handshake, or later by TOPIC_ADD.

import { equalBytes } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import { addedTopicTag, otherRole, type Role } from './handshake.ts'
import { MAX_SLOT, MAX_TOPICS, type Message } from './messages.ts'
import type { Topic } from './topic.ts'

export class SharedTopics {
  readonly #role: Role
  readonly #h: Uint8Array
  /** Our announcements: topic → the slot that we use when sending. */
  readonly #ours = new Map<FestivalId, number>()
  /** The peer's: the slot that it uses → topic. */
  readonly #theirs = new Map<number, FestivalId>()
  /** Announcements that mean nothing to us yet. */
  readonly #unknown = new Map<number, Uint8Array>()
  /** Slots that the peer used: it never uses one twice, so that it can not add and drop for ever. */
  readonly #used = new Set<number>()
  #nextSlot: number

  /** `shared` from the handshake, where both sides use the same numbers. */
  constructor(role: Role, h: Uint8Array, shared: readonly FestivalId[]) {
    this.#role = role
    this.#h = h
    for (const [slot, festival] of shared.entries()) {
      this.#ours.set(festival, slot)
      this.#theirs.set(slot, festival)
    }
    this.#nextSlot = MAX_TOPICS
  }

  /** Our slot for a topic that both follow. */
  slotOf(festival: FestivalId): number | undefined {
    return this.#isTheirs(festival) ? this.#ours.get(festival) : undefined
  }

  /** The topic of a slot that the peer uses, when both follow it. */
  festivalOf(slot: number): FestivalId | undefined {
    const festival = this.#theirs.get(slot)
    return festival !== undefined && this.#ours.has(festival) ? festival : undefined
  }

  /** We follow the topic from now on: what to tell the peer. */
  add(topic: Topic): Message | undefined {
    if (this.#ours.has(topic.festival) || this.#nextSlot > MAX_SLOT) return undefined
    for (const [slot, tag] of this.#unknown) {
      if (this.#matches(topic, slot, tag)) {
        this.#unknown.delete(slot)
        this.#theirs.set(slot, topic.festival)
      }
    }
    const slot = this.#nextSlot
    this.#nextSlot += 1
    this.#ours.set(topic.festival, slot)
    return { type: 'topic-add', slot, tag: addedTopicTag(topic.key, this.#role, this.#h, slot) }
  }

  drop(festival: FestivalId): Message | undefined {
    const slot = this.#ours.get(festival)
    this.#ours.delete(festival)
    return slot === undefined ? undefined : { type: 'topic-drop', slot }
  }

  /** The peer follows a topic from now on; gives it when it is one of ours. */
  added(slot: number, tag: Uint8Array, topics: Iterable<Topic>): Topic | undefined {
    if (slot < MAX_TOPICS || this.#used.has(slot)) return undefined
    this.#used.add(slot)
    for (const topic of topics) {
      if (!this.#matches(topic, slot, tag)) continue
      this.#theirs.set(slot, topic.festival)
      return topic
    }
    if (this.#unknown.size < MAX_TOPICS) this.#unknown.set(slot, tag)
    return undefined
  }

  /** The peer follows it no more; gives the topic. */
  dropped(slot: number): FestivalId | undefined {
    const festival = this.#theirs.get(slot)
    this.#theirs.delete(slot)
    this.#unknown.delete(slot)
    return festival
  }

  #isTheirs(festival: FestivalId): boolean {
    for (const theirs of this.#theirs.values()) if (theirs === festival) return true
    return false
  }

  #matches(topic: Topic, slot: number, tag: Uint8Array): boolean {
    return equalBytes(addedTopicTag(topic.key, otherRole(this.#role), this.#h, slot), tag)
  }
}
