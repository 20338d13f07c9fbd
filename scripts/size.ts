// `npm run size`: how large every script and style sheet is, minified and compressed. Two have a limit, because they are
// loaded into every page that anybody visits.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { distOf, TARGETS } from './build/targets.ts'

/** Bytes, minified. */
const LIMITS: Record<string, number> = { 'page/provider.js': 3000, 'page/content.js': 4000 }

interface Measured {
  readonly file: string
  readonly bytes: number
  readonly gzip: number
  readonly limit: number | undefined
}

async function measure(folder: string): Promise<Measured[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(js|css)$/.test(file)).sort()
  return Promise.all(
    files.map(async (file) => {
      const content = await readFile(join(folder, file))
      const limit = LIMITS[file.replaceAll('\\', '/')]
      return { file: join(folder, file), bytes: content.length, gzip: gzipSync(content, { level: 9 }).length, limit }
    }),
  )
}

const folders = [...TARGETS.map(distOf), 'dist/embed', 'dist/core'].filter((folder) => existsSync(folder))
if (folders.length === 0) throw new Error('Nothing is built yet: npm run build')
const all = (await Promise.all(folders.map(measure))).flat()
for (const { file, bytes, gzip, limit } of all) {
  const note = limit === undefined ? '' : `   limit ${limit}${bytes > limit ? ': TOO LARGE' : ''}`
  console.log(`${file.padEnd(44)}${String(bytes).padStart(9)} B${String(gzip).padStart(9)} B gzip${note}`)
}
const tooLarge = all.filter(({ bytes, limit }) => limit !== undefined && bytes > limit)
if (tooLarge.length > 0) {
  console.error(`Too large: ${tooLarge.map(({ file }) => file).join(', ')}`)
  process.exit(1)
}
