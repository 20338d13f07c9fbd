// The pool of verifying workers in real browsers (DESIGN 3.3): in a web page, and where the extension has it: Chromium's
// offscreen document and Firefox's event page, under the extension's content security policy.
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BrowserKind } from '../../scripts/browsers/browser.ts'
import { manifestOf } from '../../scripts/build/manifest.ts'
import { entryVerifierSuite } from '../../src/testing/entry-verifier-suite.ts'
import { readForeignVectors } from '../unit/bamboo/foreign-vectors.ts'
import { BROWSERS, useBrowsers } from './harness/browsers.ts'
import { extensionFolder } from './harness/extension.ts'
import { useFolders } from './harness/folders.ts'
import { pageOf, useScriptPage, writeScripts } from './harness/script-page.ts'
import type { BambooVectors, StrictVector, Vectors } from './vectors-page.ts'

/** What the bundle leaves on the page. */
declare const verifierPage: typeof import('../conformance/verifier-page.ts')

type Outcome = import('../conformance/verifier-page.ts').Outcome

const foreign = readForeignVectors()
const SCRIPT = {
  source: 'conformance/verifier-page.ts',
  globalName: 'verifierPage',
  workers: {
    'vectors-worker': 'tests/conformance/verifier-vectors-worker.ts',
    'verifier-worker': 'src/adapters/web/verifier-worker-main.ts',
  },
}

describe.each(BROWSERS)('the pool of verifiers in a web page of %s', (kind) => {
  const page = useScriptPage(kind, SCRIPT)

  it('passes the suite of entry verifiers, and its workers did the work', async () => {
    expectPassed(await page().evaluate(() => verifierPage.runSuite()), entryVerifierSuite.length)
    expect(await page().errors()).toEqual([])
  })

  it('finds our own vectors of entries as they are', async () => {
    const vectors = await ownVectors<BambooVectors>('bamboo.json')
    const { log, single, malformed } = vectors
    const outcome = await page().evaluate((given) => verifierPage.runEntries(given), vectors)
    expectPassed(outcome, log.length + single.length + malformed.length)
  })

  it('has the same rule for signatures in its workers as everybody', async () => {
    const own = await ownVectors<StrictVector[]>('ed25519-strict.json')
    expect(await page().evaluate(inWorker, { strict: own })).toEqual({ passed: own.length, failed: [] })
    const strict = foreign?.strict ?? []
    expect(await page().evaluate(inWorker, { strict })).toEqual({ passed: strict.length, failed: [] })
  })

  it('loses nothing when a worker does not start', async () => {
    const vectors = await ownVectors<BambooVectors>('bamboo.json')
    expect(await page().evaluate((given) => verifierPage.surviveDeaths(given), vectors)).toBe(500)
  })
})

describe.each(BROWSERS)('the pool of verifiers in an extension of %s', (kind) => {
  const folder = useFolders()
  const start = useBrowsers()

  it(`passes the suite in ${kind === 'chromium' ? 'the offscreen document' : 'the event page'}`, async () => {
    const extension = await folder()
    await writeHostExtension(extension, kind)
    const browser = await start(kind, { name: 'verifier', extension })
    const page = await browser.open(browser.extensionUrl('page.html'))
    await page.waitFor(() => document.title === 'ready')
    expectPassed(await page.evaluate(askHost), entryVerifierSuite.length)
  })

  it('finds its worker where the build puts it', async () => {
    const browser = await start(kind, { name: 'verifier', extension: extensionFolder(kind) })
    const page = await browser.open(browser.extensionUrl('options/options.html'))
    expect(await page.evaluate(askBuiltWorker)).toBe(68)
  })
})

function expectPassed(outcome: Outcome, passed: number): void {
  expect(outcome).toMatchObject({ passed, failed: [] })
  expect(outcome.workers).toBeGreaterThan(0)
  expect(outcome.answers).toBeGreaterThan(0)
}

async function ownVectors<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(resolve(import.meta.dirname, '../vectors', file), 'utf8')) as T
}

/** Runs inside the page. */
function inWorker(vectors: Vectors): Promise<unknown> {
  const worker = new Worker('vectors-worker.js')
  return new Promise((resolve) => {
    worker.addEventListener('message', ({ data }) => {
      worker.terminate()
      resolve(data)
    })
    worker.postMessage(vectors)
  })
}

/** Runs inside a page of the extension. */
function askHost(): Promise<Outcome> {
  const { runtime } = (
    globalThis as unknown as { chrome: { runtime: { sendMessage: (message: string) => Promise<Outcome> } } }
  ).chrome
  return runtime.sendMessage('run suite')
}

/** Runs inside a page of the extension: how many bytes the worker finds out about one empty entry. */
function askBuiltWorker(): Promise<number> {
  const worker = new Worker('/network/verifier-worker.js', { type: 'module' })
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', () => reject(new Error('the worker did not start')))
    worker.addEventListener('message', ({ data }: MessageEvent<{ findings?: ArrayBuffer }>) => {
      worker.terminate()
      resolve(data.findings?.byteLength ?? 0)
    })
    worker.postMessage({ id: 1, signatures: 'all', count: 1, entries: new ArrayBuffer(8) })
  })
}

/** An extension that has the pool where ours has it, under the same content security policy. */
async function writeHostExtension(folder: string, kind: BrowserKind): Promise<void> {
  const manifest = {
    manifest_version: 3,
    name: 'Host of the pool',
    version: '1',
    permissions: kind === 'chromium' ? ['offscreen'] : [],
    content_security_policy: (await manifestOf('chrome'))['content_security_policy'],
    background:
      kind === 'chromium' ? { service_worker: 'background.js' } : { scripts: ['verifier-page.js', 'background.js'] },
    browser_specific_settings: { gecko: { id: 'host@p2panda.test', strict_min_version: '142.0' } },
  }
  const background =
    kind === 'chromium'
      ? `const ready = chrome.offscreen.createDocument({ url: 'offscreen.html', reasons: ['WORKERS'], justification: 'test' })`
      : `const ready = Promise.resolve()`
  const answer = `chrome.runtime.onMessage.addListener((message, sender, respond) => {
    if (message !== 'ready?') return false
    ready.then(() => respond(true))
    return true
  })`
  const files = {
    'manifest.json': JSON.stringify(manifest),
    'background.js': `${background}\n${answer}`,
    'offscreen.html': pageOf(SCRIPT),
    'page.html': '<!doctype html><title>Waiting</title><script src="page.js"></script>',
    'page.js': `chrome.runtime.sendMessage('ready?').then(() => { document.title = 'ready' })`,
  }
  await writeScripts(folder, SCRIPT)
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
}
