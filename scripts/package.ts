// `npm run package`: builds, checks the Firefox build as Mozilla would, and packs both extensions for the stores.
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { buildExtension } from './build/extension.ts'
import { failClearly } from './build/fail-clearly.ts'
import { lintExtension } from './build/lint-extension.ts'
import { distOf, TARGETS } from './build/targets.ts'
import { zip } from './build/zip.ts'
import type { ZipEntry } from './build/zip.ts'

async function readFolder(folder: string): Promise<ZipEntry[]> {
  const names = await readdir(folder, { recursive: true })
  const entries = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      if (!(await stat(path)).isFile()) return []
      return [{ name: name.replaceAll(sep, '/'), content: await readFile(path) }]
    }),
  )
  return entries.flat()
}

await failClearly(async () => {
  await buildExtension()
  const wrong = lintExtension(distOf('firefox'))
  if (wrong.length > 0) throw new Error(`web-ext lint finds:\n${wrong.join('\n')}`)
  console.log('web-ext lint: nothing but the warning that Preact causes.')

  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { readonly version: string }
  await mkdir('dist/packages', { recursive: true })
  for (const target of TARGETS) {
    const file = `dist/packages/p2panda-${target}-${version}.zip`
    const bytes = zip(await readFolder(distOf(target)))
    await writeFile(file, bytes)
    console.log(`${file}  ${bytes.length} B`)
  }
})
