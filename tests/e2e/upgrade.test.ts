// An update of the extension finds the database of an older version, in real browsers: everything is there afterwards, and found by
// the new indexes.
import { cp } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { hook } from '../../scripts/story/person.ts'
import { BROWSERS } from './harness/browsers.ts'
import { extensionFolder } from './harness/extension.ts'
import { useFolders } from './harness/folders.ts'
import { DEXIE_STEP, type Added, makeOlder, readDatabase, silence } from './harness/old-database.ts'
import { usePeople } from './harness/people.ts'

/** Between versions 6 and 7. */
const ADDED: Added = {
  store: 'standings',
  indexes: [
    '[owner+turn+asked.from+asked.arrival]',
    '[owner+turn+level+asked.from]',
    '[owner+turn+asked.expires]',
    '[resource+level+asked.from]',
  ],
  fields: ['turn', 'level'],
}
const [IN_TURN = ''] = ADDED.indexes
/** What is written for a moment only. */
const PASSING: ReadonlySet<string> = new Set(['commands', 'status', 'tail'])

describe.each(BROWSERS)('the database of version 6 in %s', (kind) => {
  const folder = useFolders()
  const { person } = usePeople()

  it('is taken over: nothing is missing, and what waits is found in its order and can be answered', async () => {
    const [extension, profile] = await Promise.all([folder(), folder()])
    await cp(extensionFolder(kind), extension, { recursive: true })
    const start = () => person('Ada', kind, { extension, profile })

    const before = await start()
    await before.makePanda()
    const popup = await before.popup()
    await popup.click(hook('demo-try'))
    await popup.waitFor(hook('demo-next'))
    await before.goTo('waiting')
    await popup.waitFor(hook('inbox-item'))
    const count = await popup.text(hook('waiting-count'))
    await before.browser.close()

    const wake = await silence(extension)
    const { browser: quiet } = await start()
    const page = await quiet.open(quiet.extensionUrl('quiet.html'))
    const kept = await makeOlder(page, 6, ADDED)
    const old = await readDatabase(page, ADDED.store, IN_TURN)
    expect(old).toMatchObject({ version: 6 * DEXIE_STEP, found: [] })
    expect(old.keys).toEqual(kept)
    await quiet.close()

    await wake()
    const ada = await start()
    const again = await ada.goTo('waiting')
    await again.waitFor(hook('inbox-item'))
    expect(await again.text(hook('waiting-count'))).toBe(count)
    const now = await readDatabase(again, ADDED.store, IN_TURN)
    expect(now.version).toBeGreaterThanOrEqual(7 * DEXIE_STEP)
    expect(now.found).toHaveLength(Number(count))
    for (const [store, keys] of Object.entries(kept)) {
      if (!PASSING.has(store)) expect(now.keys[store], store).toEqual(expect.arrayContaining([...keys]))
    }
    await ada.approve()
    await ada.waitForBadge(Number(count) > 1 ? String(Number(count) - 1) : '')
  })
})
