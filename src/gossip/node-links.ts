// Several links can lead to one node: counting nodes, and which of two links stays (docs/protocol-gossip.md, Handshake).

import { equalBytes } from '../bamboo/index.ts'
import type { PeerLink } from './peer-link.ts'

/** An older link to the same node that is silent for this long gives way to a new one. */
const SILENT_MS = 10_000

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
export function worseOf(older: PeerLink, fresh: PeerLink, now: number): PeerLink {
  const isOlderSilent = now - older.heardAt >= SILENT_MS
  const isFreshBetter = isOlderSilent || (fresh.role === 'initiator' && older.role === 'responder')
  return isFreshBetter ? older : fresh
}
