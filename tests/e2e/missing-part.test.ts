// A file of the app that can not be read, as when an update was cut off: that part says so, all others are there.
import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { hook } from '../../scripts/story/person.ts'
import { BROWSERS } from './harness/browsers.ts'
import { extensionFolder } from './harness/extension.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'

describe.each(BROWSERS)('a part of the app that is not there in %s', (kind) => {
  const folder = useFolders()
  const { panda } = usePeople()

  it('says so, and the rest of the app is there', async () => {
    const extension = await folder()
    await cp(extensionFolder(kind), extension, { recursive: true })
    const parts = join(extension, 'options/parts')
    for (const file of await readdir(parts)) if (file.startsWith('data-')) await rm(join(parts, file))

    const ada = await panda('Ada', kind, { extension })
    const app = await ada.browser.open(ada.browser.extensionUrl('options/options.html#data'), {
      width: 1000,
      height: 800,
    })
    await app.waitFor(hook('part-broken'))
    await isFineToLookAt(app, 'a part of the app that is not there')
    await app.click(hook('rail-identity'))
    await app.waitFor(`${hook('section-identity')} ${hook('password-open')}`)
    await app.waitForGone(hook('part-broken'))
  })
})
