// The end of a turn of the platform's event loop: every promise that could settle by itself has done so.

interface Platform {
  setImmediate?: (run: () => void) => unknown
  setTimeout: (run: () => void) => unknown
}

const platform = globalThis as unknown as Platform
const soon = platform.setImmediate ?? platform.setTimeout

export function turn(): Promise<void> {
  return new Promise((resolve) => soon(resolve))
}
