// What the browser says about its network: that it is back, and whether data is to be saved (Chromium; elsewhere it is not
// told, and the answer is no).

/** The part of the Network Information API that we use; the types of the DOM do not know it. */
interface WithConnection {
  readonly connection?: { readonly saveData?: boolean }
}

export function savesData(): boolean {
  const { navigator } = globalThis as { navigator?: WithConnection }
  return navigator?.connection?.saveData === true
}

/** Calls `changed` when the network is back; the result ends that. */
export function watchNetwork(changed: () => void): () => void {
  globalThis.addEventListener?.('online', changed)
  return () => globalThis.removeEventListener?.('online', changed)
}
