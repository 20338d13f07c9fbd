// Two browsers without any meeting point: people carry a code and a reply between them, and everything arrives.
import { describe, expect, it } from 'vitest'
import { hook } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR, ROOM } from '../../scripts/story/plot.ts'
import { PAIRS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'
import { refusalOf } from './harness/refusal.ts'

const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }

describe.each(PAIRS)('connecting directly, Ada in %s and Ben in %s', (adaKind, benKind) => {
  const { panda } = usePeople()

  it('takes a code and a reply; then both see what the other one writes', async () => {
    const [ada, ben] = await Promise.all([panda('Ada', adaKind), panda('Ben', benKind)])
    await ada.useMeetingPoint('')
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.offer({ title: ROOM, kind: 'place', policy: 'fcfs' })
    await ada.goOnline()
    await ben.join(await ada.inviteLink(), FESTIVAL)
    const code = await ada.startDirect()
    const reply = await ben.answerDirect(code)
    expect(reply).not.toBe(code)
    await ada.completeDirect(reply)
    await Promise.all([ada.waitForCompany(), ben.waitForCompany()])
    await ben.seesThing(PROJECTOR)
    await ben.makeEvent({ title: EVENT, ...TIMES, things: [PROJECTOR, ROOM] })
    await ben.seesConfirmed(EVENT, 50)
    await ada.waitForBadge('1')
    await ada.approve()
    await ben.seesConfirmed(EVENT, 100)
  })
})

describe.each(PAIRS.filter(([ada, ben]) => ada === ben))('a code in %s', (kind) => {
  const { panda } = usePeople()

  it('that is none, was cut off, or is the wrong one of the two says so', async () => {
    const ada = await panda('Ada', kind)
    await ada.useMeetingPoint('')
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.goOnline()
    const code = await ada.startDirect()
    const popup = await ada.popup()
    for (const wrong of ['Hello', code, code.slice(0, 60)]) {
      const { code: why } = await refusalOf(popup, () => ada.completeDirect(wrong))
      expect(why).toBe('code-not-one')
    }
    expect(await popup.text(hook('direct-code'))).toBe(code)
  })
})
