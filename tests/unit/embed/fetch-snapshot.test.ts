// Getting a snapshot from a real server, whatever that sends instead.

import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { MAX_SNAPSHOT_LENGTH, fetchSnapshot, type Fetched } from '../../../embed/fetch-snapshot.ts'

const PIECE = Buffer.alloc(64 * 1024, 7)
const ends: (() => void)[] = []

afterEach(() => {
  for (const end of ends.splice(0)) end()
})

interface Got {
  readonly fetched: Fetched
  /** Settles with the bytes that the server had to send, once nobody listens to it any more. */
  readonly sent: Promise<number>
}

/** What a page gets from a server that answers like this. */
async function get(answer: RequestListener, signal = new AbortController().signal): Promise<Got> {
  let closed: (sent: number) => void = () => undefined
  const sent = new Promise<number>((resolve) => (closed = resolve))
  const server = createServer((request, response) => {
    const { socket } = request
    const before = socket.bytesWritten
    response.once('close', () => closed(socket.bytesWritten - before))
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { fetched: await fetchSnapshot(`http://127.0.0.1:${port}/programme.p2panda`, signal), sent }
}

/** Sends and sends, as fast as somebody takes it. */
function sendForEver(response: ServerResponse): void {
  while (!response.destroyed && response.write(PIECE));
  if (!response.destroyed) response.once('drain', () => sendForEver(response))
}

const refused = (code: string): Fetched => ({ ok: false, code }) as Fetched

describe('getting a snapshot', () => {
  it('gives the bytes that are there', async () => {
    const { fetched } = await get((_, response) => response.end(PIECE))
    expect(fetched.ok && Buffer.compare(Buffer.from(fetched.bytes), PIECE)).toBe(0)
  })

  it('refuses one of 50 MB before it comes, by what the server says of it', async () => {
    const { fetched, sent } = await get((_, response) => {
      response.writeHead(200, { 'content-length': 50_000_000 })
      sendForEver(response)
    })
    expect(fetched).toEqual(refused('too-large'))
    expect(await sent).toBeLessThan(8_000_000)
  })

  it('refuses one without end as soon as it is too long, when the server says nothing of it', async () => {
    const { fetched, sent } = await get((_, response) => sendForEver(response))
    expect(fetched).toEqual(refused('too-large'))
    const bytes = await sent
    expect(bytes).toBeGreaterThan(MAX_SNAPSHOT_LENGTH)
    expect(bytes).toBeLessThan(2 * MAX_SNAPSHOT_LENGTH)
  })

  it.each<[string, string, RequestListener]>([
    [
      'a web page',
      'a-page',
      (_, response) => response.setHeader('content-type', 'Text/HTML; charset=utf-8').end('<p>'),
    ],
    ['nothing', 'not-found', (_, response) => response.writeHead(404).end('<p>')],
    ['a server in trouble', 'not-found', (_, response) => response.writeHead(503).end()],
    ['a login that leads nowhere', 'offline', (_, response) => response.writeHead(302, { location: '/' }).end()],
    [
      'a connection that breaks off',
      'offline',
      (_, response) => {
        response.writeHead(200, { 'content-length': 1000 })
        response.write('p2panda', () => (response.socket as Socket).destroy())
      },
    ],
  ])('says what is there instead: %s', async (_name, code, answer) => {
    expect((await get(answer)).fetched).toEqual(refused(code))
  })

  it('says that nothing answers', async () => {
    const { port } = await new Promise<AddressInfo>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address() as AddressInfo
        server.close(() => resolve(address))
      })
    })
    const nobody = new AbortController().signal
    expect(await fetchSnapshot(`http://127.0.0.1:${port}/`, nobody)).toEqual(refused('offline'))
  })

  it('ends when nobody wants it any more', async () => {
    const leaving = new AbortController()
    const { fetched, sent } = await get((_, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('p2panda', () => leaving.abort())
    }, leaving.signal)
    expect(fetched).toEqual(refused('aborted'))
    expect(await sent).toBeLessThan(1000)
  })
})
