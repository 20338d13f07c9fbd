// Between a link and the node that it belongs to.

import type { FestivalId } from '../operations/ids.ts'
import type { AnyBlobMessage } from './blobs/blob-messages.ts'
import type { CloseReason, SyncMessage } from './messages.ts'
import type { OverlayMessage } from './overlay/overlay-messages.ts'
import type { PeerLink } from './peer-link.ts'

/** What a link tells its node and asks of it. */
export interface PeerLinkOwner {
  /** The handshake is over, with this transcript; topics that both follow are announced by `shared`. */
  onLive(link: PeerLink, h: Uint8Array): void
  onShared(link: PeerLink, festival: FestivalId, slot: number): void
  onUnshared(link: PeerLink, festival: FestivalId): void
  /** Call `release(bulkBytes)` when the message is dealt with. */
  onSync(link: PeerLink, festival: FestivalId, message: SyncMessage | AnyBlobMessage, bulkBytes: number): void
  onOverlay(link: PeerLink, festival: FestivalId, message: OverlayMessage): void
  /** The link is being closed by us: nothing goes over it any more. */
  onEnding(link: PeerLink, reason: CloseReason): void
  /** The peer closed the link and does not want another one for so long. */
  onAskedToWait(link: PeerLink, waitMs: number): void
  /** Called once; the link is gone. */
  onGone(link: PeerLink, reason: CloseReason): void
  nextControl(link: PeerLink): SyncMessage | AnyBlobMessage | undefined
  /** The bulk lane is free: `sendBulk` something, now or later. */
  fillBulk(link: PeerLink): void
}
