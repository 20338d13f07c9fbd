// The five policies acted out: a person, a line, a token, lots that the loser checks in their own browser, and a web site whose game
// has to be won.
import { beforeEach, describe, expect, it } from 'vitest'
import type { BrowserKind, Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR, ROOM } from '../../scripts/story/plot.ts'
import { serveGame } from '../../scripts/story/website.ts'
import { toWallText } from '../../src/festival/zone-time.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople, type People } from './harness/people.ts'

const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const BOAT = 'Boat'
const MINUTE = 60_000

/** Ada has the festival, the others have joined; everybody is online. */
async function gather(
  { panda, tracker }: People,
  kind: BrowserKind,
  others: readonly string[],
): Promise<[Person, ...Person[]]> {
  const [{ url }, ada, ...guests] = await Promise.all([
    tracker(),
    panda('Ada', kind),
    ...others.map((name) => panda(name, kind)),
  ])
  await ada.useMeetingPoint(url)
  await ada.createFestival(FESTIVAL_PLAN)
  await ada.goOnline()
  const invite = await ada.inviteLink()
  for (const guest of guests) await guest.join(invite, FESTIVAL)
  return [ada, ...guests]
}

/** The next full minute that is at least so far away, by the clocks of the festival. */
function minuteAfter(ms: number): string {
  return toWallText(Math.ceil((Date.now() + ms) / MINUTE) * MINUTE, FESTIVAL_PLAN.timezone)
}

describe.each(BROWSERS)('a person, a line and a token in %s', (kind) => {
  const people = usePeople()

  it('decide one after the other: the room at once, the projector by hand, and with it the boat', async () => {
    const [ada, ben = expect.fail()] = await gather(people, kind, ['Ben'])
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.offer({ title: ROOM, kind: 'place', policy: 'fcfs' })
    await ada.offer({ title: BOAT, kind: 'thing', policy: 'token', token: PROJECTOR })
    await ben.makeEvent({ title: EVENT, ...FRIDAY, things: [PROJECTOR, ROOM, BOAT] })
    await ben.seesConfirmed(EVENT, 33)
    await ada.waitForBadge('1')
    await ada.approve()
    await ben.seesConfirmed(EVENT, 100)
    await ada.waitForBadge('')
  })

  it('leave the second in a line, and say so without promising anything', async () => {
    const [ada, ben = expect.fail(), cleo = expect.fail()] = await gather(people, kind, ['Ben', 'Cleo'])
    await ada.offer({ title: ROOM, kind: 'place', policy: 'fcfs' })
    await ben.makeEvent({ title: 'First', ...FRIDAY, things: [ROOM] })
    await ben.seesConfirmed('First', 100)
    await cleo.makeEvent({ title: 'Second', ...FRIDAY, things: [ROOM] })
    const popup = await cleo.goTo('today')
    await popup.waitFor(`${hook('line-standing')}[data-place="1"]`, { timeoutMs: MINUTE })
    expect(await popup.text(hook('line-standing'))).toContain('Number 1 of 1 in line, provisional.')
    expect(await ada.badge()).toBe('')
  })
})

describe.each(BROWSERS)('a lottery in %s', (kind) => {
  const people = usePeople()

  it(
    'is drawn at its time with no window open, and the loser finds it fair in their own browser',
    { timeout: 6 * MINUTE },
    async () => {
      const [ada, ben = expect.fail(), cleo = expect.fail()] = await gather(people, kind, ['Ben', 'Cleo'])
      await ada.offer({ title: BOAT, kind: 'thing', policy: 'lottery', drawAt: minuteAfter(MINUTE) })
      await ada.closePopup()
      await Promise.all([
        ben.makeEvent({ title: 'Regatta', ...FRIDAY, things: [BOAT] }),
        cleo.makeEvent({ title: 'Cruise', ...FRIDAY, things: [BOAT] }),
      ])
      const before = await ben.goTo('today')
      await before.waitFor(`${hook('line-standing')}[data-verdict="not-shown"]`, { timeoutMs: MINUTE })
      expect(await before.text(hook('line-standing'))).toContain('The draw is on')
      const places = await Promise.all(
        [ben, cleo].map(async (person) => {
          const popup = await person.goTo('today')
          await popup.waitFor(`${hook('line-standing')}[data-verdict="in-order"]`, { timeoutMs: 3 * MINUTE })
          await popup.waitFor(`text=of 2.`, { timeoutMs: MINUTE })
          return { person, place: await placeOf(popup), words: await popup.text(hook('line-standing')) }
        }),
      )
      const [winner = expect.fail(), loser = expect.fail()] = places.toSorted((a, b) => a.place - b.place)
      expect([winner.place, loser.place]).toEqual([1, 2])
      expect(loser.words).toContain('The draw was fair: place 2 of 2.')
      await winner.person.seesConfirmed(winner.person === ben ? 'Regatta' : 'Cruise', 100)
      await loser.person.seesConfirmed(loser.person === ben ? 'Regatta' : 'Cruise', 0)
    },
  )
})

async function placeOf(popup: Page): Promise<number> {
  const text = await popup.evaluate(() =>
    document.querySelector('[data-test="line-standing"]')?.getAttribute('data-place'),
  )
  return Number(text)
}

describe.each(BROWSERS)('a web site that decides in %s', (kind) => {
  const people = usePeople()
  let game: string

  beforeEach(async () => {
    const served = await serveGame()
    people.afterwards(served.stop)
    game = served.url
  })

  it('gives the boat to whoever wins, without a question, once it was allowed for this one thing', async () => {
    const [ada, ben = expect.fail()] = await gather(people, kind, ['Ben'])
    await ada.offer({ title: BOAT, kind: 'thing', policy: 'external', site: game })
    await ben.makeEvent({ title: EVENT, ...FRIDAY, things: [BOAT] })
    await ada.waitForBadge('1')
    const site = await ada.browser.open(await siteOf(await ada.goTo('offer')), { width: 800, height: 700 })
    await site.click('#connect:not([hidden])', { timeoutMs: 15_000 })
    const question = await ada.browser.waitForPage('popup/popup.html#approval', { timeoutMs: 30_000 })
    await question.waitFor(`text=Answer requests for`)
    expect(await question.text(hook('approval'))).toMatch(/Boat.* by itself[\s\S]*Without asking you, until/)
    // What would never be asked about again is left to be ticked.
    const alone = `${hook('scope')}[data-scope^="authorize:"]`
    await question.waitFor(`${alone}:not(:checked)`)
    await question.click(alone)
    await ada.approveSite()
    await site.clickText('button', `Play for ${EVENT}`, { timeoutMs: MINUTE })
    expect(await site.axe()).toEqual([])
    await ada.waitForBadge('')
    await win(site)
    await site.waitFor('text=It is yours.', { timeoutMs: 30_000 })
    await ben.seesConfirmed(EVENT, 100)
    expect(await site.errors()).toEqual([])
  })
})

/** The address beside the thing in the owner's popup. */
async function siteOf(popup: Page): Promise<string> {
  await popup.waitFor(hook('site-link'))
  return popup.evaluate(() => document.querySelector<HTMLAnchorElement>('[data-test="site-link"]')?.href ?? '')
}

/** Plays as well as it can be done: leaves the boatman a multiple of four. */
async function win(site: Page): Promise<void> {
  for (let left = await oarsLeft(site); left > 0; left = await oarsLeft(site)) {
    await site.click(`#moves button[data-take="${left % 4}"]`)
  }
}

async function oarsLeft(site: Page): Promise<number> {
  return site.evaluate(() => parseInt(document.getElementById('oars')?.getAttribute('aria-label') ?? '', 10))
}
