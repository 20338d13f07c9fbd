// Everything that others can write is hostile here, on every screen that shows words of others: nothing of it runs, loads, hides or
// forges anything, or breaks the layout.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { importFile } from '../../scripts/story/files.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { questionsClose, siteQuestion } from '../../scripts/story/question.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { TEXT } from '../../src/operations/limits.ts'
import { AskingSite, serveAskingSite, type Method } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { idOfThing } from './harness/disk.ts'
import { useFolders } from './harness/folders.ts'
import { harmOf } from './harness/harm.ts'
import { EVENING, HostileFestival, type AskedOf } from './harness/hostile-festival.ts'
import { hostileWords, type HostileWords } from './harness/hostile-words.ts'
import { usePeople } from './harness/people.ts'
import { setTrap } from './harness/trap.ts'

const LAMP = 'Lamp'
const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const MINUTES = 60_000
const DAY = '2027-06-18'
/** So many things and events are opened. */
const EACH = 12
/** As narrow as a window gets. */
const NARROW = 320
/** Bytes of what a site may say for itself. */
const REASON = 140

describe.each(BROWSERS)('hostile words in %s', (kind) => {
  const { panda, afterwards } = usePeople()
  const folder = useFolders()

  it('are words on every screen', { timeout: 5 * MINUTES }, async () => {
    const trap = await setTrap()
    afterwards(trap.stop)
    const words = hostileWords(trap.url)
    const festival = await HostileFestival.begin(words, trap.url)
    const home = await folder()
    const ada = await panda('Ada', kind)
    const read = async (): Promise<void> => {
      const path = join(home, 'hostile.p2panda')
      await writeFile(path, await festival.file())
      await importFile(ada, path)
    }
    await read()
    await ada.offer({ title: LAMP, kind: 'thing', policy: 'manual' })
    const asked = await askForEverything(ada)
    expect(asked.length).toBeGreaterThanOrEqual(words.length)
    await festival.askFor((await idOfThing(ada, LAMP)) as ObjectId)
    await festival.answer(asked)
    await read()
    // Ada asked for her own lamp too.
    await ada.waitForBadge(String(words.length + 1))

    const seen: string[] = []
    const harm: string[] = []
    const look = async (screen: string, page: Page): Promise<void> => {
      seen.push(screen)
      harm.push(...(await harmOf(page)).map((each) => `${screen}: ${each}`))
    }
    await lookAtPopup(ada, words.length, look)
    await lookAtOptions(ada, look)
    await lookAtCalendar(ada, festival.id, look)
    expect(harm).toEqual([])
    await lookAtQuestions(ada, festival.id, words, look)
    expect(harm).toEqual([])
    expect(trap.heard).toEqual([])
    expect(seen.length).toBeGreaterThanOrEqual(25)
  })
})

type Look = (screen: string, page: Page) => Promise<void>

/** Ada makes an event for which she asks for everything that there is. */
async function askForEverything(ada: Person): Promise<AskedOf[]> {
  const popup = await ada.goTo('today')
  await popup.click(hook('event-new'))
  await popup.fill(hook('event-title'), 'Reading group')
  await popup.fill(hook('event-from'), TIMES.from)
  await popup.fill(hook('event-to'), TIMES.to)
  await popup.waitFor(hook('event-line'))
  while (await popup.evaluate(tickOne, hook('event-line'))) await popup.focus()
  await popup.click(hook('event-submit'))
  await popup.waitFor(`${hook('event-card')}[data-title="Reading group"]`, { timeoutMs: 30_000 })
  return popup.evaluate(requestsOf)
}

