// Places and things in the app: the map without and with streets, the page of a thing, asking for it, what is like it; a festival
// joined by a picture of its invite and put away.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { toWallText } from '../../src/festival/zone-time.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { writeCodeFilm, writeCodePicture } from './harness/code-picture.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { usePeople } from './harness/people.ts'

const HALL = 'Halle B'
const CELLAR = 'Keller'
const ANNEX = 'Halle C hinter der Halle B'
const BIKE = 'Lastenrad'
const TILES = 'https://tile.openstreetmap.de/'

async function openApp(person: Person, section: string): Promise<Page> {
  const address = `${person.browser.extensionUrl('options/options.html')}#${section}`
  return person.browser.open(address, { width: 1280, height: 900 })
}

/** Offers something in the app, with coordinates or without. */
async function offer(app: Page, kind: 'place' | 'thing', title: string, at?: string): Promise<void> {
  await app.fill(hook('offer-title'), title)
  expect(await app.evaluate(valueOf, hook('offer-kind'))).toBe(kind)
  if (at !== undefined) {
    await app.select(hook('offer-place'), 'gps')
    await app.fill(hook('place-coordinates'), at)
  }
  await app.click(hook('offer-policy-fcfs'))
  await app.click(hook('offer-submit'))
  await app.waitFor(page(title))
}

const wallText = (ms: number): string => toWallText(ms, FESTIVAL_PLAN.timezone)
const page = (title: string): string => `${hook('thing-page')}[data-title="${title}"]`
const item = (list: 'thing' | 'place', title: string): string => `${hook(`${list}-item`)}[data-title="${title}"]`

