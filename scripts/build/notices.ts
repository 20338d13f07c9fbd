// The licences of everything that was bundled, in one file beside it: what the authors of MIT code ask for.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

/** Writes `folder/LICENSES.txt` with name, version and licence text of each package that ended up in the bundles. */
export async function writeNotices(metafile: Metafile, folder: string): Promise<void> {
  const packages = new Set(Object.keys(metafile.inputs).flatMap((input) => packageFolder(input) ?? []))
  const notices = await Promise.all([...packages].sort().map(noticeOf))
  await writeFile(join(folder, 'LICENSES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`))
}

/** `node_modules/@scope/name` of a file inside it; the innermost one when packages are nested. */
function packageFolder(input: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string
    readonly version: string
    readonly license?: string
  }
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8').catch(() => '')))
  return `${name} ${version} (${license ?? 'see below'})\n\n${texts.join('\n')}`
}
