// Several links can lead to one node: counting nodes, and which of two links stays (docs/protocol-gossip.md, Handshake).

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

/** How many different nodes these links lead to. */
export function countNodes(links: Iterable<PeerLink>): number {
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
