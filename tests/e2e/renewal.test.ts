// Chromium refuses the 500th connection of a document: before that the offscreen document gives way to a fresh one, and the
// people of the festival hardly notice. Firefox has no such limit and no such document.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import type { Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
/** Connections that the document makes before it gives way. */
const LIMIT = 400
/** Codes that are made at a time; each constructs a connection. */
const AT_ONCE = 20

/** What the popup may do in Chromium. */
interface Extension {
  readonly runtime: {
    sendMessage(message: unknown): Promise<{ ok?: boolean } | undefined>
    getContexts(filter: { contextTypes: string[] }): Promise<{ documentId?: string }[]>
  }
  readonly offscreen: { closeDocument(): Promise<void> }
}

/** In the popup: asks for codes, as the button *Make a code* does, and gives what could not be made. */
async function makeCodes(festival: string, count: number): Promise<unknown[]> {
  const { runtime } = (globalThis as unknown as { chrome: Extension }).chrome
  const answers = await Promise.all(
    Array.from({ length: count }, () => {
      const id = crypto.randomUUID().replaceAll('-', '')
      return runtime.sendMessage({ kind: 'command', id, name: 'network.offer', params: { festival } })
    }),
  )
  return answers.filter((answer) => answer?.ok !== true)
}

/** Which offscreen document there is. */
function networkDocument(popup: Page): Promise<string | undefined> {
  return popup.evaluate(async () => {
    const { runtime } = (globalThis as unknown as { chrome: Extension }).chrome
    return (await runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] }))[0]?.documentId
  })
}

async function untilOther(popup: Page, before: string | undefined): Promise<void> {
  expect(before).toBeDefined()
  const isOther = async (): Promise<boolean> => ![undefined, before].includes(await networkDocument(popup))
  await expect.poll(isOther, { timeout: 60_000 }).toBe(true)
}

describe.each(BROWSERS.filter((kind) => kind === 'chromium'))('the offscreen document of %s', (kind) => {
  const { panda, tracker } = usePeople()

  async function meet(): Promise<[Person, Person]> {
    const [ada, ben] = await Promise.all([panda('Ada', kind), panda('Ben', kind)])
    await ada.useMeetingPoint((await tracker()).url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.goOnline()
    await ben.join(await ada.inviteLink(), FESTIVAL)
    await Promise.all([ada.waitForCompany(), ben.waitForCompany()])
    return [ada, ben]
  }

  /** What one writes reaches the other, and back. */
  async function understandEachOther(ada: Person, ben: Person): Promise<void> {
    await Promise.all([ada.waitForCompany(), ben.waitForCompany()])
    await ada.waitForBadge('1')
    await ada.approve()
    await ben.seesConfirmed(EVENT, 100)
  }

  it('makes many connections without a mistake, then gives way to a fresh one, and nothing is lost', async () => {
    const [ada, ben] = await meet()
    const [festival, popup] = [await festivalId(ada), await ada.popup()]
    const before = await networkDocument(popup)
    for (let made = 0; made < LIMIT - 2 * AT_ONCE; made += AT_ONCE) {
      expect(await popup.evaluate(makeCodes, festival, AT_ONCE), `after ${made}`).toEqual([])
    }
    // Somebody may still have a code in hand.
    expect(await networkDocument(popup)).toBe(before)
    const last = popup.evaluate(makeCodes, festival, 2 * AT_ONCE).catch(() => [])
    await ben.makeEvent({ title: EVENT, ...TIMES, things: [PROJECTOR] })
    await untilOther(popup, before)
    await understandEachOther(ada, ben)
    await last
  }, 240_000)

  it('comes back when it dies, and is linked again', async () => {
    const [ada, ben] = await meet()
    const popup = await ada.popup()
    const before = await networkDocument(popup)
    await popup.evaluate(() => (globalThis as unknown as { chrome: Extension }).chrome.offscreen.closeDocument())
    await ben.makeEvent({ title: EVENT, ...TIMES, things: [PROJECTOR] })
    await untilOther(popup, before)
    await understandEachOther(ada, ben)
  })
})
