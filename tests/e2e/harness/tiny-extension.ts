// A throw-away extension for testing the harness itself, so that these tests do not depend on the product.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserKind } from '../../../scripts/browsers/browser.ts'

const CSP = "script-src 'self'; object-src 'self'; connect-src 'self' ws://127.0.0.1:*"

/** Counts its starts in the database and answers `ping` with the number of this start. */
const BACKGROUND = `
const api = globalThis.browser ?? globalThis.chrome
const starts = (async () => {
  const { starts = 0 } = await api.storage.local.get('starts')
  await api.storage.local.set({ starts: starts + 1 })
  return starts + 1
})()
api.runtime.onMessage.addListener((message, sender, respond) => {
  if (message === 'window') {
    void api.windows.create({ type: 'popup', url: api.runtime.getURL('page.html#window'), width: 420, height: 600 })
    return false
  }
  if (message !== 'ping') return false
  starts.then(respond)
  return true
})`

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tiny</title>
<style>
  body { font: 16px sans-serif; background: #fff; color: #000 }
  @media (prefers-color-scheme: dark) { body { background: #000; color: #fff } }
</style>
<main>
  <h1>Tiny page</h1>
  <label>Name <input id="name"></label>
  <label>Day <input id="day" type="date"></label>
  <label>Fruit <select id="fruit"><option value="a">Apple</option><option value="b">Banana</option></select></label>
  <button id="greet">Greet <b>now</b></button>
  <button id="close" aria-label="Close window">x</button>
  <output id="answer"></output>
</main>
<script src="page.js"></script></html>`

const PAGE_SCRIPT = `
const answer = document.getElementById('answer')
const value = (id) => document.getElementById(id).value
document.getElementById('greet').onclick = () => {
  answer.textContent = [value('name'), value('day'), value('fruit')].join(' ')
}
document.getElementById('close').onclick = () => window.close()
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') answer.textContent = event.shiftKey ? 'shift-escape' : 'escape'
})`

/** Writes the extension for this browser into `folder`. */
export async function writeTinyExtension(folder: string, kind: BrowserKind): Promise<void> {
  const manifest = {
    manifest_version: 3,
    name: 'Tiny',
    version: '1',
    permissions: ['storage'],
    content_security_policy: { extension_pages: CSP },
    background: kind === 'chromium' ? { service_worker: 'background.js' } : { scripts: ['background.js'] },
    browser_specific_settings: { gecko: { id: 'tiny@p2panda.test', strict_min_version: '142.0' } },
    content_scripts: [
      { matches: ['http://127.0.0.1/*'], js: ['provider.js'], world: 'MAIN', run_at: 'document_start' },
    ],
  }
  await mkdir(folder, { recursive: true })
  const files = {
    'manifest.json': JSON.stringify(manifest),
    'background.js': BACKGROUND,
    'page.html': PAGE,
    'page.js': PAGE_SCRIPT,
    'provider.js': `window.tiny = Object.freeze({ fromExtension: true })`,
  }
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
}
