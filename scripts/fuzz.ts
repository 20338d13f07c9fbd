// `npm run fuzz`: feeds changed entries, payloads, batches, messages and bundles to the real code; see tests/fuzz.
//   npm run fuzz                                a million cases (a few minutes)
//   npm run fuzz -- --cases 10000000 --seed 7   another run; the same seed always gives the same cases
//   npm run fuzz -- --seed 7 --from 123 --cases 1   one case again
import { spawnSync } from 'node:child_process'

const args = ['scripts/run.mjs', 'tests/fuzz/main.ts', ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
process.exit(status ?? 1)
