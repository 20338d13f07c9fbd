// `npm run screens`: pictures of every screen of the tour in docs/screens/, English in Chromium, German in Firefox, which
// has its words, light and dark. What lies in those folders is replaced.
import { spawnSync } from 'node:child_process'
import { installBrowsers } from './browsers/install.ts'
import { findSandbox } from './browsers/sandbox.ts'
import { buildExtension } from './build/extension.ts'

await installBrowsers()
await buildExtension()
const sandbox = findSandbox()
console.log(sandbox.note)
// The tour belongs to the tests, which know this folder; it does not know them.
const script = 'tests/e2e/harness/draw-screens.ts'
const [program = '', ...args] = sandbox.wrap([process.execPath, 'scripts/run.mjs', script])
const drawn = spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, ...sandbox.env } })
process.exit(drawn.status ?? 1)