describe.each(BROWSERS)('places and things, in %s', (kind) => {
  const people = usePeople()

  it('are on a map that asks nobody, have pages, and are asked for there', { timeout: 120_000 }, async () => {
    const ada = await people.panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const app = await openApp(ada, 'things')
    await app.waitFor('text=Nothing is offered yet')
    expect(await app.exists(hook('things-search'))).toBe(false)
    await isFineToLookAt(app, 'a list of things without any')
    await app.click(hook('things-mine'))
    await app.waitFor('text=You offer nothing yet')
    await app.click(hook('rail-places'))
    await app.click(hook('place-offer'))
    await offer(app, 'place', HALL, '51.3325, 12.3402')
    await app.click(hook('rail-things'))
    await app.click(hook('thing-offer'))
    await offer(app, 'thing', BIKE)
    await app.click(hook('rail-places'))
    await app.click(hook('place-offer'))
    await offer(app, 'place', CELLAR)

    await app.click(hook('rail-places'))
    await app.waitFor(hook('map-place'))
    expect(await app.text(hook('map-place'))).toBe(HALL)
    await app.waitFor(item('place', CELLAR))
    // By keyboard: the square on the map, and the list beside it goes along.
    await app.evaluate((square: string) => document.querySelector<HTMLElement>(square)?.focus(), hook('map-place'))
    await app.press('Enter')
    await app.waitFor(`${item('place', HALL)}[aria-current]`)
    await app.waitFor(page(HALL))
    expect(await app.evaluate(focused)).toBe('map-place')
    await isFineToLookAt(app, 'the map of places')
    await app.click(`${item('place', CELLAR)} ${hook('place-choose')}`)
    await app.waitFor(page(CELLAR))
    expect(await app.evaluate(askedOutside)).toEqual([])
    expect(await app.text(hook('streets'))).toContain('tile.openstreetmap.de')
    expect(await app.errors()).toEqual([])
    await app.click(hook('streets-switch'))
    await app.waitFor(`${hook('streets')}[data-on="true"]`)
    expect(await app.evaluate(streetSquares)).toEqual([])
    await app.click(hook('online-switch'))
    await app.waitFor(() => document.querySelector('img.leaflet-tile') !== null)
    const squares = await app.evaluate(streetSquares)
    expect(squares.length).toBeGreaterThan(0)
    expect(squares.every((address) => address.startsWith(TILES))).toBe(true)
    await app.click(hook('streets-switch'))
    await app.waitFor(() => document.querySelector('img.leaflet-tile') === null)
    // The only place on the map is taken: that it has coordinates stays true.
    await holdNow(ada, HALL)
    await app.click(hook('places-free'))
    await app.waitFor(hook('map-empty'))
    expect(await app.text(hook('map-empty'))).toBe('Nothing on the map is free now.')
    await app.click(hook('places-free'))
    await app.waitFor(hook('map-place'))
    // Two at one spot: the name of the second would stand on that of the first, until somebody comes to it.
    await app.click(hook('rail-places'))
    await app.click(hook('place-offer'))
    await offer(app, 'place', ANNEX, '51.3325, 12.3402')
    await app.click(hook('rail-places'))
    const crowded = `${hook('map-place')}.crowded`
    await app.waitFor(crowded)
    expect(await app.evaluate(writtenNames)).toHaveLength(1)
    await app.evaluate((square: string) => document.querySelector<HTMLElement>(square)?.focus(), crowded)
    expect(await app.evaluate(writtenNames)).toEqual([HALL, ANNEX].toSorted())
    await isFineToLookAt(app, 'a crowded map')

    await app.click(hook('rail-things'))
    await app.fill(hook('things-search'), 'LASTEN')
    await app.waitFor(`${hook('things-count')}[data-count="1"]`)
    await isFineToLookAt(app, 'the list of things')
    await app.click(`${item('thing', BIKE)} ${hook('thing-open')}`)
    await app.click(hook('thing-ask'))
    await app.fill(hook('event-title'), 'Reading group')
    await app.waitFor(`${hook('event-line')}[data-resource-title="${BIKE}"]:checked`)
    await app.click(hook('event-submit'))
    await app.waitFor(`${hook('thing-use')}[data-title="Reading group"]`)
    await app.waitFor(hook('receipt-save'))
    await isFineToLookAt(app, 'the page of a thing')
    // The hours stand above the bars.
    expect(await app.evaluate(leftEdge, '.bar-hours')).toBe(await app.evaluate(leftEdge, '.bar'))
    // From now on somebody has it, and says how to be reached.
    const popup = await ada.goTo('all')
    await popup.click(`${hook('profile-picture')} summary`)
    await popup.fill(hook('profile-contact'), 'Tel. 030 123')
    await popup.click(hook('profile-submit'))
    await holdNow(ada, BIKE)
    await app.waitFor(hook('taken-now'))
    expect(await app.text(hook('taken-now'))).toContain('Tel. 030 123')
    await app.click(hook('thing-like'))
    await app.fill(hook('offer-title'), 'Zweites Lastenrad')
    await app.click(hook('offer-submit'))
    await app.waitFor(page('Zweites Lastenrad'))
    await app.click(hook('thing-change'))
    await app.click(`${hook('thing-retire-more')} summary`)
    await app.click(hook('thing-retire'))
    await app.waitFor(`${page('Zweites Lastenrad')}:not(:has(${hook('thing-ask')}))`)
  })

  it(
    'come with an invite that is a picture; a festival is put away and brought back',
    { timeout: 120_000 },
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'p2panda-codes-'))
      people.afterwards(() => rm(folder, { recursive: true }))
      const [picture, film] = [join(folder, 'code.bmp'), join(folder, 'code.y4m')]
      const ada = await people.panda('Ada', kind)
      await ada.createFestival(FESTIVAL_PLAN)
      const invite = await ada.inviteLink()
      await Promise.all([writeCodePicture(picture, invite), writeCodeFilm(film, invite)])

      const ben = await people.panda('Ben', kind, { cameraFilm: film })
      const app = await openApp(ben, 'festivals')
      await app.upload(hook('scan-file'), [join(process.cwd(), 'package.json')])
      await app.waitFor(`${hook('scan-fault')}[data-code="no-picture"]`)
      await app.upload(hook('scan-file'), [picture])
      await app.waitFor(hook('scan-found'))
      await expect.poll(() => app.evaluate(valueOf, hook('join-invite-input'))).toBe(invite)
      await app.fill(hook('join-invite-input'), '')
      // Firefox makes no such event for a script.
      if (kind === 'chromium') {
        await app.evaluate(paste, (await readFile(picture)).toString('base64'))
        await app.waitFor(
          () => document.querySelector<HTMLInputElement>('[data-test="join-invite-input"]')?.value !== '',
        )
        await app.fill(hook('join-invite-input'), '')
      }
      await app.click(hook('scan-camera'))
      if (kind === 'chromium') {
        // What was found before says so until something else is found.
        await app.waitFor(
          () => document.querySelector<HTMLInputElement>('[data-test="join-invite-input"]')?.value !== '',
          { timeoutMs: 20_000 },
        )
        expect(await app.evaluate(valueOf, hook('join-invite-input'))).toBe(invite)
      } else {
        await app.waitFor(`${hook('scan-fault')}[data-code="none"]`)
        await app.fill(hook('join-invite-input'), invite)
      }
      await app.click(hook('join-submit'))
      await app.waitFor(hook('festival-card'))
      await app.click(hook('festival-archive'))
      await app.waitFor(`${hook('section-festivals')}:not(:has(${hook('festival-card')}))`)
      await app.click(`${hook('archived-more')} summary`)
      await app.waitFor(hook('archived-festival'))
      await isFineToLookAt(app, 'a festival that is put away')
      await app.click(hook('rail-people'))
      await app.waitFor(`${hook('section-people')} .empty`)
      await chooseOnlyFestival(app)
      await app.waitFor(`${hook('section-people')} ${hook('person')}`)
      await app.click(hook('rail-festivals'))
      await app.click(`${hook('archived-more')} summary`)
      await app.click(hook('festival-unarchive'))
      await app.waitFor(hook('festival-card'))
    },
  )
})

