// A festival's own web site: who comes by joins there, asks for a room and hears what became of it; the owner answers there.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import type { Served } from '../../scripts/serve.ts'
import { hook } from '../../scripts/story/hook.ts'
import type { Person } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN, ROOM } from '../../scripts/story/plot.ts'
import { questionsClose, siteQuestion } from '../../scripts/story/question.ts'
import { festivalId, siteShows, visitWebsite } from '../../scripts/story/website.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const READING = 'Reading group'
const LATE = 'Late show'
const STAGE = 'Landing stage'

describe.each(BROWSERS)('the web site of a festival in %s', (kind) => {
  const { panda, tracker, website } = usePeople()
  let ada: Person
  let ben: Person
  let served: Served
  let address: URLSearchParams

  beforeEach(async () => {
    const [{ url }, site] = await Promise.all([tracker(), website()])
    served = site
    ;[ada, ben] = await Promise.all([panda('Ada', kind), panda('Ben', kind)])
    await ada.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: ROOM, kind: 'place', policy: 'manual', at: '51.3281, 12.3325' })
    await ada.goOnline()
    address = new URLSearchParams({ festival: await festivalId(ada), invite: await ada.inviteLink() })
  })

  it('lets who comes by join and ask, and the owner lend and decline; both see what became of it, on the site and off it', async () => {
    const adas = await visitWebsite(ada, served, address.get('festival') ?? '')
    // Seeing it live and joining are one question; what is there arrives while they look.
    const bens = await ben.browser.open(`${served.url}join.html?${address}`, { width: 1100, height: 760 })
    await bens.click('[part="join"]')
    await ben.refuseSite()
    await bens.waitFor('text=You said no. Nothing was written.')
    await questionsClose(ben.browser)
    // Another festival, which his panda does not have: also the page of one event has the way to see it live.
    await bens.goto(served.url)
    await bens.click('.event[data-title="Opening with soup"] h4 a')
    await bens.waitFor('[part="origin"].verified [part="connect"]')
    await bens.goto(`${served.url}?${address}`)
    await bens.waitFor('[part="connect"]')
    // A link with an invite in it, as anybody writes one, is a question to who has p2panda.
    await bens.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend', '<a id="link">An invite</a>'),
      (document.getElementById('link').href = ${JSON.stringify(address.get('invite'))})`)
    await bens.click('#link')
    const invited = await siteQuestion(ben.browser)
    await invited.waitFor(`${hook('approval')}[data-kind="join"]`)
    await ben.refuseSite()
    await questionsClose(ben.browser)
    await bens.click('[part="connect"]')
    await ben.approveSite()
    await bens.waitFor('p2panda-programme[data-status="live"]', { timeoutMs: 60_000 })
    await bens.waitFor(`text=${FESTIVAL}`)

    await bens.goto(`${served.url}places.html?${address}`)
    await bens.click(`[data-title="${ROOM}"] a`, { timeoutMs: 60_000 })
    await askFor(bens, READING, '2027-06-18T20:00', '2027-06-18T23:00')
    // One question for what this page may ask, then what it asks.
    for (const _ of ['permission', 'event', 'request']) await ben.approveSite()
    await bens.waitFor('[part="asked"] [data-state="waiting"]')

    await siteShows(adas, READING, 0)
    await adas.clickText('button', `Lend ${ROOM}`, { timeoutMs: 60_000 })
    await ada.refuseSite()
    await adas.waitFor('text=You said no. Nothing was written.')
    await adas.clickText('button', `Lend ${ROOM}`)
    await ada.approveSite()
    await siteShows(adas, READING, 1)
    await adas.waitFor(`.event[data-title="${READING}"] .confirmed:not(:has(.waiting))`)
    await bens.waitFor('[part="asked"] [data-state="granted"]', { timeoutMs: 60_000 })
    await bens.waitFor('text=Yours')
    await ada.waitForBadge('')

    // It is still known to be his when he comes back; the room was asked for once more.
    await bens.goto(await bens.url())
    await bens.waitFor('[part="asked"] [data-state="granted"]', { timeoutMs: 60_000 })
    expect(await bens.axe()).toEqual([])
    await askFor(bens, LATE, '2027-06-19T20:00', '2027-06-19T23:00')
    for (const _ of ['event', 'request']) await ben.approveSite()
    await adas.clickText('button', 'Sat, June 19', { timeoutMs: 60_000 })
    await adas.clickText('button', 'Decline', { timeoutMs: 60_000 })
    await ada.approveSite()
    await adas.waitFor({ role: 'img', name: '1 declined' })
    await bens.waitFor('[part="asked"] [data-state="declined"]', { timeoutMs: 60_000 })
    await ben.seesConfirmed(READING, 100)

    // Every element shows the same, live.
    await bens.goto(`${served.url}?${address}`)
    await bens.clickText('button', 'Fri, June 18', { timeoutMs: 60_000 })
    await bens.click(`.event[data-title="${READING}"] h4 a`)
    await bens.waitFor('p2panda-event[data-status="live"]', { timeoutMs: 60_000 })
    await bens.waitFor({ role: 'img', name: '1 granted' })
    await bens.waitFor('[part="origin"].live')
    await bens.goto(`${served.url}places.html?${address}`)
    await bens.waitFor('p2panda-map[data-status="live"]', { timeoutMs: 60_000 })
    await bens.waitFor({ role: 'img', name: 'Map of the places' })
    expect(await bens.evaluate(SPOTS)).toEqual([ROOM])
    await bens.click('.legend a')
    await bens.waitFor('p2panda-resource[data-status="live"]', { timeoutMs: 60_000 })
    await bens.waitFor(`.card a[href*="event.html"]`)

    await bens.goto(`${served.url}join.html?${address}`)
    await bens.waitFor('text=You are in.', { timeoutMs: 60_000 })
    await bens.fill('[name="title"]', 'Sound system')
    await bens.evaluate(`(window.held = []), p2panda.addEventListener('delivery', ({ detail }) => held.push(detail))`)
    await bens.click('[part="send"]')
    for (const _ of ['permission', 'thing']) await ben.approveSite()
    await bens.waitFor('text=Offered.')
    await ada.seesThing('Sound system')
    // The site hears that somebody else holds what it had written.
    await expect.poll(() => bens.evaluate('held'), { timeout: 60_000 }).toEqual([{ id: expect.any(String), peers: 1 }])
    expect([...(await adas.errors()), ...(await bens.errors())]).toEqual([])
  })

  it('maps what is offered while somebody looks, and asks for it for an event that is there with one question', async () => {
    const bens = await ben.browser.open(`${served.url}?${address}`, { width: 1100, height: 760 })
    await bens.click('[part="connect"]', { timeoutMs: 15_000 })
    await ben.approveSite()
    await bens.waitFor('p2panda-programme[data-status="live"]', { timeoutMs: 60_000 })
    await ben.makeEvent({ title: READING, from: '2027-06-18T20:00', to: '2027-06-18T23:00', things: [] })
    await bens.click(`.event[data-title="${READING}"] h4 a`, { timeoutMs: 60_000 })
    await bens.waitFor('p2panda-event[data-status="live"]', { timeoutMs: 60_000 })
    const reading = new URL(await bens.url()).searchParams.get('event') ?? ''

    await bens.goto(`${served.url}places.html?${address}`)
    await bens.waitFor('p2panda-map[data-status="live"]', { timeoutMs: 60_000 })
    await ada.offer({ title: STAGE, kind: 'place', policy: 'manual', at: '51.3264, 12.3348' })
    await expect.poll(() => bens.evaluate(SPOTS), { timeout: 60_000 }).toEqual([ROOM, STAGE])
    await bens.click(`[data-title="${STAGE}"] a`)
    const asking = new URL(await bens.url())
    asking.searchParams.set('event', reading)
    await bens.goto(asking.href)
    await bens.fill('[name="message"]', 'We read to the ducks', { timeoutMs: 60_000 })
    expect(await bens.exists('[name="title"]')).toBe(false)
    await bens.click('[part="send"]')
    for (const _ of ['permission', 'request']) await ben.approveSite()
    await bens.waitFor('[part="asked"] [data-state="waiting"]', { timeoutMs: 60_000 })
    await bens.waitFor(`[part="asked"] a[href*="${reading}"]`)
    await ada.waitForBadge('1')
    expect(await bens.errors()).toEqual([])
  })
})

/** The places that the map has drawn, in their order. */
const SPOTS = `[...document.querySelector('p2panda-map').shadowRoot.querySelectorAll('[part="map"] g:has(circle) > text:last-child')]
  .map(({ textContent }) => textContent)`

async function askFor(site: Page, title: string, from: string, to: string): Promise<void> {
  await site.fill('[name="title"]', title)
  await site.fill('[name="from"]', from)
  await site.fill('[name="to"]', to)
  await site.click('[part="send"]')
}
