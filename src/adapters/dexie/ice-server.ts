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
const PLACE = `(${NAME})(?::([0-9]{1,5}))?`
const STUN = new RegExp(`^stun:${PLACE}$`, 'i')
const TURN = new RegExp(`^(turns?):([!-9;-~]+):([!-~]+)@(${PLACE}(?:\\?transport=(?:udp|tcp))?)$`, 'i')

/** Firefox refuses the other ports below this one, because other services are there. */
const FIRST_FREE_PORT = 1024
const PORTS_BELOW: ReadonlySet<number> = new Set([53, 80, 443])

/**
 * Reads `stun:host[:port]`, `turn:user:password@host[:port][?transport=udp|tcp]` or the same with `turns:`; undefined for
 * everything else. A colon in the name is written `%3A`, as in any address.
 */
export function parseIceServer(line: string): IceServerAddress | undefined {
  if (line.length > MAX_LENGTH) return undefined
  const stun = STUN.exec(line)
  if (stun !== null) return isPlace(stun[1], stun[2]) ? { urls: line } : undefined
  const [, scheme, user = '', password = '', place, host, port] = TURN.exec(line) ?? []
  const [username, credential] = [decode(user), decode(password)]
  if (username === undefined || credential === undefined || !isPlace(host, port)) return undefined
  return { urls: `${scheme}:${place}`, username, credential }
}

/** Whether it passes data on, and so hides the address of whoever uses it. */
export function isRelay({ urls }: IceServerAddress): boolean {
  return /^turns?:/i.test(urls)
}

function isPlace(host: string | undefined, port: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false
  const number = Number(port ?? FIRST_FREE_PORT)
  return PORTS_BELOW.has(number) || (number >= FIRST_FREE_PORT && number <= 65_535)
}

/** Undefined when a per cent sign begins nothing. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
