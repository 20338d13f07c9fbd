// A festival of several real browsers: what one writes is everywhere, also when others die without a word, when one sleeps,
// and when the meeting point is gone. Eight of them with `P2PANDA_CROWD=8`; two of a kind otherwise, because a browser needs
// more of a small machine than all the rest of these tests.
import { describe, expect, it } from 'vitest'
import type { BrowserKind } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { startTracker } from '../../scripts/tracker.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const CROWD = Number(process.env['P2PANDA_CROWD'] ?? 4)
const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gwen', 'Hugo']
const MINUTES = 60_000

/** Kinds of browsers take turns, so that there are as many of the one as of the other. */
function kindOf(index: number): BrowserKind {
  return BROWSERS[index % BROWSERS.length] ?? 'chromium'
}

async function lends(person: Person, title: string): Promise<void> {
  await person.offer({ title, kind: 'thing', policy: 'manual' })
}

async function allSee(people: readonly Person[], title: string): Promise<void> {
  await Promise.all(people.map((person) => person.seesThing(title)))
}

/** Until the popup counts exactly so many others. */
async function waitForOthers(person: Person, count: number): Promise<void> {
  await (await person.popup()).waitFor(`${hook('peers')}[data-count="${count}"]`, { timeoutMs: 2 * MINUTES })
}

/** Stops every process of a browser where it stands, as sleep does, or lets it go on. */
function freeze(person: Person, signal: 'SIGSTOP' | 'SIGCONT'): void {
  process.kill(-person.browser.pid, signal)
}

describe.skipIf(BROWSERS.length === 0)(`a festival of ${CROWD} browsers`, () => {
  const { panda, afterwards } = usePeople()

  it('holds together', { timeout: 12 * MINUTES }, async () => {
    const tracker = await startTracker()
    const people: Person[] = []
    // One after the other: each takes both cores while it starts.
    for (const [index, name] of NAMES.slice(0, CROWD).entries()) people.push(await panda(name, kindOf(index)))
    const [ada, ben, ...others] = people
    const last = others.at(-1)
    const sleeper = others[0]
    if (ada === undefined || ben === undefined || sleeper === undefined || last === undefined)
      throw new Error('too few')
    await ada.useMeetingPoint(tracker.url)
    await ada.createFestival(FESTIVAL_PLAN)
    await lends(ada, 'Awning')
    await ada.goOnline()
    const invite = await ada.inviteLink()
    for (const person of [ben, ...others]) await person.join(invite, FESTIVAL)
    await allSee(people, 'Awning')
    // In a small festival everybody is linked to everybody, whoever met whom at the meeting point.
    for (const person of people) await waitForOthers(person, CROWD - 1)

    await tracker.stop()
    await ben.browser.crash()
    const left = [ada, ...others]
    await lends(last, 'Lantern')
    await allSee(left, 'Lantern')

    freeze(sleeper, 'SIGSTOP')
    // A browser that sleeps can not be closed either.
    let isAsleep = true
    afterwards(async () => void (isAsleep && freeze(sleeper, 'SIGCONT')))
    const awake = left.filter((person) => person !== sleeper)
    await lends(ada, 'Kettle')
    await allSee(awake, 'Kettle')
    // They give up who is silent: the one who died, and the one who sleeps.
    for (const person of awake) await waitForOthers(person, CROWD - 3)
    const again = await startTracker(Number(new URL(tracker.url).port))
    afterwards(again.stop)
    freeze(sleeper, 'SIGCONT')
    isAsleep = false
    await sleeper.seesThing('Kettle')
    await lends(sleeper, 'Pillow')
    await allSee(left, 'Pillow')
    for (const person of left) await waitForOthers(person, CROWD - 2)
    expect(left).toHaveLength(CROWD - 1)
  })
})
