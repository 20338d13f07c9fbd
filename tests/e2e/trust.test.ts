// Whom I trust is my own business (DESIGN 5.7): somebody spams and is blocked, is called a name of mine, takes words back.
import { beforeAll, describe, expect, it } from 'vitest'
import type { BrowserKind, Page } from '../../scripts/browsers/browser.ts'
import { openData } from '../../scripts/story/files.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { BROWSERS } from './harness/browsers.ts'
import { changeRows, idOfThing, tablesWith } from './harness/disk.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { tabTo } from './harness/keyboard.ts'
import { usePeople, type People } from './harness/people.ts'

const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const LATER = { from: '2027-06-19T20:00', to: '2027-06-19T23:00' }
const SPAM = 'Buy cheap tents'
const MORE_SPAM = 'Buy even cheaper tents'
const LAMP = 'Lamp'

const event = (title: string): string => `${hook('event-card')}[data-title="${title}"]`
const LINKED = { timeoutMs: 60_000 }

/** Ada's festival with a projector; Ben is there, has a name, and both are linked. */
async function meet({ panda, tracker }: People, kind: BrowserKind): Promise<{ ada: Person; ben: Person }> {
  const [{ url }, ada, ben] = await Promise.all([tracker(), panda('Ada', kind), panda('Benvolio', kind)])
  await ada.useMeetingPoint(url)
  await ada.createFestival(FESTIVAL_PLAN)
  await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
  await ada.goOnline()
  await ben.join(await ada.inviteLink(), FESTIVAL)
  await ben.seesThing(PROJECTOR)
  await ben.tellName()
  return { ada, ben }
}

describe.each(BROWSERS)('people in %s', (kind) => {
  const people = usePeople()

  it('who are blocked vanish at once, stay away, and come back when they are unblocked', async () => {
    const { ada, ben } = await meet(people, kind)
    await ben.makeEvent({ title: SPAM, ...TIMES, things: [PROJECTOR] })
    await ada.waitForBadge('1')
    const page = await openPeople(ada)
    const row = `${hook('person')}[data-name="Benvolio"]`
    await tabTo(page, `${row} ${hook('person-block')}`)
    await page.press('Enter')
    await page.waitFor(hook('person-block-question'))
    await isFineToLookAt(page, 'the question before a person is blocked')
    await page.click(hook('person-block-do'))
    await page.waitFor(hook('blocked-person'))
    await page.waitForGone(row)
    await isFineToLookAt(page, 'a blocked person')
    await ada.waitForBadge('')
    const popup = await ada.goTo('today')
    await popup.waitFor(hook('event-new'))
    await popup.waitForGone(event(SPAM))
    await expect.poll(() => tablesWith(ada, SPAM)).toEqual([])

    // Ben's next things stay with Ben; that the link is alive is seen by Ada's reaching him.
    await ben.makeEvent({ title: MORE_SPAM, ...LATER, things: [PROJECTOR] })
    await ada.offer({ title: LAMP, kind: 'thing', policy: 'manual' })
    await ben.seesThing(LAMP)
    expect(await ada.badge()).toBe('')
    expect(await tablesWith(ada, MORE_SPAM)).toEqual([])

    await page.click(hook('person-unblock'))
    await ada.waitForBadge('2')
    const again = await ada.goTo('today')
    for (const title of [SPAM, MORE_SPAM]) await again.waitFor(event(title), LINKED)
  })

  it('whose events lack the ticket of the festival are folded away, and are there', async () => {
    const { ada, ben } = await meet(people, kind)
    const festival = await festivalId(ada)
    await ben.makeEvent({ title: SPAM, ...TIMES, things: [PROJECTOR] })
    await ada.waitForBadge('1')
    const popup = await ada.goTo('today')
    await popup.waitFor(event(SPAM))
    expect(await popup.exists(hook('without-ticket'))).toBe(false)
    await changeRows(ada, 'festivals', ['id', festival], { eventTicket: await idOfThing(ada, PROJECTOR) })
    await popup.waitFor(hook('without-ticket'))
    expect(await popup.text(`${hook('without-ticket')} summary`)).toBe('1 event without a ticket')
    await tabTo(popup, `${hook('without-ticket')} summary`)
    await popup.press('Enter')
    await popup.waitFor(`${hook('without-ticket')}[open] ${event(SPAM)}`)
    await isFineToLookAt(popup, 'what has no ticket')
    await ada.approve()
    const granted = await ada.goTo('today')
    await granted.waitFor(`${event(SPAM)}[data-percent="100"]`)
    await granted.waitForGone(hook('without-ticket'))
  })
})

