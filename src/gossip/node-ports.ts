// What a node of the gossip half needs, and what it tells about itself.

import type { FestivalId } from '../operations/ids.ts'
import type { BlobId } from '../operations/operation.ts'
import type { BlobStore } from '../ports/blob-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { GossipStore } from './gossip-store.ts'
import type { CloseReason } from './messages.ts'
import type { NodeKey } from './node-key.ts'
import type { ThriftyDialer } from './overlay/thrifty-dialer.ts'

export interface GossipPorts {
  store: GossipStore
  /** Without it a node has no blobs and wants none. */
  blobs?: BlobStore
  clock: Clock
  random: Random
  /** Makes links that neighbours introduce; without it there are only those that somebody else adds. */
  dialer?: ThriftyDialer
  /** Who this node is; a new key by default. A simulator of thousands of nodes has cheaper ones. */
  nodeKey?: NodeKey
}

/** What a node tells about itself; each is called after the fact. */
export interface GossipEvents {
  /** Entries from outside were stored: the local numbers of the logs they belong to. */
  onGrown?: (festival: FestivalId, log: number) => void
  /** A blob came from outside and is held. */
  onBlob?: (blob: BlobId) => void
  /** Links came or went. */
  onPeers?: () => void
  onGone?: (reason: CloseReason) => void
  /** Something is due earlier than `nextWakeAt` said last. */
  onSooner?: () => void
}
