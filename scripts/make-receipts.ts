// Writes tests/vectors/receipt.json. Deterministic: running it again changes nothing.
//   node scripts/run.mjs scripts/make-receipts.ts

import { writeFile } from 'node:fs/promises'
import { receiptVectors } from './receipts/receipt-vectors.ts'

await writeFile('tests/vectors/receipt.json', `${JSON.stringify(await receiptVectors(), undefined, 2)}\n`)
