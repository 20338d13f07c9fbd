// The section of requests: what waits is answered in the app as in the popup, and the history says what was decided and asked.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { usePeople } from './harness/people.ts'

const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const LATER = { from: '2027-06-18T22:00', to: '2027-06-19T01:00' }

function openRequests(ada: Person): Promise<Page> {
  return ada.browser.open(ada.browser.extensionUrl('options/options.html#requests'), { width: 1200, height: 800 })
}

function show(options: Page, hash: string): Promise<void> {
  return options.evaluate((to: string) => void (location.hash = to), hash)
}

const line = (kind: string): string => `${hook('history-line')}[data-kind="${kind}"]`

describe.each(BROWSERS)('the section of requests in %s', (kind) => {
  const people = usePeople()

  it('answers what waits, takes it back, and keeps the history of it', async () => {
    const ada = await people.panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.makeEvent({ title: 'Cinema', ...FRIDAY, things: [PROJECTOR] })
    await ada.makeEvent({ title: 'Concert', ...LATER, things: [PROJECTOR] })
    await ada.chooseUndo(10)

    const options = await openRequests(ada)
    await options.waitFor(`${hook('inbox-item')} ${hook('choose')}`)
    await expect.poll(() => options.text(hook('rail-count'))).toBe('2')
    await isFineToLookAt(options, 'two requests in the app')
    await options.fill(hook('answer-note'), 'Mind the lamp')
    await options.click(hook('approve'))
    await options.waitFor(hook('waitlist'))
    await show(options, '#requests/history')
    await options.waitFor(`${hook('history')} ${hook('undo-toast')}`)
    await isFineToLookAt(options, 'a history with something that can be taken back')
    await options.click(hook('undo'))
    await options.waitFor(line('undone'))

    await ada.chooseUndo(0)
    await show(options, '#requests')
    await options.click(hook('approve'))
    await ada.waitForBadge('1')
    await show(options, '#requests/history')
    await options.waitFor(line('granted'))
    expect(await options.text(line('granted'))).toContain('decided by hand')
    await options.click(`${line('granted')} ${hook('receipt-save')}`)
    await options.waitFor(`${line('granted')} ${hook('receipt-state')}[data-state="saved"]`)

    // Two asked for, one granted, one taken back before it counted.
    await options.waitFor(`${hook('history-count')}[data-count="4"]`)
    await options.fill(hook('history-search'), 'concert')
    await options.waitFor(`${hook('history-count')}[data-count="1"]`)
    await options.fill(hook('history-search'), 'lamp')
    await options.waitFor(line('undone'))
    await options.setViewport(360, 740)
    await isFineToLookAt(options, 'a history on a narrow screen')
  })
})
