// The five policies acted out: a person, a line, a token, lots that the loser checks in their own browser, and a web site whose game
// has to be won.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR, ROOM } from '../../scripts/story/plot.ts'
import { siteQuestion } from '../../scripts/story/question.ts'
import { serveGame } from '../../scripts/story/website.ts'
import { toWallText } from '../../src/festival/zone-time.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const BOAT = 'Boat'
const RAFT = 'Raft'
const CANOE = 'Canoe'
const MINUTE = 60_000
/** Two people must have asked before the draw, also on a slow machine. */
const TIME_TO_ASK = 30_000

/** The next full minute that is at least so far away, by the clocks of the festival. */
function minuteAfter(ms: number): string {
  return toWallText(Math.ceil((Date.now() + ms) / MINUTE) * MINUTE, FESTIVAL_PLAN.timezone)
}

describe.each(BROWSERS)('policies in %s', (kind) => {
  const { panda, tracker, afterwards } = usePeople('describe')
  let ada: Person
  let ben: Person
  let cleo: Person

  /** Ada has the festival, the others have joined; everybody is online. */
  beforeAll(async () => {
    const { url } = await tracker()
    ;[ada, ben, cleo] = await Promise.all([panda('Ada', kind), panda('Ben', kind), panda('Cleo', kind)])
    await ada.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.goOnline()
    const invite = await ada.inviteLink()
    await Promise.all([ben.join(invite, FESTIVAL), cleo.join(invite, FESTIVAL)])
  }, MINUTE)

  it('a person, a line and a token decide one after the other, and leave the second in line', async () => {
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.offer({ title: ROOM, kind: 'place', policy: 'fcfs' })
    await ada.offer({ title: BOAT, kind: 'thing', policy: 'token', token: PROJECTOR })
    await ben.makeEvent({ title: EVENT, ...FRIDAY, things: [PROJECTOR, ROOM, BOAT] })
    await ben.seesConfirmed(EVENT, 33)
    await ada.waitForBadge('1')
    await ada.approve()
    await ben.seesConfirmed(EVENT, 100)
    await ada.waitForBadge('')
    await cleo.makeEvent({ title: 'Second', ...FRIDAY, things: [ROOM] })
    const popup = await cleo.goTo('today')
    const standing = standingOf('Second')
    await popup.waitFor(`${standing}[data-place="1"]`, { timeoutMs: MINUTE })
    // It says so without promising anything.
    expect(await popup.text(standing)).toContain('Number 1 of 1 in line, provisional.')
    expect(await ada.badge()).toBe('')
  })

  it(
    'a lottery is drawn at its time with no window open, and the loser finds it fair in their own browser',
    { timeout: 4 * MINUTE },
    async () => {
      await ada.offer({ title: RAFT, kind: 'thing', policy: 'lottery', drawAt: minuteAfter(TIME_TO_ASK) })
      await ada.closePopup()
      const asked = [
        { person: ben, title: 'Regatta' },
        { person: cleo, title: 'Cruise' },
      ]
      await Promise.all(asked.map(({ person, title }) => person.makeEvent({ title, ...FRIDAY, things: [RAFT] })))
      const before = await ben.goTo('today')
      await before.waitFor(`${standingOf('Regatta')}[data-verdict="not-shown"]`, { timeoutMs: MINUTE })
      expect(await before.text(standingOf('Regatta'))).toContain('The draw is on')
      const places = await Promise.all(
        asked.map(async ({ person, title }) => {
          const popup = await person.goTo('today')
          const standing = standingOf(title)
          await popup.waitFor(`${standing}[data-verdict="in-order"]`, { timeoutMs: 3 * MINUTE })
          await popup.waitFor(`text=of 2.`, { timeoutMs: MINUTE })
          return { person, title, place: await placeIn(popup, standing), words: await popup.text(standing) }
        }),
      )
      const [winner = expect.fail(), loser = expect.fail()] = places.toSorted((a, b) => a.place - b.place)
      expect([winner.place, loser.place]).toEqual([1, 2])
      expect(loser.words).toContain('The draw was fair: place 2 of 2.')
      await winner.person.seesConfirmed(winner.title, 100)
      await loser.person.seesConfirmed(loser.title, 0)
    },
  )

  it('a web site gives the canoe to whoever wins, without a question, once it was allowed for this one thing', async () => {
    const game = await serveGame()
    afterwards(game.stop)
    await ada.offer({ title: CANOE, kind: 'thing', policy: 'external', site: game.url })
    await ben.makeEvent({ title: 'Crossing', ...FRIDAY, things: [CANOE] })
    await ada.waitForBadge('1')
    const site = await ada.browser.open(await siteOf(await ada.goTo('offer')), { width: 800, height: 700 })
    await site.click('#connect:not([hidden])', { timeoutMs: 15_000 })
    const question = await siteQuestion(ada.browser)
    await question.waitFor(`text=Answer requests for`)
    expect(await question.text(hook('approval'))).toMatch(/Canoe.* by itself[\s\S]*Without asking you, until/)
    // What would never be asked about again is left to be ticked.
    const alone = `${hook('scope')}[data-scope^="authorize:"]`
    await question.waitFor(`${alone}:not(:checked)`)
    await question.click(alone)
    await ada.approveSite()
    await site.clickText('button', `Play for Crossing`, { timeoutMs: MINUTE })
    expect(await site.axe()).toEqual([])
    await ada.waitForBadge('')
    await win(site)
    await site.waitFor('text=It is yours.', { timeoutMs: 30_000 })
    await ben.seesConfirmed('Crossing', 100)
    expect(await site.errors()).toEqual([])
  })
})

function standingOf(title: string): string {
  return `${hook('event-card')}[data-title="${title}"] ${hook('line-standing')}`
}

async function placeIn(popup: Page, standing: string): Promise<number> {
  return Number(await popup.evaluate((line) => document.querySelector(line)?.getAttribute('data-place'), standing))
}

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
