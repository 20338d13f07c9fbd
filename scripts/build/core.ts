// Builds dist/core: the core library as ES modules with types, nothing left to resolve, no adapter inside.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { bundleModules } from './bundle.ts'

const FOLDER = 'dist/core'

/** Where the compiler leaves the declarations of `src/` (tsconfig.base.json). */
const DECLARATIONS = '.build/types/src'

export async function buildCore(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true })
  await bundleModules('core', { index: 'src/index.ts', bamboo: 'src/bamboo/index.ts' }, FOLDER)
  const types = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-b', 'src'], {
    encoding: 'utf8',
  })
  if (types.status !== 0) throw new Error(`src/ has type errors:\n${types.stdout}`)
  await copyDeclarations()
}

/** Declarations name each other with the ending of their sources; packages are read with the ending of the result. */
async function copyDeclarations(): Promise<void> {
  const files = await readdir(DECLARATIONS, { recursive: true })
  // The compiler never removes the declarations of a source that is gone.
  const hasSource = (file: string): boolean => existsSync(join('src', file.replace(/\.d\.ts$/, '.ts')))
  const wanted = files.filter((file) => file.endsWith('.d.ts') && !/^adapters[\\/]/.test(file) && hasSource(file))
  for (const file of wanted) {
    const text = await readFile(join(DECLARATIONS, file), 'utf8')
    const to = join(FOLDER, file)
    await mkdir(dirname(to), { recursive: true })
    await writeFile(to, text.replaceAll(/((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"]+)\.tsx?(['"])/g, '$1.js$2'))
  }
}
