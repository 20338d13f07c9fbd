// The web server of the story serves one folder of a developer's machine: never anything beside it.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serve, type Served } from '../../../scripts/serve.ts'

describe('serve', () => {
  let home: string
  let served: Served

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'p2panda-serve-'))
    await mkdir(join(home, 'site', 'deep'), { recursive: true })
    await mkdir(join(home, 'site-secret'))
    await writeFile(join(home, 'secret.txt'), 'secret')
    await writeFile(join(home, 'site-secret', 'index.html'), 'secret')
    await writeFile(join(home, 'site', 'index.html'), '<h1>Fest</h1>')
    await writeFile(join(home, 'site', 'deep', 'größe.js'), 'export {}')
    await symlink(join(home, 'secret.txt'), join(home, 'site', 'link.txt'))
    served = await serve(join(home, 'site'))
  })

  afterEach(async () => {
    await served.stop()
    await rm(home, { recursive: true })
  })

  /** Sends the path as it is: `fetch` would tidy it up before anybody could be tempted. */
  function get(path: string, method = 'GET'): Promise<{ status: number; type: string | undefined; text: string }> {
    const { hostname, port } = new URL(served.url)
    return new Promise((resolve, reject) => {
      const asked = request({ hostname, port, path, method }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], text }),
        )
      })
      asked.on('error', reject)
      asked.end()
    })
  }

  it('gives a folder its index page and a script its type', async () => {
    expect(await get('/')).toEqual({ status: 200, type: 'text/html; charset=utf-8', text: '<h1>Fest</h1>' })
    const script = await get(`/deep/${encodeURIComponent('größe.js')}?v=1`)
    expect(script).toEqual({ status: 200, type: 'text/javascript; charset=utf-8', text: 'export {}' })
    expect(await get('/', 'HEAD')).toMatchObject({ status: 200, text: '' })
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/deep/../../secret.txt',
    '/../site-secret/index.html',
    '/..%2fsite-secret/',
    '/link.txt',
    '//secret.txt',
    '/deep/',
    '/nothing',
    '/%',
    '/%00',
  ])('answers 404 to %s', async (path) => {
    const { status, text } = await get(path)
    expect(status).toBe(404)
    expect(text).not.toContain('secret')
  })

  it('refuses to be written to', async () => {
    expect(await get('/', 'POST')).toMatchObject({ status: 405 })
  })
})
