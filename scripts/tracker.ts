// The reference WebTorrent tracker on 127.0.0.1, for tests and the story: the meeting point of Ada's and Ben's browsers.
import type { AddressInfo, Socket } from 'node:net'
import Server from 'bittorrent-tracker/server'

export interface Tracker {
  /** `ws://127.0.0.1:<port>/` */
  readonly url: string
  /** What clients said that was wrong. */
  readonly warnings: () => readonly string[]
  readonly stop: () => Promise<void>
}

/** Starts the tracker's WebSocket server. `stop` also ends the connections that browsers hold. */
export async function startTracker(port = 0): Promise<Tracker> {
  const server = new Server({ udp: false, http: false, ws: true, stats: false })
  // A browser that says something wrong is the tracker's daily life, not a reason to stop.
  const warnings: string[] = []
  server.on('warning', (warning: Error) => warnings.push(warning.message))
  server.on('error', (error: Error) => warnings.push(error.message))
  const sockets = new Set<Socket>()
  server.http.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.http.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `ws://127.0.0.1:${(server.http.address() as AddressInfo).port}/`,
    warnings: () => warnings,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
