// What a person is notified of: what is new and needs them, once, in words that nobody else can bend.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { deliver, HOUR, type Machine } from './machine.ts'
import { ask, begin, FRIDAY, type Story } from './story.ts'

/** What the notifications say after everything that is new was looked at. */
async function told(machine: Machine): Promise<Record<string, string>> {
  await machine.worker.background.notices.look()
  return Object.fromEntries([...machine.api.notices].map(([id, { title, message }]) => [id, `${title} | ${message}`]))
}

/** Both are online, and know what there was before. */
async function online(): Promise<Story> {
  const story = await begin()
  for (const machine of [story.ada, story.ben]) {
    await machine.done('network.set', { online: true })
    expect(await told(machine)).toEqual({})
  }
  return story
}

/** All of it arrives together: what arrives while nobody looks for a moment is told by itself. */
async function askAtOnce({ ada, ben, festival, projector, room }: Story, titles: readonly string[]): Promise<void> {
  const lines = [{ resource: projector }, { resource: room }]
  for (const title of titles) await ben.done('event.create', { festival, title, ...FRIDAY, lines })
  await deliver(ben, ada, festival)
}

const seconds = (machine: Machine, count: number): void => machine.clock.advance(count * 1000)

describe('notifications', () => {
  it('tell the owner of a request, once, also when the worker dies', async () => {
    const story = await online()
    const { ada, ben, festival } = story
    await ben.done('profile.set', { festival, name: 'Be\u202en' })
    await ask(story)
    expect(await told(ada)).toEqual({
      requests: 'noticeRequest \u2068Be[U+202E]n\u2069 \u2068Projector\u2069 | noticeFor \u2068Reading group\u2069',
    })
    ada.kill()
    await ada.worker.background.boot()
    seconds(ada, 3600)
    await told(ada)
    expect(ada.api.noticesShown).toBe(1)
  })

  it('say nothing of what was there before one was online for the first time', async () => {
    const story = await begin()
    const { ada } = story
    await ask(story)
    expect(await told(ada)).toEqual({})
    await ada.done('network.set', { online: true })
    expect(await told(ada)).toEqual({})
    await ask(story, 'Another')
    expect(Object.keys(await told(ada))).toEqual(['requests'])
  })

  it('tell the first thing that comes after one went online for the first time', async () => {
    const story = await begin()
    const { ada } = story
    await ask(story)
    await ada.done('network.set', { online: true })
    await ask(story, 'Another')
    expect(await told(ada)).toEqual({ requests: expect.stringContaining('noticeRequest ') })
  })

  it('tell it also to whoever went online by joining a festival', async () => {
    const story = await begin()
    const { ada, ben } = story
    const { festival } = await ben.done('festival.create', { title: 'Other', timezone: 'UTC', visibility: 'open' })
    const { invite } = await ben.done('festival.invite', { festival })
    await ada.done('festival.join', { invite })
    await ask(story)
    expect(await told(ada)).toEqual({ requests: expect.stringContaining('noticeRequest ') })
  })

  it('say nothing of what was there before, also when the worker dies while it is counted', async () => {
    const story = await begin()
    const { ada } = story
    await ask(story)
    ada.db.told.hook('creating', () => {
      throw new Error('dies here')
    })
    await ada.done('network.set', { online: true })
    ada.kill()
    expect(await told(ada)).toEqual({})
    await ask(story, 'Another')
    expect(await told(ada)).toEqual({ requests: expect.stringContaining('noticeRequest ') })
  })

  it('say a flood in one sentence, and the next one not before a minute', async () => {
    const story = await online()
    const { ada } = story
    await askAtOnce(story, ['One', 'Two', 'Three'])
    expect(await told(ada)).toEqual({ requests: 'noticeRequests_other 3 | noticeAmongThem \u2068Projector\u2069' })
    await ask(story, 'Four')
    await ask(story, 'Five')
    await told(ada)
    expect(ada.api.noticesShown).toBe(1)
    seconds(ada, 60)
    ada.worker.background.wake('notices')
    expect(await told(ada)).toEqual({ requests: 'noticeRequests_other 2 | noticeAmongThem \u2068Projector\u2069' })
    expect(ada.api.noticesShown).toBe(2)
  })

  it('say nothing of a request whose time is over, however long it waits', async () => {
    const story = await online()
    const { ada } = story
    await ask(story)
    await told(ada)
    ada.clock.advance(FRIDAY.to - ada.clock.now() + HOUR)
    await ask(story, 'Too late')
    for (let minute = 0; minute < 3; minute += 1) {
      await told(ada)
      seconds(ada, 60)
    }
    expect(ada.api.noticesShown).toBe(1)
  })

  it('tell who asked what became of it: granted, taken back', async () => {
    const story = await online()
    const { ada, ben, festival } = story
    const { requests } = await ask(story)
    const [byHand = expect.fail(), byPolicy = expect.fail()] = requests
    expect(await told(ben)).toEqual({})
    await deliver(ada, ben, festival)
    expect(await told(ben)).toMatchObject({ answers: expect.stringContaining('noticeGranted') })
    ben.api.notices.clear()
    seconds(ben, 60)
    await ada.done('authorization.answer', { request: byHand, decision: 'deny' })
    await deliver(ada, ben, festival)
    expect((await told(ben))['answers']).toContain('noticeDeclined')
    seconds(ben, 60)
    const grant = (await ada.db.answers.where('request').equals(byPolicy).first())?.id ?? expect.fail()
    await ada.done('authorization.revoke', { grant })
    await deliver(ada, ben, festival)
    expect((await told(ben))['answers']).toContain('noticeTakenBack')
    // The owner did all of it.
    expect(await told(ada)).toEqual({})
  })

  it('tell who was on the waiting list that it is their turn', async () => {
    const story = await online()
    const { ada, ben, festival, room } = story
    const own = await ada.done('authorization.hold', { resource: room, ...FRIDAY })
    await deliver(ada, ben, festival)
    seconds(ben, 1)
    await ask(story)
    expect(await told(ben)).toEqual({})
    seconds(ada, 2)
    await ada.done('authorization.release', { grant: own.hold })
    await deliver(ada, ben, festival)
    expect(await told(ben)).toMatchObject({ promotions: expect.stringContaining('noticePromotion') })
  })

  it('tell the owner that another time is asked for', async () => {
    const story = await online()
    const { ada, ben, festival } = story
    const { event, requests } = await ask(story)
    await ada.done('authorization.answer', { request: requests[0] ?? expect.fail(), decision: 'grant' })
    await deliver(ada, ben, festival)
    await told(ada)
    const later = { from: FRIDAY.from + 24 * HOUR, to: FRIDAY.to + 24 * HOUR }
    await ben.done('event.update', { event, set: later })
    await deliver(ben, ada, festival)
    expect((await told(ada))['moves']).toContain('noticeMove')
  })

  it('are not shown where they are not wanted, and never later for the same', async () => {
    const story = await online()
    const { ada } = story
    await ada.done('preferences.set', { noticesOff: ['requests'] })
    await ask(story)
    expect(await told(ada)).toEqual({})
    await ada.done('preferences.set', { noticesOff: [] })
    expect(await told(ada)).toEqual({})
  })

  it('wait for the end of quiet hours, as one sentence', async () => {
    const story = await online()
    const { ada } = story
    const date = new Date(ada.clock.now())
    const minute = date.getHours() * 60 + date.getMinutes()
    await ada.done('preferences.set', { quiet: { from: minute, to: (minute + 60) % 1440 } })
    await ask(story, 'One')
    await ask(story, 'Two')
    expect(await told(ada)).toEqual({})
    expect(ada.api.alarmTimes).toContain(ada.clock.now() + HOUR)
    seconds(ada, 3600)
    expect((await told(ada))['requests']).toContain('noticeRequests_other 2')
  })

  it('are gone, and not shown, once a panel shows what waits', async () => {
    const story = await online()
    const { ada } = story
    await ask(story)
    await ada.done('notices.seen', {})
    expect(await told(ada)).toEqual({})
    await ask(story, 'Another')
    expect(Object.keys(await told(ada))).toEqual(['requests'])
    await ada.done('notices.seen', {})
    expect(ada.api.notices.size).toBe(0)
  })

  it('lead to all of what they tell, where it is several things or nobody knows any more', async () => {
    const story = await online()
    const { ada } = story
    await ask(story, 'One')
    await ask(story, 'Two')
    await told(ada)
    expect(await leadsTo(ada, 'requests')).toBe('waiting')
    expect(await leadsTo(ada, 'answers')).toBe('today')
  })

  it('lead to the one thing that they tell of, also when the worker died and in whatever festival it is', async () => {
    const story = await online()
    const { ada, ben, festival } = story
    const { event, requests } = await ask(story)
    const [request = expect.fail()] = requests
    await told(ada)
    ada.kill()
    expect(await leadsTo(ada, 'requests')).toBe(`waiting/${request}`)
    // What a policy answered at once, so that only the other one is new.
    await told(ben)
    await deliver(ada, ben, festival)
    await told(ben)
    seconds(ben, 60)
    await ada.done('authorization.answer', { request, decision: 'grant' })
    await deliver(ada, ben, festival)
    await told(ben)
    expect(await leadsTo(ben, 'answers')).toBe(`look/event:${event}`)
  })

  it('open a tab where the browser has no windows, and close it for the next one', async () => {
    const { ada } = await begin()
    ada.api.windows = undefined
    ada.worker.background.noticeClicked('requests')
    await expect.poll(() => ada.api.tabUrls.at(-1)).toContain('popup.html#waiting')
    ada.worker.background.noticeClicked('answers')
    await expect.poll(() => ada.api.tabUrls.at(-1)).toContain('popup.html#today')
    expect(ada.api.openTabs.size).toBe(1)
  })
})

/** What the window shows that a click on a notification opens: the hash of its address. */
async function leadsTo(machine: Machine, notification: string): Promise<string | undefined> {
  const before = machine.api.windowUrls.length
  machine.worker.background.noticeClicked(notification)
  await expect.poll(() => machine.api.windowUrls.length).toBeGreaterThan(before)
  return machine.api.windowUrls.at(-1)?.split('#')[1]
}
