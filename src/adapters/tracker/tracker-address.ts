// Which addresses may be a tracker: encrypted ones, and unencrypted ones on this machine (DESIGN 12, CSP).

const LOOPBACK = new Set(['127.0.0.1', 'localhost'])

/** The address in one form, or undefined when it is no address of a tracker that we would contact. */
export function parseTrackerAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const isAllowed = url.protocol === 'wss:' || (url.protocol === 'ws:' && LOOPBACK.has(url.hostname))
  return isAllowed && url.username === '' && url.password === '' ? url.href : undefined
}
