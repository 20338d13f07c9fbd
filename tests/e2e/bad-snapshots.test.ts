// Web pages on which something is wrong: the snapshot, the rules of the site, or what people wrote. Each says so calmly, and
// shows nothing that is not true.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsFor } from '../../embed/words.ts'
import type { RefusalCode } from '../../embed/source.ts'
import { BROWSERS, useBrowsers } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { HostileFestival } from './harness/hostile-festival.ts'
import { hostileWords, MARK } from './harness/hostile-words.ts'
import { writeTinyExtension } from './harness/tiny-extension.ts'
import { setTrap, type Trap } from './harness/trap.ts'

/** Addresses at which something else lies than the programme, and what the page calls that. */
const WRONG: Readonly<Record<string, RefusalCode>> = {
  'changed.p2panda': 'damaged',
  'cut.p2panda': 'truncated',
  'newer.p2panda': 'unsupported',
  'long.p2panda': 'too-large',
  'page.html': 'a-page',
  'gone.p2panda': 'not-found',
  'cut-off.p2panda': 'offline',
}
const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
/** Notes what is forbidden, what checks beside the page, and lets nobody else in. */
const WATCH = `
window.forbidden = []
window.checkedAside = 0
document.addEventListener('securitypolicyviolation', (event) => forbidden.push(event.effectiveDirective))
window.Worker = class extends Worker {
  constructor(url) {
    super(url)
    this.addEventListener('message', ({ data }) => { if (data.ok) checkedAside += 1 })
  }
}`
/** A browser that checks no signatures, and none beside the page. */
const INSECURE = `
delete window.Worker
Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })`
/** The clock of somebody who comes by in spring, when nobody has signed anything since November. */
const IN_SPRING = 'Date.now = () => Date.UTC(2027, 4, 1)'
const FIGHT = '* { all: unset !important; letter-spacing: 3px !important; color: rebeccapurple !important }'

let trap: Trap
let hostile: HostileFestival
let site: { url: string; stop: () => void }

beforeAll(async () => {
  trap = await setTrap()
  hostile = await HostileFestival.begin(hostileWords(trap.url), trap.url)
  site = await serveSite(await hostile.file(), hostile.id)
})

afterAll(async () => {
  site.stop()
  await trap.stop()
})

describe.each(BROWSERS)('a web page on which something is wrong in %s', (kind) => {
  const start = useBrowsers()
  const folder = useFolders()

  it('says what, shows nothing false, and keeps its shape', async () => {
    const extension = await folder()
    await writeTinyExtension(extension, kind)
    const browser = await start(kind, { name: 'Visitor', extension })

    const wrong = await browser.open(`${site.url}wrong`)
    for (const [file, code] of [...Object.entries(WRONG), ['true.p2panda', 'other-festival'] as const]) {
      await wrong.waitFor(`[snapshot="${file}"][data-status="refused"]`)
      const words = `document.querySelector('[snapshot="${file}"]').shadowRoot.querySelector('[role=status]').textContent`
      expect(await wrong.evaluate(words), file).toBe(wordsFor('en')(`refused.${code}`))
    }
    expect(await wrong.exists('.event')).toBe(false)

    // A strict site with two copies of the script, styles that reach for everything, and people who write what they like.
    const strict = await browser.open(`${site.url}strict`, { width: 320, height: 900 })
    await strict.waitFor('p2panda-programme[data-status="verified"]')
    await strict.waitFor('.event')
    expect(await strict.evaluate('({ forbidden, checkedAside })')).toEqual({ forbidden: [], checkedAside: 1 })
    expect(await strict.evaluate(LOOKS)).toEqual({ container: 'inline-size', banner: 'flex', fits: true, made: 0 })
    expect(await strict.evaluate(`'${MARK}' in window`)).toBe(false)
    expect(await strict.axe()).toEqual([])
    expect(trap.heard).toEqual([])
    expect(await strict.errors()).toEqual([])

    const closed = await browser.open(`${site.url}closed`)
    await closed.waitFor('p2panda-programme[data-status="verified"]')
    expect(await closed.evaluate('checkedAside')).toBe(0)

    // True, and may have changed since: said where it is seen, with umlauts on a page that is not in UTF-8.
    const old = await browser.open(`${site.url}old`)
    await old.waitFor(`text=${wordsFor('de')('old')}`)
    expect(await old.exists('.event')).toBe(true)

    // As without HTTPS: signatures are checked by the file beside the script, where that was copied too.
    const insecure = await browser.open(`${site.url}insecure`)
    await insecure.waitFor('p2panda-programme[data-status="verified"]')
    const bare = await browser.open(`${site.url}copy/insecure`)
    await bare.waitFor('p2panda-programme[data-status="refused"]')
    await bare.waitFor({ role: 'status', name: wordsFor('en')('refused.can-not-check') })
    expect(await bare.exists('.event')).toBe(false)
  })
})

