// Which STUN and TURN servers this browser takes. One that it does not like (Firefox blocks some ports) would make it refuse
// every connection, so each is asked about by itself.

import type { IceServer } from './webrtc-dialer.ts'

/** The servers that may be given to a connection, in their order. Constructs one RTCPeerConnection. */
export function usableServers<Server extends IceServer>(servers: readonly Server[]): Server[] {
  if (servers.length === 0) return []
  const probe = new RTCPeerConnection()
  const usable = servers.filter((server) => isTaken(probe, server))
  probe.close()
  return usable
}

function isTaken(probe: RTCPeerConnection, { urls, ...more }: IceServer): boolean {
  try {
    probe.setConfiguration({ iceServers: [{ ...more, urls: typeof urls === 'string' ? urls : [...urls] }] })
    return true
  } catch {
    return false
  }
}
