// Writes the example bundles of examples/bundles, the snapshot of examples/festival-website, and tests/vectors/bundle.json about them. Deterministic: running it again
// changes nothing.
//   node scripts/run.mjs scripts/make-bundles.ts

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exampleBundles, exampleSnapshot } from './bundles/example-bundles.ts'
import { bundleVectors } from './bundles/vectors.ts'

const FOLDER = 'examples/bundles'

const files = await exampleBundles()
await mkdir(FOLDER, { recursive: true })
for (const [name, bytes] of files) {
  await writeFile(join(FOLDER, name), bytes)
  console.log(`${name}: ${bytes.length} bytes`)
}
const site = await exampleSnapshot()
await writeFile('examples/festival-website/programme.p2panda', site)
console.log(`programme.p2panda: ${site.length} bytes`)
await writeFile('tests/vectors/bundle.json', `${JSON.stringify(await bundleVectors(files), undefined, 2)}\n`)
