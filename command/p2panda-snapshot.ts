// `p2panda-snapshot`: writes the files for a festival's web site from a bundle that was saved in the extension.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareHashing } from '../src/bamboo/index.ts'
import { readArguments, USAGE, type Arguments } from './arguments.ts'
import { sentenceOf } from './sentences.ts'
import { makeWebSite } from './web-site.ts'

/** Exit codes: something is wrong with the file or the folder; it was not called as it has to be. */
const FAILED = 1
const MISUSED = 2

/** What it came to, for the shell and for whoever reads along. */
interface Ending {
  readonly code: number
  readonly words: string
}

async function run(args: readonly string[]): Promise<Ending> {
  const read = readArguments(args)
  if (!read.ok) return { code: MISUSED, words: `${read.error.words}\n\n${USAGE}` }
  if (read.value === 'help') return { code: 0, words: USAGE }
  return make(read.value)
}

async function make({ file, festival, out, locale }: Arguments): Promise<Ending> {
  const bytes = await readFile(file).catch((error: unknown) => reasonOf(error))
  if (typeof bytes === 'string') return { code: FAILED, words: `“${file}” can not be read: ${bytes}` }
  await prepareHashing()
  const made = await makeWebSite(new Uint8Array(bytes), { festival, locale, now: Date.now() })
  if (!made.ok) return { code: made.error.code === 'several' ? MISUSED : FAILED, words: sentenceOf(made.error, file) }
  const { title, files, leftOut } = made.value
  try {
    await mkdir(out, { recursive: true })
    for (const each of files) await writeFile(join(out, each.name), each.bytes)
  } catch (error) {
    return { code: FAILED, words: `Nothing can be written into “${out}”: ${reasonOf(error)}` }
  }
  const names = files.map(({ name, bytes: { length } }) => `  ${join(out, name)}  ${length} bytes`)
  const kept = `For members only, and left out: events ${leftOut.events}, things and places ${leftOut.resources}.`
  return { code: 0, words: [`“${plain(title)}”, for its web site:`, ...names, kept].join('\n') }
}

/** Titles of strangers move no cursor. */
function plain(title: string): string {
  return title.replaceAll(/\p{C}/gu, '')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const { code, words } = await run(process.argv.slice(2))
const stream = code === 0 ? process.stdout : process.stderr
stream.write(`${words}\n`)
process.exitCode = code
