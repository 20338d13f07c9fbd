// Finds peers of a topic and carries offers and answers to them. Adapters: tracker (WebTorrent protocol), memory.
// What it carries is sealed by src/gossip/signal.ts: a tracker sees neither festival nor candidates (DESIGN 6).

export interface Signaller {
  /** Joins the swarm `name` (20 bytes, changes daily). Who comes to it answers these offers. */
  announce(name: Uint8Array, offers: { id: Uint8Array; sealed: string }[]): void
  /** Leaves the swarm. */
  leave(name: Uint8Array): void
  /** Answers an offer that came by `onOffer`. */
  answer(name: Uint8Array, peer: Uint8Array, offerId: Uint8Array, sealed: string): void
  onOffer: ((name: Uint8Array, peer: Uint8Array, offerId: Uint8Array, sealed: string) => void) | undefined
  onAnswer: ((name: Uint8Array, peer: Uint8Array, offerId: Uint8Array, sealed: string) => void) | undefined
  onState: ((state: SignallerState) => void) | undefined
  close(): void
}

export type SignallerState =
  | { state: 'connecting' | 'open' }
  | { state: 'waiting'; retryAt: number; reason: 'refused' | 'closed' }
