// A festival's own web site: the owner answers there, everybody sees it in their popup.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { festivalId, siteShows, visitWebsite } from '../../scripts/story/website.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

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
    await ada.refuseSite()
    await site.waitFor('text=You said no. Nothing was written.')
    await site.waitFor({ role: 'button', name: `Lend ${PROJECTOR}` })
    await siteShows(site, EVENT, 0)

    await site.clickText('button', `Lend ${PROJECTOR}`)
    await ada.approveSite()
    await siteShows(site, EVENT, 1)
    expect(await site.text(onSite(EVENT))).toContain('confirmed')
    await site.waitForGone({ role: 'button', name: `Lend ${PROJECTOR}` })
    await ben.seesConfirmed(EVENT, 100)
    await ada.waitForBadge('')

    await ben.makeEvent({ title: LATE, ...LATER, things: [PROJECTOR] })
    await site.clickText('button', 'Sat, June 19', { timeoutMs: 60_000 })
    await site.clickText('button', 'Decline', { timeoutMs: 60_000 })
    await ada.approveSite()
    await site.waitFor({ role: 'img', name: '1 declined' })
    expect(await site.text(onSite(LATE))).toContain('0 of 1 confirmed')
    const popup = await ben.goTo('today')
    await popup.waitFor(`${hook('line')}[data-state="declined"]`, { timeoutMs: 60_000 })
    expect(await site.errors()).toEqual([])
  })
})

const onSite = (title: string): string => `.event[data-title="${title}"]`
