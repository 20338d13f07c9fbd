// One call of esbuild for everything that runs in the oldest browsers of manifest.json, or in Node.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import type { BuildOptions, Metafile, Plugin } from 'esbuild'
import { writeNotices } from './notices.ts'
import type { Entry, ExtensionTarget } from './targets.ts'

export interface BundleOptions {
  /** Readable output with source maps. */
  readonly dev: boolean
}

const OLDEST_BROWSERS = ['chrome137', 'firefox142']

/** Each is bundled by itself: the background and the popup are one file each, which is what starts fastest. */
const KINDS = [
  { format: 'esm', splitting: false },
  { format: 'esm', splitting: true },
  { format: 'iife', splitting: false },
] as const

/** Bundles the entries of one browser into `folder`; what went where is written to `.build/meta-<target>.json`. */
export async function bundleExtension(
  target: ExtensionTarget,
  entries: readonly Entry[],
  folder: string,
  options: BundleOptions,
): Promise<void> {
  const metafiles = await Promise.all(
    KINDS.map(({ format, splitting }) =>
      bundle({
        ...common(options),
        entryPoints: entries
          .filter((entry) => entry.format === format && (entry.isSplit ?? false) === splitting)
          .map(({ source, output }) => ({ in: source, out: output })),
        outdir: folder,
        format,
        splitting,
        chunkNames: 'options/parts/[name]-[hash]',
        target: OLDEST_BROWSERS,
        // Fonts are copied, and named in the style sheets as the extension serves them.
        external: ['/fonts/*'],
        // Pictures of Leaflet's style sheet, none of which is ever seen.
        loader: { '.png': 'dataurl' },
        define: { __BROWSER__: JSON.stringify(target) },
      }),
    ),
  )
  const metafile = merged(metafiles)
  await Promise.all([writeMetafile(target, metafile), writeNotices(metafile, folder)])
}

/** Bundles ES modules for other people, who may use a bundler of their own: readable, nothing left to resolve. */
export async function bundleModules(name: string, entryPoints: Record<string, string>, folder: string): Promise<void> {
  const metafile = await bundle({
    ...common({ dev: true }),
    entryPoints,
    outdir: folder,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'default'],
    target: 'es2023',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  })
  await Promise.all([writeMetafile(name, metafile), writeNotices(metafile, folder)])
}

/** As `iife`, without what esbuild adds there for `require`, which no page has: half a kilobyte. Such an entry exports nothing. */
const CLASSIC_SCRIPT = { format: 'esm', banner: { js: '"use strict";(()=>{' }, footer: { js: '})();' } } as const

/** Bundles scripts for web sites into one folder. */
export async function bundleScripts(
  name: string,
  entries: readonly Entry[],
  folder: string,
  options: BundleOptions,
  plugins: Plugin[],
): Promise<void> {
  const metafiles = await Promise.all(
    entries.map(({ source, output, format }) =>
      bundle({
        ...common(options),
        entryPoints: [{ in: source, out: output }],
        outdir: folder,
        ...(format === 'iife' ? CLASSIC_SCRIPT : { format }),
        // Browsers read a script in the encoding of its page where a server names none, and not every old page is in UTF-8.
        charset: 'ascii',
        target: OLDEST_BROWSERS,
        plugins,
      }),
    ),
  )
  const metafile = merged(metafiles)
  await Promise.all([writeMetafile(name, metafile), writeNotices(metafile, folder)])
}

/** Bundles one program for Node. */
export async function bundleCommand(name: string, source: string, file: string): Promise<void> {
  const metafile = await bundle({
    ...common({ dev: false }),
    entryPoints: [source],
    outfile: file,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: { js: '#!/usr/bin/env node' },
    supported: {},
  })
  await Promise.all([writeMetafile(name, metafile), writeNotices(metafile, dirname(file))])
}

function common({ dev }: BundleOptions): BuildOptions {
  return {
    bundle: true,
    platform: 'browser',
    minify: !dev,
    sourcemap: dev,
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    logLevel: 'error',
    // esbuild refuses top-level await in classic scripts by itself; service workers are modules and need this word.
    supported: { 'top-level-await': false },
  }
}

async function bundle(options: BuildOptions): Promise<Metafile> {
  const { metafile } = await build({ ...options, metafile: true })
  if (metafile === undefined) throw new Error('esbuild gave no metafile')
  return metafile
}

function merged(metafiles: readonly Metafile[]): Metafile {
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)),
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)),
  }
}

async function writeMetafile(name: string, metafile: Metafile): Promise<void> {
  const file = join('.build', `meta-${name}.json`)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(metafile))
}
