// The page of the group `log`: its scripts, bundled, served to a browser of its own.
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import type { Browser, BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { serve } from '../scripts/serve.ts'
import type { Stage } from './stage.ts'

/** What each script leaves on the page, under which name. */
const PAGES = { logPage: 'bench/log-page.ts', importPage: 'bench/log-import-page.ts' }

export interface LogStage {
  readonly browser: Browser
  readonly page: Page
  /** What is put here is served beside the page. */
  readonly folder: string
}

export async function openLogPage(stage: Stage, kind: BrowserKind): Promise<LogStage> {
  const folder = await stage.folder()
  await writeScripts(folder)
  const site = await serve(folder)
  stage.keep(site, site.stop)
  const browser = await stage.browser(kind, 'Ada')
  return { browser, page: await browser.open(site.url), folder }
}

async function writeScripts(folder: string): Promise<void> {
  const common = { bundle: true, outdir: folder, target: 'es2023', minify: true, logLevel: 'error' } as const
  await build({
    ...common,
    entryPoints: [
      { in: 'bench/log-bare-worker.ts', out: 'bare-worker' },
      { in: 'src/adapters/web/verifier-worker-main.ts', out: 'verifier-worker' },
    ],
    format: 'iife',
  })
  for (const [globalName, source] of Object.entries(PAGES)) {
    await build({ ...common, entryPoints: [source], format: 'iife', globalName })
  }
  const scripts = Object.values(PAGES).map((source) => `<script src="${basename(source, '.ts')}.js"></script>`)
  const icon = '<link rel="icon" href="data:,">'
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><title>Log</title>${icon}${scripts.join('')}</html>`,
  )
}
