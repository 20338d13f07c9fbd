// Which addresses a meeting point (WebTorrent tracker) can have: encrypted WebSockets anywhere, plain ones only on the same
// machine (DESIGN 6, 12). Anything else would leak or be blocked by the extension's content security policy.

/** UTF-8 bytes of the longest address; addresses are ASCII. */
export const MAX_TRACKER_LENGTH = 200

const SECURE = /^wss:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:[/?][!#-;=?-[\]-~]*)?$/i
const LOOPBACK =
  /^ws:\/\/(?:localhost|127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|\[::1\])(?::[0-9]{1,5})?(?:[/?][!#-;=?-[\]-~]*)?$/i

/** Whether a text is the address of a meeting point that we would connect to. */
export function isTrackerUrl(url: string): boolean {
  return url.length <= MAX_TRACKER_LENGTH && (SECURE.test(url) || LOOPBACK.test(url))
}
