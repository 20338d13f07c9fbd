// The long run of the fuzzer. Started by scripts/fuzz.ts, which says how to use it.

import { failureLines, summaryLine, tableLines } from './report.ts'
import { fuzz } from './run.ts'
import { allTargets } from './targets.ts'

const DEFAULTS = { cases: 1_000_000, seed: 1, from: 0 }
const PROGRESS_MS = 5000

type Options = typeof DEFAULTS

function readOptions(args: readonly string[]): Options {
  const options = { ...DEFAULTS }
  for (let index = 0; index < args.length; index += 2) {
    const name = (args[index] ?? '').replace(/^--/, '')
    const value = Number(args[index + 1])
    if (!Object.hasOwn(options, name) || !Number.isSafeInteger(value) || value < 0) {
      throw new Error(`the fuzzer knows --cases, --seed and --from with a number, not ${args.slice(index).join(' ')}`)
    }
    options[name as keyof Options] = value
  }
  return options
}

const options = readOptions(process.argv.slice(2))
const start = performance.now()
let told = start
const report = await fuzz({
  ...options,
  targets: allTargets,
  onFailure: (failure) => console.error(`\n${failureLines(failure).join('\n')}\n`),
  onProgress(done, { failures }) {
    const now = performance.now()
    if (now - told < PROGRESS_MS) return
    told = now
    const perSecond = Math.round(done / ((now - start) / 1000))
    console.log(
      `${done.toLocaleString('en')} of ${options.cases.toLocaleString('en')}, ${perSecond}/s, ${failures.length} broken`,
    )
  },
})
console.log(`\n${tableLines(report).join('\n')}`)
console.log(`\n${summaryLine(report)}, ${Math.round((performance.now() - start) / 1000)} s`)
process.exit(report.failures.length === 0 ? 0 : 1)