/** Takes something of one's own for a while that has begun. */
async function holdNow(person: Person, title: string): Promise<void> {
  const popup = await person.goTo('offer')
  const care = `${hook('care')}[data-title="${title}"]`
  await popup.click(`${care} summary`)
  await popup.fill(`${care} ${hook('event-from')}`, wallText(Date.now() - 3_600_000))
  await popup.fill(`${care} ${hook('event-to')}`, wallText(Date.now() + 60_000))
  await popup.click(`${care} ${hook('hold')}`)
}

/** It is put away: the head offers it all the same, and shows none by itself. */
async function chooseOnlyFestival(app: Page): Promise<void> {
  const shown = `${hook('festival-switch')}:not([data-title])`
  const title = await app.evaluate((list) => document.querySelector(`${list} optgroup option`)?.textContent, shown)
  await app.select(shown, title ?? '')
  await app.waitFor(`${hook('festival-switch')}[data-title]`)
}

/** Runs in the page. */
function leftEdge(piece: string): number | undefined {
  return document.querySelector(`[data-test="free-bars"] ${piece}`)?.getBoundingClientRect().left
}

/** Runs in the page. */
function valueOf(field: string): string | undefined {
  return document.querySelector<HTMLInputElement | HTMLSelectElement>(field)?.value
}

/** Runs in the page. */
function focused(): string | undefined {
  return document.activeElement instanceof HTMLElement ? document.activeElement.dataset['test'] : undefined
}

/** Runs in the page: what a browser does when somebody pastes a picture. */
function paste(base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([bytes], 'code.bmp', { type: 'image/bmp' }))
  document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

/** Runs in the page: what it asked the network for. */
function askedOutside(): string[] {
  return performance.getEntriesByType('resource').flatMap(({ name }) => (/^https?:/.test(name) ? [name] : []))
}

/** The names that stand on the map, in order. */
function writtenNames(): string[] {
  const names = [...document.querySelectorAll('.map-label')]
  return names
    .filter((name) => getComputedStyle(name).visibility === 'visible')
    .map(({ textContent }) => textContent)
    .sort()
}

/** Runs in the page. */
function streetSquares(): string[] {
  return [...document.querySelectorAll<HTMLImageElement>('img.leaflet-tile')].map(({ src }) => src)
}
