// Bamboo and the one rule for signatures in real browsers (design §4.1): the same vectors as in Node must give the same
// bytes and the same verdicts, natively and with the fallback, before and after WebAssembly took over hashing.
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { serve, type Served } from '../../scripts/serve.ts'
import { readForeignVectors } from '../unit/bamboo/foreign-vectors.ts'
import { BROWSERS, useBrowsers } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { writeTinyExtension } from './harness/tiny-extension.ts'
import type { BambooVectors, StrictVector, Vectors } from './vectors-page.ts'

/** What the bundle leaves on the page. */
declare const vectorsPage: typeof import('./vectors-page.ts')

type Outcome = Awaited<ReturnType<typeof vectorsPage.runVectors>>

const foreign = readForeignVectors()

describe.each(BROWSERS)('the vectors in %s', (kind) => {
  const folder = useFolders()
  const start = useBrowsers()
  let site: Served
  let page: Page

  beforeEach(async () => {
    const [extension, root] = [await folder(), await folder()]
    await writeTinyExtension(extension, kind)
    await writePage(root)
    site = await serve(root)
    const browser = await start(kind, { name: 'vectors', extension })
    page = await browser.open(site.url)
  })

  afterEach(() => site.stop())

  const run = (vectors: Vectors): Promise<Outcome> => page.evaluate((given) => vectorsPage.runVectors(given), vectors)

  it('our own ones pass on every path, and one that is wrong is noticed', async () => {
    const bamboo = (await ownVectors('bamboo.json')) as BambooVectors
    const strict = (await ownVectors('ed25519-strict.json')) as StrictVector[]
    const passed = 2 * (bamboo.log.length + bamboo.single.length) + bamboo.malformed.length + strict.length
    expect(await run({ bamboo, strict })).toEqual({ passed, failed: [] })
    const wrong = strict.map((vector) => ({ ...vector, valid: !vector.valid }))
    expect((await run({ strict: wrong })).failed).toHaveLength(strict.length)
    expect(await page.errors()).toEqual([])
  })

  it.skipIf(foreign === undefined)('those of other implementations pass', async () => {
    expect(await run({ bamboo: foreign?.firstEntry, strict: foreign?.strict })).toEqual({ passed: 48, failed: [] })
    expect(await run({ bamboo: foreign?.log, strict: foreign?.speccheck })).toEqual({ passed: 20, failed: [] })
  })
})

async function ownVectors(file: string): Promise<unknown> {
  return JSON.parse(await readFile(resolve(import.meta.dirname, '../vectors', file), 'utf8'))
}

async function writePage(root: string): Promise<void> {
  await build({
    entryPoints: [resolve(import.meta.dirname, 'vectors-page.ts')],
    outfile: join(root, 'vectors.js'),
    bundle: true,
    format: 'iife',
    globalName: 'vectorsPage',
    target: 'es2023',
    logLevel: 'error',
  })
  const html =
    '<!doctype html><html lang="en"><title>Vectors</title><link rel="icon" href="data:,"><script src="vectors.js"></script></html>'
  await writeFile(join(root, 'index.html'), html)
}
