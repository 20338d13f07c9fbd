// A file that somebody chose, read: a programme, or a table of things, or why it is neither.
import { readInventory, type ReadInventory } from '../../src/exchange/read-inventory.ts'
import { MAX_FILE_BYTES, type ReadError } from '../../src/exchange/read-problem.ts'
import { readProgramme, type ReadFor } from '../../src/exchange/read-programme.ts'
import type { ReadProgramme } from '../../src/exchange/read-schedule.ts'

export type ReadFile = { name: string } & (
  | { kind: 'programme'; read: ReadProgramme }
  | { kind: 'things'; read: ReadInventory }
  | { kind: 'neither'; error: ReadError }
)

export async function readFile(file: File, readFor: ReadFor): Promise<ReadFile> {
  const { name } = file
  if (file.size > MAX_FILE_BYTES) return { name, kind: 'neither', error: { code: 'too-large' } }
  const text = decoded(await file.arrayBuffer())
  if (/\.(csv|tsv|txt)$/iu.test(name)) {
    const read = readInventory(text)
    return read.ok ? { name, kind: 'things', read: read.value } : { name, kind: 'neither', error: read.error }
  }
  const read = readProgramme(text, readFor)
  return read.ok ? { name, kind: 'programme', read: read.value } : { name, kind: 'neither', error: read.error }
}

/** Tables of older spreadsheets are in the letters of Windows. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
