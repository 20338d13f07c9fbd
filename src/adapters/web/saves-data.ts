// Whether the browser is asked to save data (Chromium; elsewhere it is not told, and the answer is no).

/** The part of the Network Information API that we use; the types of the DOM do not know it. */
interface WithConnection {
  readonly connection?: { readonly saveData?: boolean }
}

export function savesData(): boolean {
  const { navigator } = globalThis as { navigator?: WithConnection }
  return navigator?.connection?.saveData === true
}
