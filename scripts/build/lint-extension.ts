// Mozilla's own check of the Firefox build (`web-ext lint`). One warning is expected: Preact and Leaflet set `innerHTML` for those
// who ask them to, which we never do; and the options page loads its map by a name.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

interface LintMessage {
  readonly _type: 'error' | 'warning' | 'notice'
  readonly code: string
  readonly message: string
  readonly file?: string
}

const EXPECTED = 'UNSAFE_VAR_ASSIGNMENT'

/** What is wrong with the extension in `folder`, one line each; empty when it is clean. */
export function lintExtension(folder: string): string[] {
  const webExt = resolve('node_modules/web-ext/bin/web-ext.js')
  const args = [webExt, 'lint', '--source-dir', folder, '--output', 'json', '--no-config-discovery']
  const done = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const text = done.stdout.slice(done.stdout.indexOf('{'))
  const { errors, warnings } = JSON.parse(text) as {
    readonly errors: readonly LintMessage[]
    readonly warnings: readonly LintMessage[]
  }
  const panels = /^((popup|options)\/main|options\/map|web-site\/p2panda-embed)\.js$/
  const unexpected = warnings.filter(({ code, file = '' }) => code !== EXPECTED || !panels.test(file))
  return [...errors, ...unexpected].map(({ _type, code, message, file = '' }) => `${_type} ${code} ${file}: ${message}`)
}
