// The steps of `npm test`, each of which says how many things it found right and wrong.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { BrowserKind } from '../browsers/browser.ts'
import { installBrowsers } from '../browsers/install.ts'
import { findSandbox } from '../browsers/sandbox.ts'
import { add, countReport, NOTHING } from './count.ts'
import type { Count } from './count.ts'

const REPORTS = '.build/reports'

/** The compiler over all project references. */
export function checkTypes(): Count {
  return npmRun('types')
}

/** The linter and the formatter. */
export function checkStyle(): Count {
  return npmRun('lint')
}

/** Fewer random histories, for somebody who waits: `npm test` runs all of them. */
const SHORT = { MODEL_HISTORIES: '1000', MODEL_DOOR: '60', MODEL_DATABASES: '10', MODEL_RECEIPTS: '10' }

/** Everything that needs no browser: unit, property, conformance and simulation tests. */
export function testWithoutBrowsers(filters: readonly string[], { short }: { short: boolean }): Count {
  const env = short ? { ...SHORT, ...process.env } : {}
  return vitest('unit', ['unit'], filters, (command) => [...command], env)
}

/** Builds the extension and drives it in real browsers, cut off from every network. */
export async function testInBrowsers(kinds: readonly BrowserKind[], filters: readonly string[]): Promise<Count> {
  if (kinds.length === 0) {
    console.log('P2PANDA_BROWSERS=none: no test in a browser.')
    return NOTHING
  }
  try {
    await installBrowsers(kinds)
  } catch (error) {
    console.error(`${(error as Error).message}\nOr leave a browser out: P2PANDA_BROWSERS=chromium, firefox or none.`)
    return { ...NOTHING, failed: 1 }
  }
  const built = npmRun('build')
  const sandbox = findSandbox()
  console.log(sandbox.note)
  return add({ ...built, passed: 0 }, vitest('e2e', ['e2e', 'e2e-by-themselves'], filters, sandbox.wrap, sandbox.env))
}

/** One of the scripts of package.json, which counts as one thing that is right or wrong. */
function npmRun(script: string): Count {
  console.log(`\n> ${script}`)
  const npm = process.env['npm_execpath']
  const [program, ...args] = npm === undefined ? ['npm'] : [process.execPath, npm]
  const done = spawnSync(program ?? 'npm', [...args, 'run', '--silent', script], { stdio: 'inherit' })
  return done.status === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 }
}

function vitest(
  part: string,
  projects: readonly string[],
  filters: readonly string[],
  wrap: (command: readonly string[]) => string[],
  env: Readonly<Record<string, string>>,
): Count {
  console.log(`\n> ${part} tests`)
  const report = join(REPORTS, `${part}.json`)
  mkdirSync(REPORTS, { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const script = resolve('node_modules/vitest/vitest.mjs')
  const command = [
    process.execPath,
    script,
    'run',
    ...projects.map((name) => `--project=${name}`),
    ...reporters,
    ...filters,
  ]
  const [program = '', ...args] = wrap(command)
  const done = spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  return countReport(report, done.status === 0)
}
