// Ada is somebody else in a second festival. What waits for both of her is in one inbox; Ben can not tell that they are one
// person, until one of them retires and says so. With twelve words alone she is found again as who she was there.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { exportFestival, importFile } from '../../scripts/story/files.ts'
import { openIdentity, showWords, typeWords } from '../../scripts/story/keys.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR, ROOM } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { useFolders } from './harness/folders.ts'
import { pressOn } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'

const MINUTE = 60_000
const OTHER = 'Winter camp'
const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }

async function shownAs(page: Page): Promise<string> {
  await page.waitFor(hook('persona'))
  return page.evaluate(() => document.querySelector('[data-test="persona"]')?.getAttribute('data-key') ?? '')
}

async function chooses(person: Person, festival: string): Promise<void> {
  const popup = await person.goTo('all')
  await popup.click(`text=${festival}`)
  await popup.waitFor(`${hook('festival')}[data-title="${festival}"]`)
}

/** Fills in a festival that is made as somebody new. */
async function beginAsNew(popup: Page): Promise<void> {
  await popup.click(hook('create-festival'))
  await popup.fill(hook('festival-title'), OTHER)
  await popup.fill(hook('festival-from'), '2027-06-18')
  await popup.fill(hook('festival-to'), '2027-06-20')
  await popup.click(`${hook('as-whom')} summary`)
  await popup.click(hook('as-new'))
}

describe.each(BROWSERS)('two personas of one person, in %s', (kind) => {
  const people = usePeople()
  const folder = useFolders()

  it('are apart in two festivals, share an inbox, and one retires', { timeout: 6 * MINUTE }, async () => {
    const [{ url }, ada, ben] = await Promise.all([
      people.tracker(),
      people.panda('Ada', kind),
      people.panda('Ben', kind),
    ])
    await ada.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.goOnline()
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ben.join(await ada.inviteLink(), FESTIVAL)

    const popup = await ada.goTo('all')
    const first = await shownAs(popup)
    await beginAsNew(popup)
    await isFineToLookAt(popup, 'as whom a festival is made')
    await popup.click(hook('festival-submit'))
    await popup.waitFor(`${hook('festival')}[data-title="${OTHER}"]`)
    const second = await shownAs(popup)
    expect(second).not.toBe(first)
    await ada.offer({ title: ROOM, kind: 'place', policy: 'manual' })
    const invite = await ada.inviteLink()
    expect(invite).not.toContain(first)
    await ben.goTo('all')
    await ben.join(invite, OTHER)
    await ben.makeEvent({ title: 'Sauna', ...FRIDAY, things: [ROOM] })
    await chooses(ben, FESTIVAL)
    await ben.makeEvent({ title: EVENT, ...FRIDAY, things: [PROJECTOR] })

    await ada.waitForBadge('2')
    await ada.approve()
    await ada.waitForBadge('1')
    await ada.approve()
    await ada.waitForBadge('')
    await ben.seesConfirmed(EVENT, 100)
    await chooses(ben, OTHER)
    await ben.seesConfirmed('Sauna', 100)

    await ada.makeEvent({ title: 'Breakfast', ...FRIDAY, things: [] })
    await popup.click(hook('me'))
    await popup.waitFor(`${hook('my-persona')}[data-key="${first}"]`)
    expect(await popup.text(hook('my-persona'))).toContain(FESTIVAL)
    await isFineToLookAt(popup, 'who I am, when I am several')
    await popup.click(hook('switch-open'))
    await popup.waitFor(hook('switch-persona'))
    await isFineToLookAt(popup, 'being somebody else')
    await ada.closePopup()

    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#identity'), {
      width: 1000,
      height: 800,
    })
    await options.waitFor(`${hook('personas')} ${hook('my-persona')}[data-key="${second}"]`)
    await options.select(hook('retire-which'), second)
    await options.click(hook('retire-open'))
    await options.click(hook('retire-named'))
    await options.click(`${hook('retire-question')} ${hook('as-mine')}`)
    await options.click(hook('retire-sure'))
    await isFineToLookAt(options, 'retiring a key')
    await options.click(hook('retire-submit'))
    await options.waitFor(`${hook('my-persona')}[data-key="${second}"] ${hook('persona-where')}`)
    await options.waitFor('text=has retired')
    await options.close()

    const bens = await ben.browser.open(ben.browser.extensionUrl('options/options.html#people'))
    await bens.waitFor(`${hook('person')}[data-author="${second}"]`)
    await bens.waitFor('text=I go on as', { timeoutMs: MINUTE })
    await isFineToLookAt(bens, 'people, one of them retired')
    await bens.close()
    await ben.seesConfirmed('Sauna', 100)
    const events = await ben.popup()
    expect(await events.text(hook('event-maker-retired'))).toMatch(/I go on as/)
    await isFineToLookAt(events, 'an event of somebody who has retired')
  })

  it('are found again on a new machine that knows only the words, and one goes on as who one was', async () => {
    const ada = await people.panda('Ada', kind)
    const before = await ada.popup()
    const main = await shownAs(before)
    await beginAsNew(before)
    await before.click(hook('festival-submit'))
    await before.waitFor(`${hook('festival')}[data-title="${OTHER}"]`)
    const second = await shownAs(before)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    const words = await showWords(await openIdentity(ada))
    const file = join(await folder(), 'camp.p2panda')
    await writeFile(file, await exportFestival(ada, OTHER))
    await ada.browser.close()

    const again = await people.person('Ada again', kind)
    const identity = await openIdentity(again)
    await typeWords(identity, words)
    await identity.waitFor(hook('public-key'), { timeoutMs: MINUTE })
    await identity.close()
    await importFile(again, file)
    const popup = await again.goTo('all')
    await popup.waitFor(`${hook('persona')}[data-key="${main}"]`)
    await popup.waitFor(hook('found-personas'))
    await isFineToLookAt(popup, 'a festival in which one was somebody else')
    await popup.waitFor(hook('found-stay'))
    await pressOn(popup, 'found-go-on', 'Enter')
    await popup.waitFor(`${hook('persona')}[data-key="${second}"]`)
    await popup.waitForGone(hook('found-personas'))
    // What was made before is changed as who made it.
    const thing = await again.openThing(PROJECTOR)
    await thing.fill(hook('offer-title'), ROOM)
    await thing.click(hook('thing-save'))
    await again.seesThing(ROOM)
  })
})
