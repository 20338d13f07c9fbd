// A notification of one request leads to that request, also where hundreds of others come before it.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** More than a page of what waits, and than is read beyond it. */
const BEFORE = 90
const FROM = Date.parse('2027-06-18T08:00Z')

describe.each(BROWSERS)('a notification in %s', (kind) => {
  const people = usePeople()

  it('leads to its request wherever that stands', { timeout: 6 * MINUTE }, async () => {
    const [{ url }, ada, ben] = await Promise.all([
      people.tracker(),
      people.panda('Ada', kind, { debugBackground: true }),
      people.panda('Ben', kind),
    ])
    await ada.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.goOnline()
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ben.join(await ada.inviteLink(), FESTIVAL)
    await ben.seesThing(PROJECTOR)
    const festival = await festivalId(ben)
    for (let index = 0; index < BEFORE; index += 1) await asks(ben, festival, `Evening ${index}`, FROM + index * HOUR)
    await ada.waitForBadge(String(BEFORE))
    // Whoever looks at what waits is told of it.
    const popup = await ada.goTo('waiting')
    await expect.poll(() => popup.text(hook('waiting-count')), { timeout: MINUTE }).toBe(String(BEFORE))
    await ada.closePopup()

    await asks(ben, festival, 'Last of all', FROM + 200 * HOUR)
    await ada.browser.clickNotification('requests', { timeoutMs: 2 * MINUTE })
    const shown = await ada.browser.waitForPage('popup/popup.html#waiting/')
    await shown.waitFor(hook('inbox-item'))
    expect(await titleOf(shown)).toContain('Last of all')
    await shown.click(hook('decline'))
    await ada.waitForBadge(String(BEFORE))
  })
})

function titleOf(page: Page): Promise<string> {
  return page.text(hook('inbox-item'))
}

/** Makes an event that asks for the projector, as the form does it. */
async function asks(person: Person, festival: string, title: string, from: number): Promise<void> {
  const popup = await person.popup()
  const made = await popup.evaluate(
    async (what, named) => {
      const opening = indexedDB.open('p2panda')
      const db = await new Promise<IDBDatabase>((resolve) => {
        opening.addEventListener('success', () => resolve(opening.result))
      })
      const reading = db.transaction('resources').objectStore('resources').getAll()
      const rows = await new Promise<{ id: string; title: string }[]>((resolve) => {
        reading.addEventListener('success', () => resolve(reading.result as { id: string; title: string }[]))
      })
      db.close()
      const lines = [{ resource: rows.find((row) => row.title === named)?.id }]
      const id = crypto.randomUUID().replaceAll('-', '')
      const message = { kind: 'command', id, name: 'event.create', params: { ...what, lines } }
      const api = Reflect.get(globalThis, 'browser') ?? Reflect.get(globalThis, 'chrome')
      const { runtime } = api as { runtime: { sendMessage: (sent: object) => Promise<{ ok?: boolean }> } }
      return (await runtime.sendMessage(message)).ok
    },
    { festival, title, from, to: from + HOUR },
    PROJECTOR,
  )
  expect(made).toBe(true)
}
