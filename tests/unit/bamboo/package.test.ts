// src/bamboo on its own: one module that needs the three packages and nothing else of the project, and works.

import { build } from 'esbuild'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const PACKAGES = ['@noble/ed25519', '@noble/hashes', 'hash-wasm']
const ROOM = resolve(import.meta.dirname, '../../../src/bamboo')

it('the room is one module that imports three packages', async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: [resolve(ROOM, 'index.ts')],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
  })
  const [output] = Object.values(metafile.outputs)
  const imported = new Set(
    output?.imports.map(({ path }) =>
      path
        .split('/')
        .slice(0, path.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  )
  expect([...imported].sort()).toEqual(PACKAGES)
  const sources = Object.keys(metafile.inputs).map((path) => resolve(path))
  expect(sources.filter((path) => !path.startsWith(`${ROOM}/`))).toEqual([])
  expect(outputFiles).toHaveLength(1)
})
