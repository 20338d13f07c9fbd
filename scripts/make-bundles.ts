// Writes the example bundles of examples/bundles, and tests/vectors/bundle.json about them. Deterministic: running it again
// changes nothing.
//   node scripts/run.mjs scripts/make-bundles.ts

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exampleBundles } from './bundles/example-bundles.ts'
import { bundleVectors } from './bundles/vectors.ts'

const FOLDER = 'examples/bundles'

const files = await exampleBundles()
await mkdir(FOLDER, { recursive: true })
for (const [name, bytes] of files) {
  await writeFile(join(FOLDER, name), bytes)
  console.log(`${name}: ${bytes.length} bytes`)
}
await writeFile('tests/vectors/bundle.json', `${JSON.stringify(await bundleVectors(files), undefined, 2)}\n`)
