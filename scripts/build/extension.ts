// Builds the extension: dist/chrome and dist/firefox, each loadable as it is.
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { copyAssets } from './assets.ts'
import { bundleExtension } from './bundle.ts'
import type { BundleOptions } from './bundle.ts'
import { buildEmbed } from './embed.ts'
import { manifestOf } from './manifest.ts'
import { distOf, entriesOf, TARGETS } from './targets.ts'
import type { ExtensionTarget } from './targets.ts'

/** Builds for both browsers. A build that fails leaves the former one untouched. */
export async function buildExtension(
  options: BundleOptions = { dev: false },
  targets: readonly ExtensionTarget[] = TARGETS,
): Promise<void> {
  await Promise.all(targets.map((target) => buildTarget(target, options)))
}

async function buildTarget(target: ExtensionTarget, options: BundleOptions): Promise<void> {
  const entries = entriesOf(target)
  const missing = entries.map(({ source }) => source).filter((source) => !existsSync(source))
  if (missing.length > 0) throw new Error(`${distOf(target)} needs ${missing.join(', ')}, which is not there`)
  // Beside the others, so that each can be built at any time, and moved into place when complete.
  const folder = join('.build', `new-${target}-${process.pid}`)
  try {
    await mkdir(folder, { recursive: true })
    await Promise.all([
      bundleExtension(target, entries, folder, options),
      // Not run here: what is saved for web sites brings the script that they embed.
      buildEmbed(options, join(folder, 'web-site'), `embed-${target}`),
      copyAssets(target, folder),
    ])
    await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(await manifestOf(target), null, 2)}\n`)
    await mkdir(dirname(distOf(target)), { recursive: true })
    await rm(distOf(target), { recursive: true, force: true })
    await rename(folder, distOf(target))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
