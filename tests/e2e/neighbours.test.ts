// Links that the festival itself makes: whoever knows one person of it is introduced to the others, and everything goes on when
// the meeting point is gone, and even the one who introduced them.
import { describe, it } from 'vitest'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN, PROJECTOR, ROOM } from '../../scripts/story/plot.ts'
import { PAIRS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

async function waitForPeers(person: Person, count: number): Promise<void> {
  const popup = await person.popup()
  await popup.waitFor(`${hook('peers')}[data-count="${count}"]`, { timeoutMs: 60_000 })
}

describe.each(PAIRS)('with the meeting point gone, Ada and Cleo in %s and Ben in %s', (adaKind, benKind) => {
  const { panda, tracker } = usePeople()

  it('Cleo, who met only Ben, is introduced to Ada, and they need nobody then', async () => {
    const [ada, ben] = await Promise.all([panda('Ada', adaKind), panda('Ben', benKind)])
    const meetingPoint = await tracker()
    await ada.useMeetingPoint(meetingPoint.url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.goOnline()
    const invite = await ada.inviteLink()
    await ben.join(invite, FESTIVAL)
    await Promise.all([ada.waitForCompany(), ben.waitForCompany()])
    await meetingPoint.stop()

    const cleo = await panda('Cleo', adaKind)
    await cleo.join(invite, FESTIVAL)
    await cleo.completeDirect(await ben.answerDirect(await cleo.startDirect()))
    await Promise.all([waitForPeers(cleo, 2), waitForPeers(ada, 2), waitForPeers(ben, 2)])

    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await cleo.seesThing(PROJECTOR)
    await ben.browser.crash()
    await cleo.offer({ title: ROOM, kind: 'place', policy: 'fcfs' })
    await ada.seesThing(ROOM)
  })
})