/** What the site's styles and other people's words did to the element. */
const LOOKS = `(() => {
  const root = document.querySelector('p2panda-programme').shadowRoot
  const styleOf = (selector) => getComputedStyle(root.querySelector(selector))
  return {
    container: styleOf('.root').containerType,
    banner: styleOf('.banner').display,
    fits: document.documentElement.scrollWidth <= innerWidth,
    made: root.querySelectorAll('img, iframe, script, [onload], [onerror], a[href^="javascript:" i]').length,
  }
})()`

/** A site with the programme of a festival, true and otherwise. */
async function serveSite(snapshot: Uint8Array, festival: string): Promise<{ url: string; stop: () => void }> {
  const [script, fallback] = await Promise.all(
    ['p2panda-embed', 'p2panda-embed-fallback'].map((name) => readFile(`dist/embed/${name}.js`)),
  )
  const element = (file: string, id: string = festival): string =>
    `<p2panda-programme festival="${id}" snapshot="${file}" day="all" locale="en" zone="UTC"></p2panda-programme>`
  const page = (body: string): string =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Site</title><link rel="icon" href="data:,">${body}</html>`
  const scripts = '<script src="watch.js"></script><script src="p2panda-embed.js" defer></script>'
  const twice = `${scripts}<script src="copy/p2panda-embed.js" defer></script><link rel="stylesheet" href="fight.css">`
  const insecure = '<script src="/insecure.js"></script><script src="p2panda-embed.js" defer></script>'
  const wrong = [...Object.keys(WRONG).map((file) => element(file)), element('true.p2panda', `0040${'5a'.repeat(64)}`)]
  const html = (response: ServerResponse, body: string, policy?: string): void => {
    if (policy !== undefined) response.setHeader('content-security-policy', policy)
    response.setHeader('content-type', 'text/html').end(page(body))
  }
  const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
    '/wrong': (response) => html(response, [scripts, ...wrong].join('')),
    '/strict': (response) => html(response, twice + element('true.p2panda'), STRICT),
    '/closed': (response) => html(response, scripts + element('true.p2panda'), `${STRICT}; worker-src 'none'`),
    '/insecure': (response) => html(response, insecure + element('/true.p2panda')),
    '/copy/insecure': (response) => html(response, insecure + element('/true.p2panda')),
    '/p2panda-embed-fallback.js': (response) => response.setHeader('content-type', 'text/javascript').end(fallback),
    '/old': (response) => {
      const body = `<script src="/spring.js"></script>${scripts}${element('true.p2panda').replace('"en"', '"de"')}`
      response.setHeader('content-type', 'text/html; charset=windows-1252').end(page(body))
    },
    '/spring.js': (response) => response.setHeader('content-type', 'text/javascript').end(IN_SPRING),
    '/insecure.js': (response) => response.setHeader('content-type', 'text/javascript').end(INSECURE),
    '/watch.js': (response) => response.setHeader('content-type', 'text/javascript').end(WATCH),
    '/fight.css': (response) => response.setHeader('content-type', 'text/css').end(FIGHT),
    '/p2panda-embed.js': (response) => response.setHeader('content-type', 'text/javascript').end(script),
    '/copy/p2panda-embed.js': (response) => response.setHeader('content-type', 'text/javascript').end(script),
    '/true.p2panda': (response) => response.end(snapshot),
    '/changed.p2panda': (response) => response.end(snapshot.with(9000, (snapshot[9000] ?? 0) ^ 1)),
    '/cut.p2panda': (response) => response.end(snapshot.subarray(0, 9000)),
    '/newer.p2panda': (response) => response.end(snapshot.with(12, 2)),
    '/long.p2panda': (response) => {
      response.setHeader('content-length', 50_000_000)
      response.write(snapshot)
    },
    '/page.html': (response) => html(response, '<p>Welcome!</p>'),
    '/cut-off.p2panda': (response) => {
      response.setHeader('content-length', 1000)
      response.write('p2panda', () => response.destroy())
    },
  }
  const server = createServer(({ url = '' }, response) => {
    const answer = answers[url]
    if (answer === undefined) response.writeHead(404).end('Not here')
    else answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop }
}
