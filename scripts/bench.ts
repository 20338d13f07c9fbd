// `npm run bench`: builds the extension and measures it in real browsers, and src/bamboo in Node; see bench/README.md.
//   npm run bench                   everything (more than half an hour)
//   npm run bench -- core popup     only these groups: see GROUPS in bench/main.ts
// The measurements run as a program of their own, inside the sandbox: they need a network that nothing else uses.
import { spawnSync } from 'node:child_process'
import { buildExtension } from './build/extension.ts'
import { findSandbox } from './browsers/sandbox.ts'

/** Groups that need no extension. */
const WITHOUT_EXTENSION: ReadonlySet<string> = new Set(['core', 'peers', 'reconcile', 'embed'])

const groups = process.argv.slice(2)
const needsExtension = groups.length === 0 || groups.some((group) => !WITHOUT_EXTENSION.has(group))
if (needsExtension) await buildExtension()
const sandbox = findSandbox()
console.log(sandbox.note)
const [program = '', ...args] = sandbox.wrap([process.execPath, 'scripts/run.mjs', 'bench/main.ts', ...groups])
const { status } = spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, ...sandbox.env } })
process.exit(status ?? 1)
