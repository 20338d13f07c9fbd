// A browser that was closed, or whose power was cut: everything is there again, and so is the connection, by itself.
// Firefox forgets add-ons that were installed for one run, so the harness installs it again over the kept storage.
import { describe, expect, it } from 'vitest'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'

const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }

describe.each(BROWSERS)('a browser that starts again in %s', (kind) => {
  const { person, panda, tracker } = usePeople()
  const folder = useFolders()

  it.each(['close', 'crash'] as const)('after a %s has everything, and is online without being asked', async (end) => {
    const profile = await folder()
    const { url } = await tracker()
    const [before, ben] = await Promise.all([panda('Ada', kind, { profile }), panda('Ben', kind)])
    await before.useMeetingPoint(url)
    await before.createFestival(FESTIVAL_PLAN)
    await before.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await before.goOnline()
    await ben.join(await before.inviteLink(), FESTIVAL)
    await ben.seesThing(PROJECTOR)
    const key = await personaKey(before)
    await before.browser[end]()
    await ben.makeEvent({ title: EVENT, ...TIMES, things: [PROJECTOR] })
    await waitForNobody(ben)

    const ada = await person('Ada', kind, { profile })
    // Nobody has opened anything in Ada's browser yet.
    await ben.waitForCompany()
    await ada.waitForBadge('1')
    expect(await personaKey(ada)).toBe(key)
    await ada.seesThing(PROJECTOR)
    await (await ada.popup()).waitFor(`${hook('festival')}[data-title="${FESTIVAL}"]`)
    await ada.approve()
    await ben.seesConfirmed(EVENT, 100)
  })

  it('after a close is still offline when it was offline before', async () => {
    const profile = await folder()
    const before = await panda('Ada', kind, { profile })
    await before.useMeetingPoint('')
    await before.createFestival(FESTIVAL_PLAN)
    await before.goOnline()
    await before.goOffline()
    await before.browser.close()
    const ada = await person('Ada', kind, { profile })
    const popup = await ada.popup()
    await popup.waitFor(`${hook('online-switch')}[aria-checked="false"]`)
    expect(await popup.text(hook('peers'))).toBe('Kept on this device')
  })
})

async function personaKey(person: Person): Promise<string | null | undefined> {
  const popup = await person.popup()
  await popup.waitFor(hook('persona'))
  return popup.evaluate((persona) => document.querySelector(persona)?.getAttribute('data-key'), hook('persona'))
}

/** Until the popup says that the others are gone; a browser that lost its power does not say goodbye. */
async function waitForNobody(person: Person): Promise<void> {
  await (await person.popup()).waitFor(`${hook('peers')}[data-count="0"]`, { timeoutMs: 60_000 })
}
