// A page of a web site that runs one of our scripts in a real browser: bundled once, served from loopback at another port
// before each test, so that every test has an origin without a past. What the script exports is a global of the page.
import { writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterEach, beforeAll, beforeEach } from 'vitest'
import type { Browser, BrowserKind, Page } from '../../../scripts/browsers/browser.ts'
import { serve, type Served } from '../../../scripts/serve.ts'
import { useBrowsers } from './browsers.ts'
import { useFolders } from './folders.ts'
import { writeTinyExtension } from './tiny-extension.ts'

export interface PageScript {
  /** Path below tests/. */
  readonly source: string
  readonly globalName: string
  /** Scripts that it starts as workers: name beside the page → path below the project's folder. */
  readonly workers?: Readonly<Record<string, string>>
}

/** Call inside `describe`; the value gives the page of the test that runs. */
export function useScriptPage(kind: BrowserKind, script: PageScript): () => Page {
  const folder = useFolders('describe')
  const start = useBrowsers('describe')
  let root: string
  let browser: Browser
  let site: Served | undefined
  let page: Page | undefined
  beforeAll(async () => {
    const extension = await folder()
    root = await folder()
    await writeTinyExtension(extension, kind)
    await writeScripts(root, script)
    await writeFile(join(root, 'index.html'), pageOf(script))
    browser = await start(kind, { name: script.globalName, extension })
  })
  beforeEach(async () => {
    site = await serve(root)
    page = await browser.open(site.url, { width: 1000, height: 800 })
  })
  afterEach(async () => {
    await page?.close()
    await site?.stop()
  })
  return () => {
    if (page === undefined) throw new Error('no test is running')
    return page
  }
}

/** Writes the script, under its own name, and its workers. */
export async function writeScripts(outdir: string, { source, globalName, workers = {} }: PageScript): Promise<void> {
  const common = { outdir, bundle: true, format: 'iife', target: 'es2023', logLevel: 'error' } as const
  await build({ ...common, entryPoints: [resolve(import.meta.dirname, '../..', source)], globalName })
  await build({ ...common, entryPoints: Object.entries(workers).map(([out, path]) => ({ in: resolve(path), out })) })
}

/** A page that runs the script and nothing else. */
export function pageOf({ source }: PageScript): string {
  const head = '<meta charset="utf-8"><title>Script</title><link rel="icon" href="data:,">'
  return `<!doctype html><html lang="en">${head}<script src="${basename(source, '.ts')}.js"></script></html>`
}
