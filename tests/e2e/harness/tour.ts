// A walk through every screen that a person can see in this version, in the language that the browser speaks.
import { resolve } from 'node:path'
import type { Page } from '../../../scripts/browsers/browser.ts'
import { importRow } from '../../../scripts/story/files.ts'
import { hook, type Person } from '../../../scripts/story/person.ts'
import { siteQuestion } from '../../../scripts/story/question.ts'
import { festivalId } from '../../../scripts/story/website.ts'
import { AskingSite } from './asking-site.ts'
import { bringPicture } from './camera.ts'

/** Called on every screen; the name says which one it is. */
export type Look = (screen: string, page: Page) => Promise<void>

const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const LATER = { from: '2027-06-18T22:00', to: '2027-06-19T01:00' }
/** A button on its way to being pressable has no colour of its own yet. */
const ARMED = `${hook('approval-approve')}:not([aria-disabled])`
/** A meeting point that does not answer: the network section says so. */
const NOBODY_THERE = 'ws://127.0.0.1:9/'
const DRUMS = 'Schlagzeug'

/** Begins with an empty profile. `siteUrl` is that of an asking site. */
export async function tour(ada: Person, siteUrl: string, lookAt: Look): Promise<void> {
  const look: Look = async (screen, page) => {
    await page.waitFor(isFull)
    await lookAt(screen, page)
  }
  await firstScreens(ada, look)
  await festivalScreens(ada, look)
  await offerAndEvent(ada, look)
  await requests(ada, look)
  await siteQuestions(ada, siteUrl, look)
  await optionsSections(ada, look)
  await lockedScreens(ada, look)
}

/** Runs inside the page: whether everything that it asked the database is on the screen. */
export function isFull(): boolean {
  return document.querySelector('.filling, .scroll[aria-busy]') === null
}

async function firstScreens(ada: Person, look: Look): Promise<void> {
  const popup = await ada.popup()
  await popup.waitFor(hook('make-panda'))
  await look('welcome', popup)
  await ada.makePanda()
  await ada.useMeetingPoint(NOBODY_THERE)
  await popup.waitFor(hook('join-invite-input'))
  await look('ways in', popup)
  await popup.click(hook('demo-try'))
  await popup.waitFor(hook('demo-steps'))
  await look('a demo festival', popup)
  await popup.click(hook('demo-throw-away'))
  await popup.waitFor(hook('join-invite-input'))
  await popup.fill(hook('join-invite-input'), 'p2panda:1:')
  await popup.click(hook('join-submit'))
  await popup.waitFor(hook('error'))
  await look('ways in, wrong invite', popup)
}

async function festivalScreens(ada: Person, look: Look): Promise<void> {
  const popup = await ada.popup()
  await popup.click(hook('create-festival'))
  await popup.fill(hook('festival-title'), 'Anderswo 2027')
  await popup.fill(hook('festival-from'), '2027-06-20')
  await popup.fill(hook('festival-to'), '2027-06-18')
  await look('new festival, days turned round', popup)
  await popup.fill(hook('festival-from'), '2027-06-18')
  await popup.fill(hook('festival-to'), '2027-06-20')
  await popup.click('summary')
  await look('new festival', popup)
  await popup.select(hook('festival-zone'), 'Europe/Berlin')
  await popup.click(hook('festival-submit'))
  await popup.waitFor(hook('festival'))
  await look('festival', popup)
  await ada.inviteLink()
  await ada.tellName()
  await popup.click(`${hook('direct')} summary`)
  await popup.click(hook('direct-second'))
  await look('festival with invite, connecting directly', popup)
  await popup.click(hook('join-festival'))
  await popup.waitFor(hook('join-invite-input'))
  await look('join', popup)
  await ada.goTo('waiting')
  await look('nothing waits', popup)
  await popup.click(`${hook('quick-add')} summary`)
  await popup.waitFor(hook('quick-where'))
  await look('adding something quickly', popup)
  await popup.click(`${hook('quick-add')} summary`)
  await popup.click(hook('me'))
  await popup.waitFor(hook('public-key'))
  await look('who I am', popup)
  await popup.press('Escape')
}

