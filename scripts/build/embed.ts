// Builds the one file that festival web sites copy, and beside it what only pages without HTTPS need: into dist/embed, and into the
// extension, which puts the very same files into what it saves for a web site.
import type { Plugin } from 'esbuild'
import { bundleScripts, type BundleOptions } from './bundle.ts'
import type { Entry } from './targets.ts'

const FALLBACK = 'p2panda-embed-fallback'

const ENTRIES: readonly Entry[] = [
  { source: 'embed/p2panda-embed.ts', output: 'p2panda-embed', format: 'iife' },
  { source: 'src/bamboo/ed25519-fallback.ts', output: FALLBACK, format: 'esm' },
]

/** Signatures in JavaScript are fetched where a browser can not check them itself (decision 0051). */
const fallbackBeside: Plugin = {
  name: 'fallback-beside',
  setup(build) {
    build.onResolve({ filter: /\/ed25519-fallback\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: `./${FALLBACK}.js`, external: true } : undefined,
    )
  },
}

/** `name`: whose files they are, for what is said of them in `.build`. */
export function buildEmbed(
  options: BundleOptions = { dev: false },
  folder = 'dist/embed',
  name = 'embed',
): Promise<void> {
  return bundleScripts(name, ENTRIES, folder, options, [fallbackBeside])
}
