// What a browser downloaded: into a folder of its profile, without asking.
import { readdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { until } from './wait.ts'

/** Both browsers write into a file of another name first. */
const UNFINISHED = /\.(part|crdownload|tmp)$/

export function downloadsOf(profile: string): string {
  return join(resolve(profile), 'downloads')
}

/** Waits until a file of this name is there as a whole; reads it and takes it away, so that the next may have its name. */
export async function takeDownload(profile: string, name: string, timeoutMs = 30_000): Promise<Uint8Array> {
  const folder = downloadsOf(profile)
  const file = join(folder, name)
  const bytes = await until(
    `the download “${name}”`,
    async () => {
      const names = await readdir(folder).catch((): string[] => [])
      if (!names.includes(name) || names.some((each) => UNFINISHED.test(each))) return undefined
      // Firefox keeps the name with an empty file.
      const read = await readFile(file)
      return read.length > 0 ? read : undefined
    },
    timeoutMs,
  )
  await rm(file)
  return new Uint8Array(bytes)
}