async function offerAndEvent(ada: Person, look: Look): Promise<void> {
  const popup = await ada.goTo('today')
  await popup.waitFor(hook('event-new'))
  await look('no events', popup)
  await ada.offer({ title: DRUMS, kind: 'thing', policy: 'manual' })
  await popup.click(`${hook('offer-more')} summary`)
  await popup.fill(hook('offer-capacity'), '0')
  await look('offer, wrong number', popup)
  await policyChoices(popup, look)
  await ada.goTo('today')
  await popup.click(hook('event-new'))
  await popup.fill(hook('event-title'), 'Feuerwehrkapelle')
  await popup.fill(hook('event-from'), FRIDAY.to)
  await popup.fill(hook('event-to'), FRIDAY.from)
  await look('new event, times turned round', popup)
  await popup.fill(hook('event-from'), FRIDAY.from)
  await popup.fill(hook('event-to'), FRIDAY.to)
  await popup.click(hook('event-line'))
  await popup.click('summary')
  await look('new event', popup)
  await popup.click(hook('event-submit'))
  await popup.waitFor(hook('event-card'))
  await look('events', popup)
  await ada.openEvent('Feuerwehrkapelle')
  await popup.click(`${hook('event-cancel-more')} summary`)
  await look('changing an event', popup)
  await ada.openThing(DRUMS)
  await bringPicture(popup)
  await popup.waitFor(hook('picture-draft'))
  await look('changing a thing, with a picture', popup)
  await popup.click(hook('thing-save'))
  await ada.goTo('all')
  await popup.waitFor(hook('picture-small'))
  await look('festival with a picture', popup)
  await popup.click(hook('thing-look'))
  await popup.waitFor(hook('picture-whole'))
  await look('a picture', popup)
  await ada.openThing(DRUMS)
  await popup.click(hook('offer-policy-fcfs'))
  await popup.waitFor(hook('policy-change'))
  await popup.click(`${hook('thing-retire-more')} summary`)
  await look('changing a thing', popup)
}

async function policyChoices(popup: Page, look: Look): Promise<void> {
  await popup.fill(hook('offer-title'), 'Floß')
  await popup.fill(hook('offer-capacity'), '1')
  await popup.click(hook('offer-policy-lottery'))
  await popup.fill(hook('offer-draw-at'), '2020-06-18T20:00')
  await popup.click(hook('offer-submit'))
  await popup.waitFor(`${hook('offer-draw-at')}[aria-invalid]`)
  await look('offer, a draw in the past', popup)
  await popup.click(hook('offer-policy-token'))
  await look('offer, a token', popup)
  await popup.click(hook('offer-policy-external'))
  await popup.fill(hook('offer-site'), 'kein Netz')
  await popup.click(hook('offer-submit'))
  await popup.waitFor(`${hook('offer-site')}[aria-invalid]`)
  await look('offer, no address', popup)
}

async function requests(ada: Person, look: Look): Promise<void> {
  await look('a request', await ada.seesRequest())
  await ada.makeEvent({ title: 'Nachtkonzert', ...LATER, things: [DRUMS] })
  const popup = await ada.seesRequest()
  await popup.waitFor(hook('choose'))
  await look('two requests for the same time', popup)
}

async function siteQuestions(ada: Person, siteUrl: string, look: Look): Promise<void> {
  const festival = await festivalId(ada)
  const site = await AskingSite.visit(ada, siteUrl)
  const scopes = [`read:${festival}`, `authorize:${festival}`, `publish:${festival}/event.create`, 'identity']
  const connecting = await site.askByClick('connect', { festival, scopes, reason: 'Nur so' })
  const popup = await ada.goTo('waiting')
  await popup.waitFor(hook('approval-row'))
  await look('a site waits', popup)
  const first = await siteQuestion(ada.browser)
  await first.waitFor(ARMED)
  await look('a site wants to connect', first)
  await ada.approveSite()
  await site.answer(connecting)
  const { value } = await site.ask('query', { festival, type: 'request' })
  const [request] = (value as { items: { id: string }[] }).items
  const answering = await site.askByClick('authorize', { request: request?.id, decision: 'grant' })
  const second = await siteQuestion(ada.browser)
  await second.waitFor(hook('approval-sentence'))
  await second.click('summary')
  await second.waitFor(ARMED)
  await look('a site asks for a signature', second)
  await ada.refuseSite()
  await site.answer(answering)
}

async function optionsSections(ada: Person, look: Look): Promise<void> {
  const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html'), { width: 1000, height: 800 })
  for (const section of [
    'festivals',
    'calendar',
    'places',
    'things',
    'requests',
    'people',
    'sites',
    'network',
    'identity',
    'data',
    'settings',
    'about',
  ]) {
    await options.click(hook(`rail-${section}`))
    await options.waitFor(hook(`section-${section}`))
    if (section === 'network') await goOnline(ada, options)
    if (section === 'calendar') await options.waitFor(hook('calendar-event'))
    await look(`options: ${section}`, options)
    if (section === 'data') {
      await anEntry(options, look)
      await openedFiles(options, look)
    }
    if (section === 'festivals') await festivalForms(options, look)
    if (section === 'calendar') await calendarOnPhone(options, look)
    if (section === 'things') await aThing(options, look)
    if (section === 'requests') await history(options, look)
  }
}