async function lookAtPopup(ada: Person, count: number, look: Look): Promise<void> {
  const popup = await ada.popup()
  const show = async (view: string, ready: string, narrow = true): Promise<void> => {
    await popup.goto(ada.browser.extensionUrl(`popup/popup.html#${view}`))
    await popup.waitFor(ready)
    await look(`popup: ${view}`, popup)
    if (!narrow) return
    await popup.setViewport(NARROW, 600)
    await look(`popup: ${view}, narrow`, popup)
    await popup.setViewport(380, 600)
  }
  await show('waiting', hook('inbox-item'))
  for (let other = 0; other < Math.min(count, 12); other += 1) {
    const choices = `${hook('choose')}:not(:checked)`
    if (!(await popup.exists(choices))) break
    await popup.evaluate(
      (choice, number) => document.querySelectorAll<HTMLElement>(choice)[number]?.click(),
      hook('choose'),
      other,
    )
    await look(`popup: request ${other}`, popup)
  }
  await show('today', hook('event-card'))
  await show('all', hook('festival'))
  await show('offer', hook('offer-title'))
  await show('event', hook('event-line'))
  await show(`thing/${await idOfThing(ada, LAMP)}`, hook('thing-save'))
  await show('create', hook('festival-title'), false)
}

async function lookAtOptions(ada: Person, look: Look): Promise<void> {
  const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html'), { width: 1000, height: 800 })
  for (const section of [
    'festivals',
    'places',
    'things',
    'requests',
    'people',
    'programme',
    'sites',
    'data',
    'network',
    'identity',
    'settings',
  ] as const) {
    await options.evaluate((hash) => void (location.hash = hash), `#${section}`)
    await options.waitFor(hook(`section-${section}`))
    if (section === 'places') await options.waitFor(hook('map'))
    if (section === 'things') await options.waitFor(hook('thing-open'))
    if (section === 'people') await options.waitFor(hook('person'))
    if (section === 'programme') await options.waitFor(hook('programme'))
    if (section === 'network') await options.waitFor(hook('direct'))
    if (section === 'data') await openLogs(options, look)
    await look(`options: ${section}`, options)
    await options.setViewport(NARROW, 800)
    await look(`options: ${section}, narrow`, options)
    await options.setViewport(1000, 800)
  }
}

/** Everything that shows days and things, each where the festival is, and what was decided. */
async function lookAtCalendar(ada: Person, festival: string, look: Look): Promise<void> {
  const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#calendar'), {
    width: 1000,
    height: 800,
  })
  const show = async (address: string, ready: string): Promise<void> => {
    await options.evaluate((hash) => void (location.hash = hash), address)
    await options.waitFor(hook(ready))
    await look(`options: ${address}`, options)
    await options.setViewport(NARROW, 800)
    await look(`options: ${address}, narrow`, options)
    await options.setViewport(1000, 800)
  }
  for (const span of ['day', 'week', 'list']) {
    await show(`#calendar/${span}/${DAY}`, span === 'list' ? 'calendar-row' : 'calendar-event')
  }
  await openEach(options, `#calendar/list/${DAY}`, 'calendar-row', 'event-panel', async (number) => {
    await look(`options: event ${number}`, options)
    await options.evaluate((button) => document.querySelector<HTMLElement>(button)?.click(), hook('favourite'))
    await options.waitFor(`${hook('favourite')}[aria-pressed="true"]`)
    await options.evaluate((button) => document.querySelector<HTMLElement>(button)?.click(), hook('event-panel-close'))
    await options.waitFor(() => document.querySelector('[data-test="event-panel"]') === null)
  })
  await show('#calendar/mine', 'agenda-row')
  await show('#calendar/print', 'printed')
  const choices = (): Promise<string[]> =>
    options.evaluate(
      (choice) => Array.from(document.querySelectorAll<HTMLOptionElement>(choice), ({ value }) => value),
      `${hook('print-place')} option`,
    )
  await expect.poll(async () => (await choices()).length, { timeout: 10_000 }).toBeGreaterThan(1)
  const [, ...rooms] = await choices()
  for (const room of rooms) await show(`#calendar/print/${room}`, 'printed')
  await show('#calendar/zine', 'fold-page')
  await show('#calendar/new', 'event-line')
  await show('#requests/history', 'history-line')
  await openEach(options, '#things', 'thing-open', 'free-bars', (number) => look(`options: thing ${number}`, options))
  await show(`#screen/${festival}`, 'screen-next')
}

