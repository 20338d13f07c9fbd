// One line of the setting `iceServers` (DESIGN 6): a STUN or TURN server, which tells a browser its address as others see
// it, or passes data on. Strict, because a browser that is given one bad server refuses to connect at all.

/** What RTCPeerConnection is given. */
export interface IceServerAddress {
  urls: string
  username?: string
  credential?: string
}

/** More make every connection slower. */
export const MAX_ICE_SERVERS: number = 4

/** Characters of the longest line. */
const MAX_LENGTH = 300

const NAME = '(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]*:[0-9a-f:.]*\\])'
const STUN = new RegExp(`^stun:${NAME}(?::([0-9]{1,5}))?$`, 'i')
const TURN = new RegExp(
  `^(turns?):([!-9;-~]+):([!-~]+)@(${NAME}(?::([0-9]{1,5}))?(?:\\?transport=(?:udp|tcp))?)$`,
  'i',
)

/**
 * Reads `stun:host[:port]`, `turn:user:password@host[:port][?transport=udp|tcp]` or the same with `turns:`; undefined for
 * everything else. A colon in the name is written `%3A`, as in any address.
 */
export function parseIceServer(line: string): IceServerAddress | undefined {
  if (line.length > MAX_LENGTH) return undefined
  const stun = STUN.exec(line)
  if (stun !== null) return isPort(stun[1]) ? { urls: line } : undefined
  const [, scheme, user = '', password = '', place, port] = TURN.exec(line) ?? []
  const [username, credential] = [decode(user), decode(password)]
  if (scheme === undefined || username === undefined || credential === undefined || !isPort(port)) return undefined
  return { urls: `${scheme}:${place}`, username, credential }
}

function isPort(text: string | undefined): boolean {
  return text === undefined || (Number(text) >= 1 && Number(text) <= 65_535)
}

/** Undefined when a per cent sign begins nothing. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
