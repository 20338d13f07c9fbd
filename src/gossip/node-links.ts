// The links of a node. Several can lead to one other node: counting nodes, and which of two links stays
// (docs/protocol-gossip.md, Handshake).

import { compareBytes, equalBytes } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { LinkId } from './fetches.ts'
import type { PeerLink } from './peer-link.ts'

/** An older link to the same node that is silent for this long gives way to a new one. */
const SILENT_MS = 10_000

/** What can be told of a live link. It says nothing of who is at the other end: a node key names no person. */
export interface LinkFigures {
  /** Followed at both ends. */
  festivals: FestivalId[]
  /** Those of them in which the peer confirmed to hold all that we wrote. */
  holds: FestivalId[]
  /** Between the last word of the handshake and its answer. */
  roundTripMs: number
  sentBytes: number
  receivedBytes: number
}

export class NodeLinks {
  readonly #all = new Map<LinkId, PeerLink>()
  /** Live peers by festival, as they were counted last; forgotten whenever links change. */
  readonly #peerCounts = new Map<FestivalId, number>()
  #nextId: LinkId = 1

  /** Every open connection, whatever state it is in. */
  get size(): number {
    return this.#all.size
  }

  /** Adds what is made for a fresh id. */
  add(make: (id: LinkId) => PeerLink): LinkId {
    const id = this.#nextId
    this.#nextId += 1
    this.#all.set(id, make(id))
    return id
  }

  delete(id: LinkId): void {
    this.#all.delete(id)
  }

  get(id: LinkId): PeerLink | undefined {
    return this.#all.get(id)
  }

  all(): IterableIterator<PeerLink> {
    return this.#all.values()
  }

  /** Links came, went, or share other topics than before. */
  changed(): void {
    this.#peerCounts.clear()
  }

  /** Live peers of a festival; several links to one node count once. */
  peersOf(festival: FestivalId): number {
    const known = this.#peerCounts.get(festival)
    if (known !== undefined) return known
    const links = [...this.#all.values()].filter((link) => link.isLive && link.slotOf(festival) !== undefined)
    const count = countNodes(links)
    this.#peerCounts.set(festival, count)
    return count
  }

  /** Open connections that are links of a festival, may become one, or were one and are being closed. */
  connectionsOf(festival: FestivalId): number {
    let count = 0
    for (const link of this.#all.values()) if (!link.isLive || link.slotOf(festival) !== undefined) count += 1
    return count
  }

  /** How many different nodes these links lead to. */
  countNodes(ids: readonly LinkId[]): number {
    return countNodes(ids.flatMap((id) => this.#all.get(id) ?? []))
  }

  /** Whether a link to this node is live and was heard since. */
  isHeardSince(nodeKey: Uint8Array, since: number): boolean {
    return [...this.#all.values()].some((link) => isTo(link, nodeKey) && link.heardAt >= since)
  }
}

/** One for each node that is there, the oldest link first. `holders`: by festival, the links whose peers hold all. */
export function figuresOf(
  links: Iterable<PeerLink>,
  holders: ReadonlyMap<FestivalId, ReadonlySet<LinkId>>,
): LinkFigures[] {
  const figures = new Map<string, LinkFigures>()
  for (const link of links) {
    if (!link.isLive || figures.has(link.peerName)) continue
    const festivals = [...holders.keys()].filter((festival) => link.slotOf(festival) !== undefined)
    const holds = festivals.filter((festival) => holders.get(festival)?.has(link.id))
    const { roundTripMs, sentBytes, receivedBytes } = link
    if (festivals.length > 0) figures.set(link.peerName, { festivals, holds, roundTripMs, sentBytes, receivedBytes })
  }
  return [...figures.values()]
}

function countNodes(links: Iterable<PeerLink>): number {
  const names = new Set<string>()
  for (const link of links) names.add(link.peerName)
  return names.size
}

export function isTo(link: PeerLink, nodeKey: Uint8Array): boolean {
  return link.isLive && link.peer !== undefined && equalBytes(link.peer, nodeKey)
}

/** The one of two live links to the same node that is to be closed. */
function worseOf(older: PeerLink, fresh: PeerLink, now: number): PeerLink {
  const isOlderSilent = now - older.heardAt >= SILENT_MS
  const isFreshBetter = isOlderSilent || (fresh.role === 'initiator' && older.role === 'responder')
  return isFreshBetter ? older : fresh
}

/**
 * The link that is one too many, when `fresh` is the second one to its node. The node with the smaller key decides which stays,
 * so that both can not close both.
 */
export function duplicateOf(
  fresh: PeerLink,
  links: Iterable<PeerLink>,
  ownKey: Uint8Array,
  now: number,
): PeerLink | undefined {
  const { peer } = fresh
  if (peer === undefined || compareBytes(ownKey, peer) > 0) return undefined
  const older = [...links].find((link) => link !== fresh && isTo(link, peer))
  return older === undefined ? undefined : worseOf(older, fresh, now)
}
