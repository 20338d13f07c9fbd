// A web server for one folder on 127.0.0.1: the example site of the story, the pages of the tests.
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { RequestListener, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, sep } from 'node:path'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.p2panda': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

type Headers = Readonly<Record<string, string>>

export interface Served {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * Serves `folder`; a folder inside it answers with its `index.html`. Nothing outside is reachable, by links neither. `headers` come
 * with every file.
 */
export async function serve(folder: string, port = 0, headers: Headers = {}): Promise<Served> {
  const server = createServer(await answerFrom(folder, headers))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What answers requests with the files of `folder`; `headers` come with every one. */
export async function answerFrom(folder: string, headers: Headers): Promise<RequestListener> {
  const root = await realpath(folder)
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
    findFile(root, request.url ?? '/').then(
      (path) => {
        if (path === undefined) return refuse(response, 404)
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
        return send(response, path, request.method === 'HEAD')
      },
      () => refuse(response, 404),
    )
  }
}

async function findFile(root: string, url: string): Promise<string | undefined> {
  const name = decodeURIComponent(new URL(`http://127.0.0.1${url}`).pathname)
  if (name.includes('\0')) return undefined
  let path = await realpath(join(root, name))
  if ((await stat(path)).isDirectory()) path = await realpath(join(path, 'index.html'))
  return path.startsWith(root + sep) && (await stat(path)).isFile() ? path : undefined
}

function send(response: ServerResponse, path: string, headOnly: boolean): void {
  const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  if (headOnly) return void response.end()
  const stream = createReadStream(path)
  stream.once('error', () => response.destroy())
  stream.pipe(response)
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${status}\n`)
}
