// Files of the extension that are copied as they are: pages, texts, icons, and the Latin part of the fonts.
import { cp, mkdir, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import type { ExtensionTarget } from './targets.ts'

const FONTS: Record<string, readonly number[]> = { 'ibm-plex-mono': [400, 600], 'ibm-plex-sans': [400, 500, 600] }

/** Copies everything that is not bundled into `folder`. Fails with the name of what is missing. */
export async function copyAssets(target: ExtensionTarget, folder: string): Promise<void> {
  const pages = ['popup/popup.html', 'options/options.html', ...(target === 'chrome' ? ['network/offscreen.html'] : [])]
  const icons = (await readdir('ui/icons')).filter((name) => name.endsWith('.png'))
  await Promise.all([
    ...pages.map((page) => copy(page, join(folder, page))),
    ...icons.map((icon) => copy(join('ui/icons', icon), join(folder, 'icons', icon))),
    copy('_locales', join(folder, '_locales')),
    ...Object.entries(FONTS).map(([name, weights]) => copyFont(name, weights, join(folder, 'fonts'))),
  ])
}

async function copyFont(name: string, weights: readonly number[], folder: string): Promise<void> {
  const home = dirname(createRequire(resolve('package.json')).resolve(`@fontsource/${name}/package.json`))
  // The Open Font License travels with the fonts.
  await copy(join(home, 'LICENSE'), join(folder, `${name}-LICENSE.txt`))
  for (const weight of weights) {
    const file = join(home, 'files', `${name}-latin-${weight}-normal.woff2`)
    await copy(file, join(folder, basename(file)))
  }
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await cp(from, to, { recursive: true })
}
