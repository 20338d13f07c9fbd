// Which addresses can be meeting points: encrypted ones, and plain ones on this machine only (DESIGN §6).

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** True when the text is no `wss:` address and no `ws:` address of this machine. */
export function trackerFault(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.hostname === '') return true
  return !(url.protocol === 'wss:' || (url.protocol === 'ws:' && LOOPBACK.has(url.hostname)))
}
