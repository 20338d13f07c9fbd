// Runs a TypeScript script on Node 20: bundles it with esbuild (packages stay external) and starts the result.
import { spawnSync } from 'node:child_process'
import { basename, resolve } from 'node:path'
import { build } from 'esbuild'

const [script, ...args] = process.argv.slice(2)
if (script === undefined) throw new Error('usage: node scripts/run.mjs <script.ts> [arguments]')
const outfile = resolve('.build/scripts', basename(script).replace(/\.ts$/, '.mjs'))
await build({
  entryPoints: [script],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'error',
  define: { 'import.meta.dirname': JSON.stringify(resolve('scripts')) },
})
const child = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...args], { stdio: 'inherit' })
process.exit(child.status ?? 1)
