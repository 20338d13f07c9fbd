// Who signs entries: the wallet. The secret stays behind this interface.

import type { PublicKey } from '../operations/ids.ts'

export interface Signer {
  readonly publicKey: PublicKey
  /** Ed25519 signature (64 bytes) of `message`. Rejects only when the wallet was locked or lost meanwhile. */
  sign(message: Uint8Array): Promise<Uint8Array>
}