async function lockedScreens(ada: Person, look: Look): Promise<void> {
  const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#identity'), {
    width: 1000,
    height: 800,
  })
  await options.click(hook('password-open'))
  await options.fill(hook('password-new'), 'festival')
  await options.fill(hook('password-again'), 'festivax')
  await options.click(hook('password-submit'))
  await look('options: a password that is not the same twice', options)
  await options.fill(hook('password-again'), 'festival')
  await options.click(hook('password-submit'))
  await options.waitFor(hook('auto-lock'))
  await look('options: identity with a password', options)
  await options.click(hook('lock-now'))
  await options.waitFor(hook('forgotten'))
  await look('options: identity, locked', options)
  const popup = await ada.goTo('offer')
  await popup.waitFor(hook('unlock-password'))
  await look('locked', popup)
  // What was typed and not sent before is still there, and would be refused for its address.
  await popup.click(hook('draft-drop'))
  await popup.fill(hook('offer-title'), DRUMS)
  await popup.click(hook('offer-submit'))
  await popup.fill(hook('unlock-now-password'), 'wrong')
  await popup.waitFor(() => document.querySelector<HTMLInputElement>('[data-test="unlock-now-password"]')?.value)
  await popup.click(hook('unlock-now-submit'))
  // Stretching a password takes its time where others use the processor too.
  await popup.waitFor(`${hook('unlock-now')} [role="alert"]`, { timeoutMs: 40_000 })
  await look('unlock for a command, wrong password', popup)
}

async function calendarOnPhone(options: Page, look: Look): Promise<void> {
  await options.setViewport(360, 780)
  await options.evaluate(() => void (location.hash = '#calendar/list'))
  await options.waitFor(hook('calendar-row'))
  await options.click(hook('calendar-filter-open'))
  await options.waitFor(hook('calendar-person'))
  await look('options: calendar on a phone', options)
  await options.evaluate((more) => document.querySelector<HTMLElement>(more)?.focus(), hook('bar-more'))
  await options.press('Enter')
  await options.waitFor(hook('rail-settings'))
  await look('options: all sections on a phone', options)
  await options.press('Escape')
  await options.waitForGone(hook('rail-settings'))
  await options.setViewport(1000, 800)
}

async function aThing(options: Page, look: Look): Promise<void> {
  await options.click(hook('thing-open'))
  await options.waitFor(hook('free-bars'))
  await look('options: a thing', options)
  await options.click(hook('thing-ask'))
  await options.waitFor(hook('event-line'))
  await look('options: asking for a thing', options)
}

async function history(options: Page, look: Look): Promise<void> {
  await options.evaluate(() => void (location.hash = '#requests/history'))
  await options.waitFor(hook('history-line'))
  await look('options: history', options)
}

async function festivalForms(options: Page, look: Look): Promise<void> {
  await options.click(hook('festival-change'))
  await options.waitFor(hook('change-title'))
  await options.click(hook('leave-open'))
  await options.waitFor(`${hook('leave')}[data-promises]`)
  await look('options: a festival changed, and left', options)
}

async function anEntry(options: Page, look: Look): Promise<void> {
  await options.click(hook('log-open'))
  await options.click(hook('entry-open'))
  await options.waitFor(hook('entry-signed'))
  await options.click(`${hook('entry-field')}[data-field="backlink"]`)
  await look('options: data, an entry in bytes', options)
  await options.press('Escape')
}

async function openedFiles(options: Page, look: Look): Promise<void> {
  const files = ['examples/bundles/garden-party.p2panda', 'package.json'].map((path) => resolve(path))
  await options.upload(hook('import-file'), files)
  const [party = '', wrong = ''] = files.map((path) => importRow(path))
  await look('options: data, files not added yet', options)
  await options.click(`${party} ${hook('import-check')}`)
  await options.click(`${wrong} ${hook('import-add')}`)
  await options.waitFor(`${wrong} ${hook('error')}`)
  await options.waitFor(`${party}[data-state="done"]`)
  await look('options: data, files looked at', options)
  await options.upload(hook('exchange-input'), [resolve('examples/files/programme.ics')])
  await options.click(`${hook('exchange-problems')} summary`)
  await look('options: data, a programme to take over', options)
}

async function goOnline(ada: Person, options: Page): Promise<void> {
  await ada.goOnline()
  await options.waitFor(`${hook('tracker-state')}[data-state="waiting"]`)
  for (const more of ['links-more', 'direct']) await options.click(`${hook(more)} summary`)
}
