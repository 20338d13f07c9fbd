// Bamboo and the one rule for signatures in real browsers (design §4.1): the same vectors as in Node must give the same
// bytes and the same verdicts, natively and with the fallback, before and after WebAssembly took over hashing.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readForeignVectors } from '../unit/bamboo/foreign-vectors.ts'
import { BROWSERS } from './harness/browsers.ts'
import { useScriptPage } from './harness/script-page.ts'
import type { BambooVectors, StrictVector, Vectors } from './vectors-page.ts'

/** What the bundle leaves on the page. */
declare const vectorsPage: typeof import('./vectors-page.ts')

type Outcome = Awaited<ReturnType<typeof vectorsPage.runVectors>>

const foreign = readForeignVectors()

describe.each(BROWSERS)('the vectors in %s', (kind) => {
  const page = useScriptPage(kind, { source: 'e2e/vectors-page.ts', globalName: 'vectorsPage' })

  const run = (vectors: Vectors): Promise<Outcome> => page().evaluate((given) => vectorsPage.runVectors(given), vectors)

  it('our own ones pass on every path, and one that is wrong is noticed', async () => {
    const bamboo = (await ownVectors('bamboo.json')) as BambooVectors
    const strict = (await ownVectors('ed25519-strict.json')) as StrictVector[]
    const passed = 2 * (bamboo.log.length + bamboo.single.length) + bamboo.malformed.length + strict.length
    expect(await run({ bamboo, strict })).toEqual({ passed, failed: [] })
    const wrong = strict.map((vector) => ({ ...vector, valid: !vector.valid }))
    expect((await run({ strict: wrong })).failed).toHaveLength(strict.length)
    expect(await page().errors()).toEqual([])
  })

  it.skipIf(foreign === undefined)('those of other implementations pass', async () => {
    expect(await run({ bamboo: foreign?.firstEntry, strict: foreign?.strict })).toEqual({ passed: 48, failed: [] })
    expect(await run({ bamboo: foreign?.log, strict: foreign?.speccheck })).toEqual({ passed: 20, failed: [] })
  })
})

async function ownVectors(file: string): Promise<unknown> {
  return JSON.parse(await readFile(resolve(import.meta.dirname, '../vectors', file), 'utf8'))
}
