// Writes tests/vectors/reconcile.json. Deterministic: running it again changes nothing.
//   node scripts/run.mjs scripts/make-comparisons.ts

import { writeFile } from 'node:fs/promises'
import { comparisonVectors } from './comparisons/comparison-vectors.ts'

await writeFile('tests/vectors/reconcile.json', `${JSON.stringify(comparisonVectors(), undefined, 2)}\n`)
