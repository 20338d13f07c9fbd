// A person answers and thinks again: nothing is signed for ten seconds, whatever happens to popup and background meanwhile.
import { describe, it } from 'vitest'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { usePeople } from './harness/people.ts'

const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const LATER = { from: '2027-06-18T22:00', to: '2027-06-19T01:00' }

/** Waits until an event of this person says how many of its lines were granted. */
async function sees(ada: Person, title: string, percent: number): Promise<void> {
  await ada.seesConfirmed(title, percent)
  await ada.goTo('waiting')
}

/** Asked in the popup. */
const isUndoGone = (): boolean => document.querySelector('[data-test="undo-toast"]') === null

describe.each(BROWSERS)('an answer in %s', (kind) => {
  const people = usePeople()

  it('can be taken back for ten seconds, and is given after them though popup and background ended', async () => {
    const ada = await people.panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.makeEvent({ title: 'Cinema', ...FRIDAY, things: [PROJECTOR] })
    await ada.makeEvent({ title: 'Concert', ...LATER, things: [PROJECTOR] })
    await ada.chooseUndo(10)

    await ada.approve()
    const popup = await ada.popup()
    await popup.waitFor(hook('undo-toast'))
    // Nobody else gets it meanwhile.
    await popup.waitFor(hook('waitlist'))
    await isFineToLookAt(popup, 'an answer that can be taken back')
    await popup.click(hook('undo'))
    await popup.waitFor(isUndoGone)
    await popup.waitFor(`${hook('inbox-item')} ${hook('choose')}`)
    await ada.waitForBadge('2')
    await sees(ada, 'Cinema', 0)

    await ada.approve()
    await popup.waitFor(hook('undo-toast'))
    await ada.closePopup()
    await ada.browser.killBackground()
    const again = await ada.goTo('waiting')
    await again.waitFor(isUndoGone, { timeoutMs: 60_000 })
    await sees(ada, 'Cinema', 100)
    await sees(ada, 'Concert', 0)

    // What is on the waiting list can be answered too, and several with one press.
    await ada.chooseUndo(0)
    await again.click(`${hook('waitlist')} ${hook('inbox-row')}`)
    await again.click(hook('decline'))
    await ada.waitForBadge('')
    await again.waitForGone(hook('undo-toast'))
  })
})
