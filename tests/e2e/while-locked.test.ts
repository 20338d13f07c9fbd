// Ada's wallet is locked while Ben comes: he gets everything from her all the same, and what would need her key waits and says so. Her
// password, asked for where she answers, lets all of it go on.
import { describe, expect, it } from 'vitest'
import { openIdentity, setPassword } from '../../scripts/story/keys.ts'
import { hook } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR, ROOM } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { usePeople } from './harness/people.ts'

const PASSWORD = 'four pandas rowing home'
const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const LINKED = { timeoutMs: 60_000 }

describe.each(BROWSERS)('a locked wallet among others in %s', (kind) => {
  const { panda, tracker } = usePeople()

  it('passes everything on, and lets what would be signed wait for the password', async () => {
    const [{ url }, ada, ben] = await Promise.all([tracker(), panda('Ada', kind), panda('Ben', kind)])
    await ada.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.offer({ title: ROOM, kind: 'place', policy: 'fcfs' })
    await ada.goOnline()
    const invite = await ada.inviteLink()
    const identity = await openIdentity(ada)
    await setPassword(identity, PASSWORD)
    await identity.click(hook('lock-now'))
    await identity.waitFor(hook('forgotten'))
    await ada.browser.killBackground()

    await ben.join(invite, FESTIVAL)
    await ben.seesThing(PROJECTOR)
    await ben.makeEvent({ title: EVENT, ...FRIDAY, things: [PROJECTOR, ROOM] })
    // One thing for her, one for its policy.
    await ada.waitForBadge('\u{1f512}2')
    const popup = await ada.goTo('waiting')
    await popup.waitFor(`${hook('locked-waiting')}[data-count="1"]`)
    await isFineToLookAt(popup, 'what waits for a password')
    await ben.seesConfirmed(EVENT, 0)

    await ada.approve()
    await popup.fill(hook('unlock-now-password'), PASSWORD)
    await popup.press('Enter')
    await popup.waitForGone(hook('locked'), LINKED)
    await ben.seesConfirmed(EVENT, 100)
    await ada.waitForBadge('')
    expect(await popup.errors()).toEqual([])
  })
})