/** Opens one after the other of a list, as many as there are kinds of words. */
async function openEach(
  options: Page,
  list: string,
  each: string,
  opened: string,
  work: (number: number) => Promise<void>,
): Promise<void> {
  for (let number = 0; number < EACH; number += 1) {
    await options.evaluate((hash) => void (location.hash = hash), list)
    await options.waitFor(hook(each))
    await options.evaluate((open, at) => document.querySelectorAll<HTMLElement>(open)[at]?.click(), hook(each), number)
    await options.waitFor(hook(opened))
    await work(number)
  }
}

/** Every log, in plain words, and the newest entry of each in bytes. */
async function openLogs(options: Page, look: Look): Promise<void> {
  await options.waitFor(hook('log-open'))
  const count = await options.evaluate((open) => document.querySelectorAll(open).length, hook('log-open'))
  for (let number = 0; number < count; number += 1) {
    await options.evaluate(
      (open, at) => document.querySelectorAll<HTMLElement>(open)[at]?.click(),
      hook('log-open'),
      number,
    )
    await options.waitFor(hook('log-line'))
    await look(`options: log ${number}`, options)
    await options.click(hook('entry-open'))
    await options.waitFor(hook('content-line'))
    await look(`options: entry of log ${number}`, options)
  }
}

async function lookAtQuestions(
  ada: Person,
  festival: string,
  words: readonly HostileWords[],
  look: Look,
): Promise<void> {
  const served = await serveAskingSite()
  const site = await AskingSite.visit(ada, served.url)
  const ask = async (screen: string, method: Method, params: object, agrees: boolean): Promise<void> => {
    const call = await site.askByClick(method, params)
    const window = await siteQuestion(ada.browser)
    // It can be answered once it was read to its end.
    const readOn = async (): Promise<boolean> => {
      if (await window.exists(hook('show-rest'))) await window.click(hook('show-rest'))
      return window.exists(`${hook('approval-approve')}:not([aria-disabled])`)
    }
    await expect.poll(readOn, { timeout: 30_000 }).toBe(true)
    await look(screen, window)
    await (agrees ? ada.approveSite() : ada.refuseSite())
    await site.answer(call)
    await questionsClose(ada.browser)
  }
  const scopes = [`read:${festival}`, `publish:${festival}/event.create`]
  const reason = [words[1], words[5]].map((each) => each?.(REASON / 2) ?? '').join('')
  await ask('a site wants to connect', 'connect', { festival, scopes, reason }, true)
  const events = words.map((each) => ({
    festival,
    op: 'event.create',
    fields: { title: each(TEXT.title), description: each(TEXT.note), ...EVENING },
  }))
  await ask('a site asks for many signatures', 'publishAll', events, false)
  // As many as a site may ask in a minute.
  for (const [number, event] of events.slice(0, 8).entries()) {
    await ask(`a site asks for a signature, ${number}`, 'publish', event, false)
  }
  await served.stop()
}

/** Runs inside a page: ticks the first box that is not ticked; whether there was one. */
function tickOne(boxes: string): boolean {
  const box = document.querySelector<HTMLElement>(`${boxes}:is(input):not(:checked), ${boxes} input:not(:checked)`)
  box?.click()
  return box !== null
}

/** Runs inside a page of the extension: the requests of its own person for others' things. */
async function requestsOf(): Promise<AskedOf[]> {
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('no answer')))
    })
  const db = await answer(indexedDB.open('p2panda'))
  const all = async (table: string): Promise<Record<string, unknown>[]> =>
    answer(db.transaction(table).objectStore(table).getAll()) as Promise<Record<string, unknown>[]>
  const [requests, resources, events] = [await all('requests'), await all('resources'), await all('events')]
  db.close()
  const mine = events.find(({ title }) => title === 'Reading group')?.['id']
  return requests
    .filter(({ event }) => event === mine)
    .map(({ id, resource }) => ({
      request: id,
      resource,
      owner: resources.find((each) => each['id'] === resource)?.['owner'],
    })) as AskedOf[]
}
