// A server that must hear nothing.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Trap {
  /** Ends with a slash. */
  readonly url: string
  /** What was asked for so far. */
  readonly heard: readonly string[]
  readonly stop: () => Promise<void>
}

export async function setTrap(): Promise<Trap> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.address() as AddressInfo
  const stop = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}/`, heard, stop }
}
