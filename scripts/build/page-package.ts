// Builds dist/page: what other people's sites and their tests import, the types of `window.p2panda` and the mock provider.
import { spawnSync } from 'node:child_process'
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { bundleModules } from './bundle.ts'

const FOLDER = 'dist/page'

export async function buildPagePackage(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true })
  await bundleModules('page', { mock: 'page/mock.ts' }, FOLDER)
  const types = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-b', 'page'], {
    encoding: 'utf8',
  })
  if (types.status !== 0) throw new Error(`page/ has type errors:\n${types.stdout}`)
  await copyFile('page/p2panda.d.ts', `${FOLDER}/p2panda.d.ts`)
  for (const name of ['mock.d.ts', 'mock-errors.d.ts', 'mock-types.d.ts']) {
    const declarations = await readFile(`.build/types/page/${name}`, 'utf8')
    await writeFile(`${FOLDER}/${name}`, declarations.replaceAll(/'\.\/([\w-]+)(?:\.d)?\.ts'/g, "'./$1.js'"))
  }
}
