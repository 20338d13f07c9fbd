// Folders that live as long as one test.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'

/** Call inside `describe`: gives a function that makes an empty folder, removed after the test. */
export function useFolders(): () => Promise<string> {
  const made: string[] = []
  afterEach(async () => {
    await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })))
  })
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'p2panda-test-'))
    made.push(folder)
    return folder
  }
}
