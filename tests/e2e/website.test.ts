// A festival's own web site: the owner answers there, everybody sees it in their popup; visitors without p2panda are told.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { festivalId, siteShows, visitWebsite } from '../../scripts/story/website.ts'
import { BROWSERS, useBrowsers } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'
import { writeTinyExtension } from './harness/tiny-extension.ts'

const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const LATE = 'Late show'
const LATER = { from: '2027-06-19T20:00', to: '2027-06-19T23:00' }

describe.each(BROWSERS)('the web site of a festival in %s', (kind) => {
  const { panda, tracker, website } = usePeople()
  let ada: Person
  let ben: Person
  let site: Page

  beforeEach(async () => {
    const [{ url }, served] = await Promise.all([tracker(), website()])
    ;[ada, ben] = await Promise.all([panda('Ada', kind), panda('Ben', kind)])
    await ada.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.goOnline()
    await ben.join(await ada.inviteLink(), FESTIVAL)
    await ben.makeEvent({ title: EVENT, ...TIMES, things: [PROJECTOR] })
    site = await visitWebsite(ada, served, await festivalId(ada))
    await siteShows(site, EVENT, 0)
  })

  it('asks again after a refusal, lets the owner lend and decline there, and the popup of who asked says so', async () => {
    await site.clickText('button', `Lend ${PROJECTOR}`, { timeoutMs: 60_000 })
    const window = await ada.browser.waitForPage('popup/popup.html#approval')
    await window.click(hook('approval-reject'))
    await site.waitFor('text=Not answered.')
    await site.waitFor({ role: 'button', name: `Lend ${PROJECTOR}` })
    await siteShows(site, EVENT, 0)

    await site.clickText('button', `Lend ${PROJECTOR}`)
    await ada.approveSite()
    await siteShows(site, EVENT, 1)
    expect(await site.text(onSite(EVENT))).toContain('100 % confirmed')
    expect(await site.exists({ role: 'button', name: `Lend ${PROJECTOR}` })).toBe(false)
    await ben.seesConfirmed(EVENT, 100)
    await ada.waitForBadge('')

    await ben.makeEvent({ title: LATE, ...LATER, things: [PROJECTOR] })
    await site.clickText('button', 'Decline', { timeoutMs: 60_000 })
    await ada.approveSite()
    await site.waitFor({ role: 'img', name: '1 declined' })
    expect(await site.text(onSite(LATE))).toContain('0 % confirmed')
    const popup = await ben.goTo('today')
    await popup.waitFor(`${hook('line')}[data-state="declined"]`, { timeoutMs: 60_000 })
    expect(await site.errors()).toEqual([])
  })
})

describe.each(BROWSERS)('the web site of a festival in %s without p2panda', (kind) => {
  const start = useBrowsers()
  const folder = useFolders()
  const { website } = usePeople()

  it('says what is missing', async () => {
    const extension = await folder()
    await writeTinyExtension(extension, kind)
    const browser = await start(kind, { name: 'Visitor', extension })
    const served = await website()
    const site = await browser.open(`${served.url}?festival=0040${'5a'.repeat(64)}`)
    await site.waitFor('text=Install p2panda to see it live')
    expect(await site.evaluate('"p2panda" in window')).toBe(false)
    expect(await site.exists('#connect')).toBe(false)
    expect(await site.axe()).toEqual([])
  })
})

const onSite = (title: string): string => `.event[data-title="${title}"]`
