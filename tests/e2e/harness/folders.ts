// Folders that live as long as one test, or all tests of a `describe`.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atTheEnd, type Stay } from './browsers.ts'

/** Call inside `describe`, before what uses the folders: gives a function that makes an empty folder, removed at the end. */
export function useFolders(stay: Stay = 'test'): () => Promise<string> {
  const made: string[] = []
  atTheEnd(stay, () =>
    Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 }))),
  )
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'p2panda-test-'))
    made.push(folder)
    return folder
  }
}
