// An answer as a file: who got it saves the receipt from the popup, and anybody checks it offline. And what has no effect says
// why, in the view of the log.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { takeDownload } from '../../scripts/browsers/downloads.ts'
import { exportFestival, importFile, openData } from '../../scripts/story/files.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { parseEntryHash } from '../../src/operations/ids.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'
import { REASONS, withoutEffect } from './harness/without-effect.ts'

const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }

describe.each(BROWSERS)('in %s', (kind) => {
  const { panda } = usePeople()
  const folder = useFolders()

  const saved = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(await folder(), name)
    await writeFile(path, bytes)
    return path
  }
  const check = async (page: Page, path: string): Promise<void> => page.upload(hook('receipt-file'), [path])

  it('an answer is saved as a receipt, which says the same to whoever checks it', async () => {
    const [ada, ben] = await Promise.all([panda('Ada', kind), panda('Ben', kind)])
    const hand = async (from: Person, to: Person): Promise<void> => {
      await importFile(to, await saved(`from ${from.name}.p2panda`, await exportFestival(from, FESTIVAL)))
    }
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await hand(ada, ben)
    await ben.seesThing(PROJECTOR)
    await ben.makeEvent({ title: EVENT, ...TIMES, things: [PROJECTOR] })
    await hand(ben, ada)
    await ada.approve()
    await hand(ada, ben)
    await ben.seesConfirmed(EVENT, 100)
    const popup = await ben.popup()
    await popup.click(hook('receipt-save'))
    await popup.waitFor(`${hook('receipt-state')}[data-state="saved"]`)
    await isFineToLookAt(popup, 'saved')
    const receipt = await takeDownload(ben.browser.profile, 'answer.p2panda-receipt')

    const cleo = await panda('Cleo', kind)
    const data = await openData(cleo)
    await check(data, await saved('Ada to Ben.p2panda-receipt', receipt))
    await data.waitFor(`${hook('receipt')}[data-standing="effective"]`)
    const text = await data.text(hook('receipt'))
    for (const part of ['said yes', PROJECTOR, EVENT, FESTIVAL]) expect(text).toContain(part)
    await isFineToLookAt(data, 'receipt')

    const forged = receipt.slice()
    forged[300] = (forged[300] ?? 0) ^ 1
    await check(data, await saved('forged.p2panda-receipt', forged))
    await data.waitFor(hook('receipt-error'))
    await data.waitForGone(hook('receipt'))
    await check(data, await saved('none.p2panda-receipt', new Uint8Array([1, 2, 3])))
    await data.waitFor(`${hook('receipt-error')}[data-code="not-one"]`)
    await isFineToLookAt(data, 'no receipt')
  })

  it('an entry without effect says why in the view of its log', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const festival = parseEntryHash(await festivalId(ada)) ?? expect.fail('no festival')
    await importFile(ada, await saved('mona.p2panda', await withoutEffect(festival)))
    const page = await openData(ada)
    await page.click(hook('log-open'))
    const reasons = (): Promise<string[]> =>
      page.evaluate(
        (line, why) =>
          [...document.querySelectorAll(line)].map(
            (each) => each.querySelector<HTMLElement>(why)?.dataset['code'] ?? '',
          ),
        hook('log-line'),
        hook('no-effect'),
      )
    await expect.poll(reasons).toEqual(REASONS)
    expect(await page.errors()).toEqual([])
    await isFineToLookAt(page, 'log')
  })
})
