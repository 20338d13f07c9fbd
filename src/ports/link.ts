// A link to one peer: an ordered, reliable byte pipe, already connected, with what the handshake binds to (DESIGN 6).
// Adapters: WebRTC (browsers), memory (tests, simulator). Every adapter must pass `linkSuite` of src/testing.

export type LinkCloseReason = 'local' | 'remote' | 'ice' | 'signal' | 'unanswered' | 'timeout' | 'quota' | 'failed'

export interface Link {
  /** True for the side that made the offer. */
  readonly initiator: boolean
  /** SHA-256 fingerprints (32 bytes) of both DTLS certificates, from the session descriptions. */
  readonly localFingerprint: Uint8Array
  readonly remoteFingerprint: Uint8Array
  /** Bytes accepted but not yet handed to the network; the sender keeps it at or below 64 KiB. */
  readonly buffered: number
  /** Sends one message of at most 16 KiB. Does nothing on a closed link. */
  send(message: Uint8Array): void
  close(): void
  /** The bytes belong to the listener. */
  onMessage: ((message: Uint8Array) => void) | undefined
  /** `buffered` fell low enough for more. */
  onDrain: (() => void) | undefined
  /** Called exactly once. */
  onClose: ((reason: LinkCloseReason) => void) | undefined
}

/** One attempt to connect. Descriptions are compact blobs of at most 134 bytes. */
export interface Dialer {
  /** Starts an offer; rejects never: failures come as `closed`. */
  offer(): PendingLink
  /** Answers somebody's offer. */
  answer(offer: Uint8Array): PendingLink
}

export interface PendingLink {
  /** Our offer or answer, once candidates are gathered. */
  readonly description: Promise<Uint8Array | undefined>
  /** The offerer passes in the answer. False when it is no answer to this offer. */
  accept(answer: Uint8Array): boolean
  /** The open link, or why there is none. */
  readonly opened: Promise<{ ok: true; value: Link } | { ok: false; error: { code: LinkCloseReason } }>
  cancel(): void
}
