// What a profile of Chromium says before its browser starts.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Turns developer mode on, as the README tells people who load the extension from a folder: an extension without it is disabled as
 * soon as it restarts itself. Gives whether the profile was new.
 */
export async function prepareProfile(profile: string): Promise<boolean> {
  const folder = join(profile, 'Default')
  await mkdir(folder, { recursive: true })
  const preferences = JSON.stringify({ extensions: { ui: { developer_mode: true } } })
  return writeFile(join(folder, 'Preferences'), preferences, { flag: 'wx' }).then(
    () => true,
    (cause: NodeJS.ErrnoException) => {
      // What Chromium has written itself stays.
      if (cause.code !== 'EEXIST') throw cause
      return false
    },
  )
}
