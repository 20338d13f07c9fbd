// Writes the example bundles of examples/bundles, the festival of examples/festival-website, and tests/vectors/bundle.json about them. Deterministic: running it again
// changes nothing.
//   node scripts/run.mjs scripts/make-bundles.ts

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exampleBundles, exampleWebSite } from './bundles/example-bundles.ts'
import { bundleVectors } from './bundles/vectors.ts'

const FOLDER = 'examples/bundles'

const files = await exampleBundles()
await mkdir(FOLDER, { recursive: true })
for (const [name, bytes] of files) {
  await writeFile(join(FOLDER, name), bytes)
  console.log(`${name}: ${bytes.length} bytes`)
}
for (const [name, bytes] of await exampleWebSite()) {
  await writeFile(join('examples/festival-website', name), bytes)
  console.log(`${name}: ${bytes.length} bytes`)
}
await writeFile('tests/vectors/bundle.json', `${JSON.stringify(await bundleVectors(files), undefined, 2)}\n`)
