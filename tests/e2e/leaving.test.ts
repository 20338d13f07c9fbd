// A festival says something else of itself; somebody leaves it, with what ties them to it named before, and comes back to the
// same log; somebody else leaves and forgets it.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR, ROOM } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { usePeople } from './harness/people.ts'

const MINUTE = 60_000
const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const TICKET = 'Stage ticket'
const RENAMED = 'Elsewhere, inside'
const card = (title: string): string => `${hook('festival-card')}[data-title="${title}"]`

function options(person: Person, section: 'festivals' | 'data'): Promise<Page> {
  return person.browser.open(person.browser.extensionUrl(`options/options.html#${section}`), {
    width: 1000,
    height: 800,
  })
}

async function hasPeers(person: Person, count: string): Promise<void> {
  const popup = await person.popup()
  await popup.waitFor(`${hook('peers')}[data-count="${count}"]`, { timeoutMs: MINUTE })
}

describe.each(BROWSERS)('a festival, in %s', (kind) => {
  const people = usePeople()

  it('says something else of itself, is left, and is come back to', { timeout: 6 * MINUTE }, async () => {
    const [{ url }, ada, ben] = await Promise.all([
      people.tracker(),
      people.panda('Ada', kind),
      people.panda('Ben', kind),
    ])
    await ada.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.goOnline()
    await ada.offer({ title: ROOM, kind: 'place', policy: 'fcfs' })
    await ada.offer({ title: TICKET, kind: 'ticket', policy: 'fcfs' })
    await ben.join(await ada.inviteLink(), FESTIVAL)
    await ben.makeEvent({ title: EVENT, ...FRIDAY, things: [ROOM] })
    await ben.seesConfirmed(EVENT, 100)

    const adas = await options(ada, 'festivals')
    await adas.click(hook('festival-change'))
    await adas.fill(hook('change-title'), RENAMED)
    await adas.fill(hook('festival-from'), '')
    await adas.click(hook('change-submit'))
    await adas.waitFor(`${hook('festival-from')}[aria-invalid]`)
    await adas.fill(hook('festival-from'), '2027-06-19')
    await adas.fill(hook('festival-to'), '2027-06-21')
    await adas.fill(hook('change-place'), 'The hall')
    await adas.fill(hook('change-description'), 'It may rain')
    await adas.select(hook('change-ticket'), TICKET)
    await isFineToLookAt(adas, 'changing a festival')
    await adas.click(hook('change-submit'))
    await adas.waitFor(`${card(RENAMED)} ${hook('festival-description')}`)
    const words = await adas.text(card(RENAMED))
    for (const each of ['It may rain', 'The hall', '19', '21']) expect(words).toContain(each)
    await adas.click(hook('festival-change'))
    await adas.fill(hook('festival-from'), '')
    await adas.fill(hook('festival-to'), '')
    await adas.select(hook('change-ticket'), 'Nothing')
    await adas.click(hook('change-submit'))
    await adas.waitFor(hook('festival-change'))
    await adas.waitFor(saysNoDays)
    await adas.click(hook('festival-change'))
    await adas.waitFor(hook('change-ticket'))
    expect(await adas.evaluate(chosenIn, hook('change-ticket'))).toBe('Nothing')
    await adas.clickText('button', 'Back')
    const bens = await ben.goTo('all')
    await bens.waitFor(`${hook('festival')}[data-title="${RENAMED}"]`, { timeoutMs: MINUTE })

    const invite = await ben.inviteLink()
    await hasPeers(ben, '1')
    await adas.click(hook('leave-open'))
    await adas.waitFor(`${hook('leave')}[data-promises="1"]`)
    const ties = await adas.text(hook('leave'))
    for (const each of [ROOM, EVENT, 'You promised something here']) expect(ties).toContain(each)
    await isFineToLookAt(adas, 'before leaving a festival')
    await adas.click(hook('leave-submit'))
    await hasPeers(ben, '0')
    await adas.waitForGone(hook('festival-card'))
    await ben.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await adas.click(hook('rail-data'))
    await adas.waitFor(hook('stored-forget'))
    await isFineToLookAt(adas, 'what is stored of a festival that was left')
    await adas.close()

    await ada.join(invite, RENAMED)
    await ada.seesThing(PROJECTOR)
    await ada.tellName()
    const log = await options(ada, 'data')
    await log.waitFor(`${hook('log-row')} ${hook('log-open')}`)
    await log.waitForGone(hook('stored-forget'))
    await log.click(`${hook('log-row')} ${hook('log-open')}`)
    await log.waitFor(hook('log-line'))
    expect(await log.text(hook('log-lines'))).toContain('Changes the festival')
    expect(await log.exists(hook('no-effect'))).toBe(false)

    const leaving = await options(ben, 'festivals')
    await leaving.click(hook('leave-open'))
    await leaving.click(hook('leave-forget'))
    await leaving.click(hook('leave-submit'))
    await (await ben.popup()).waitFor(hook('create-festival'), { timeoutMs: MINUTE })
    await leaving.click(hook('rail-data'))
    await leaving.waitFor(hook('section-data'))
    await leaving.waitFor('text=Nothing is stored yet.')
    await leaving.waitForGone(hook('stored-festival'))
    expect(await leaving.errors()).toEqual([])
  })
})

/** Runs in the page. */
function saysNoDays(): boolean {
  const said = document.querySelector('[data-test="festival-card"]')?.textContent
  return said !== undefined && !said.includes('2027')
}

/** Runs in the page. */
function chosenIn(field: string): string | undefined {
  return document.querySelector<HTMLSelectElement>(field)?.selectedOptions[0]?.textContent
}
