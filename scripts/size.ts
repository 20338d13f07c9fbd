// `npm run size`: how large every script and style sheet is, minified and compressed. Three have a limit: two are loaded into every
// page that anybody visits, one into other people's web sites.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { distOf, TARGETS } from './build/targets.ts'

/** Bytes, minified; of what is fetched over the network, as it comes there. */
const LIMITS: Record<string, { readonly of: 'bytes' | 'gzip'; readonly most: number }> = {
  'page/provider.js': { of: 'bytes', most: 3000 },
  'page/content.js': { of: 'bytes', most: 4000 },
  'p2panda-embed.js': { of: 'gzip', most: 54_500 },
}

interface Measured {
  readonly file: string
  readonly bytes: number
  readonly gzip: number
  readonly limit: (typeof LIMITS)[string] | undefined
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

function isTooLarge({ limit, ...measured }: Measured): boolean {
  return limit !== undefined && measured[limit.of] > limit.most
}

const folders = [...TARGETS.map(distOf), 'dist/embed', 'dist/core'].filter((folder) => existsSync(folder))
if (folders.length === 0) throw new Error('Nothing is built yet: npm run build')
const all = (await Promise.all(folders.map(measure))).flat()
for (const each of all) {
  const { file, bytes, gzip, limit } = each
  const note = limit === undefined ? '' : `   limit ${limit.most} B ${limit.of}${isTooLarge(each) ? ': TOO LARGE' : ''}`
  console.log(`${file.padEnd(44)}${String(bytes).padStart(9)} B${String(gzip).padStart(9)} B gzip${note}`)
}
const tooLarge = all.filter(isTooLarge)
if (tooLarge.length > 0) {
  console.error(`Too large: ${tooLarge.map(({ file }) => file).join(', ')}`)
  process.exit(1)
}
