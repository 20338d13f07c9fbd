// A notification of one request leads to that request, also where more than a page of others come before it.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importFile } from '../../scripts/story/files.ts'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { festivalId } from '../../scripts/story/website.ts'
import type { FestivalId, ObjectId } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { AskingGuest } from './harness/asking-guest.ts'
import { BROWSERS } from './harness/browsers.ts'
import { countRows, idOfThing } from './harness/disk.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'

const HOUR = 3_600_000
/** More than a page of what waits, and than is read beyond it. */
const BEFORE = 90
const LAST = 'Last of all'
const FIRST_HOUR = Date.UTC(2027, 5, 18, 8)

describe.each(BROWSERS)('a notification in %s', (kind) => {
  const { panda } = usePeople()
  const folder = useFolders()

  it('leads to its request wherever that stands', async () => {
    const ada = await panda('Ada', kind, { debugBackground: true })
    await ada.createFestival(FESTIVAL_PLAN)
    const ben = await AskingGuest.join((await festivalId(ada)) as FestivalId)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    const projector = (await idOfThing(ada, PROJECTOR)) as ObjectId
    const path = join(await folder(), 'asked.p2panda')
    const read = async (): Promise<void> => {
      await writeFile(path, await ben.file())
      await importFile(ada, path)
    }
    for (let index = 0; index < BEFORE; index += 1) await ben.ask(projector, `Evening ${index}`, hourOf(index))
    await read()
    // Who goes online for the first time is told of nothing that was there before.
    await ada.goOnline()
    expect(await countRows(ada, 'told')).toBe(BEFORE)
    await ada.closePopup()

    await ben.ask(projector, LAST, hourOf(BEFORE + 100))
    await read()
    await ada.browser.clickNotification('requests')
    const shown = await ada.browser.waitForPage('popup/popup.html#waiting/')
    expect(await shown.text(hook('inbox-item'))).toContain(LAST)
    await shown.click(hook('decline'))
    await ada.waitForBadge(String(BEFORE))
  })
})

function hourOf(number: number): Interval {
  const from = FIRST_HOUR + number * HOUR
  return { from, to: from + HOUR }
}