describe.each(BROWSERS)('two people who stay in %s', (kind) => {
  const people = usePeople('describe')
  let ada: Person
  let ben: Person

  beforeAll(async () => {
    ;({ ada, ben } = await meet(people, kind))
  })

  it('who got a name of mine are called by it, with their own beneath, and nobody else gets it', async () => {
    const page = await openPeople(ada)
    const key = await keyOf(ben)
    const row = `${hook('person')}[data-author="${key}"]`
    await page.click(`${row} ${hook('person-name')}`)
    await page.waitFor(hook('person-petname'))
    await isFineToLookAt(page, 'a person')
    await page.fill(hook('person-petname'), 'Ben next door')
    await page.press('Enter')
    await page.waitFor(`${row}[data-name="Ben next door"]`)
    expect(await page.text(`${row} ${hook('person-beneath')}`)).toContain('Benvolio')
    await isFineToLookAt(page, 'a person with a name of mine')
    await ben.makeEvent({ title: SPAM, ...TIMES, things: [PROJECTOR] })
    const popup = await ada.seesRequest()
    expect(await popup.text(hook('inbox-item'))).toContain('Ben next door')
    // It is nobody's business but Ada's.
    expect(await tablesWith(ben, 'Ben next door')).toEqual([])
    expect(await tablesWith(ada, 'Ben next door')).toEqual(['petnames'])
  })

  it('who filled what is kept of one person get more room when I say so', async () => {
    const page = await openPeople(ada)
    const row = `${hook('person')}[data-author="${await keyOf(ben)}"]`
    await page.waitFor(row)
    expect(await page.exists(hook('person-full'))).toBe(false)
    await changeRows(ada, 'logs', ['author', await keyOf(ben)], { bytes: 64 * 1024 * 1024 })
    await page.waitFor(`${row} ${hook('person-full')}`)
    await isFineToLookAt(page, 'a person who is full')
    await page.click(hook('person-keep-more'))
    await page.waitFor(`${row}:not(:has(${hook('person-full')}))`)
  })

  it('who take words back do not have them any more, and neither do those who hear of it', async () => {
    const NAME = ben.name
    await expect.poll(() => tablesWith(ada, NAME), LINKED_POLL).toEqual(expect.arrayContaining(['profiles', 'tail']))
    const data = await openData(ben)
    const mine = `${hook('log-row')}[data-author="${await keyOf(ben)}"]`
    await data.click(`${mine} ${hook('log-open')}`)
    await data.waitFor(hook('log-line'))
    // The log began with joining, which holds it together.
    expect(await data.exists(`${hook('log-line')}[data-seq-num="1"] ${hook('take-back')}`)).toBe(false)
    await data.click(`${hook('log-line')}[data-seq-num="2"] ${hook('take-back')}`)
    await data.waitFor(hook('take-back-words'))
    await isFineToLookAt(data, 'taking back')
    await data.click(hook('take-back-do'))
    await data.waitFor(`${hook('log-line')}[data-seq-num="2"][data-standing="forgotten"]`)
    await expect.poll(() => tablesWith(ben, NAME)).toEqual([])
    await expect.poll(() => tablesWith(ada, NAME), LINKED_POLL).toEqual([])
  })
})

const LINKED_POLL = { timeout: 60_000, interval: 250 }

async function openPeople(person: Person): Promise<Page> {
  const page = await person.browser.open(person.browser.extensionUrl('options/options.html#people'), {
    width: 1000,
    height: 800,
  })
  await page.waitFor(hook('person'))
  // A new window comes to the front a moment after its page is there, and what got the focus before that does not show it.
  await page.focus()
  await page.waitFor(() => document.hasFocus())
  return page
}

async function keyOf(person: Person): Promise<string> {
  const popup = await person.popup()
  const key = await popup.evaluate((me) => document.querySelector(me)?.getAttribute('data-key'), hook('persona'))
  return key ?? expect.fail('no persona')
}
