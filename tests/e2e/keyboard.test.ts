// Everything that the story needs, with nothing but Tab, Space, Enter, arrows and letters.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { siteQuestion } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { AskingSite, serveAskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { focusedHook, pressOn, tabTo, typeKeys } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'

const APPROVE = hook('approve')
const MANUAL = hook('offer-policy-manual')
const FIRST_COME = hook('offer-policy-fcfs')

describe.each(BROWSERS)('without a mouse in %s', (kind) => {
  const { person, panda, afterwards } = usePeople()

  it('a person makes a panda and a festival, lends something and answers who asks for it', async () => {
    const ada = await person('Ada', kind)
    const popup = await ada.popup()
    await popup.waitFor(hook('make-panda'))
    await pressOn(popup, 'make-panda', 'Space')
    await popup.waitFor(hook('persona'))
    await startFestival(popup)
    await lendProjector(popup)
    await makeEvent(popup, 'cinema')
    await makeEvent(popup, 'reading')
    await answerFirst(popup)
    await ada.waitForBadge('1')
  })

  it('a person reads what a site asks and says yes, and the focus does not begin on yes', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const [festival, served] = await Promise.all([festivalId(ada), serveAskingSite()])
    afterwards(served.stop)
    const site = await AskingSite.visit(ada, served.url)
    const call = await site.askByClick('connect', { festival, scopes: [`read:${festival}`, 'identity'] })
    const window = await approvalOf(ada)
    expect(await focusedHook(window)).toBe('approval-origin')
    await tabTo(window, `${hook('scope')}[data-scope="identity"]`)
    await window.press('Space')
    const passed = await tabTo(window, hook('approval-approve'))
    expect(passed).not.toContain('approval-reject')
    await window.press('Space')
    expect((await site.answer(call)).value).toMatchObject({ scopes: [`read:${festival}`] })
  })
})

async function startFestival(popup: Page): Promise<void> {
  await pressOn(popup, 'create-festival', 'Enter')
  await popup.waitFor(hook('festival-title'))
  await tabTo(popup, hook('festival-title'))
  await typeKeys(popup, 'elsewhere')
  await pressOn(popup, 'festival-submit', 'Space')
  await popup.waitFor(`${hook('festival')}[data-title="elsewhere"]`)
}

async function lendProjector(popup: Page): Promise<void> {
  await pressOn(popup, 'nav-offer', 'Enter')
  await popup.waitFor(hook('offer-title'))
  await tabTo(popup, hook('offer-title'))
  await typeKeys(popup, 'projector')
  await tabTo(popup, MANUAL)
  await popup.press('ArrowDown')
  await popup.waitFor(`${FIRST_COME}:checked`)
  await popup.press('ArrowUp')
  await popup.waitFor(`${MANUAL}:checked`)
  await pressOn(popup, 'offer-submit', 'Space')
  await popup.waitFor(`${hook('thing')}[data-title="projector"]`)
}

/** At the times that the form proposes, so that two of them collide. */
async function makeEvent(popup: Page, title: string): Promise<void> {
  await pressOn(popup, 'nav-today', 'Enter')
  await popup.waitFor(hook('event-new'))
  await pressOn(popup, 'event-new', 'Enter')
  await popup.waitFor(hook('event-line'))
  await tabTo(popup, hook('event-title'))
  await typeKeys(popup, title)
  await pressOn(popup, 'event-line', 'Space')
  await popup.waitFor(`${hook('event-line')}:checked`)
  await pressOn(popup, 'event-submit', 'Space')
  await popup.waitFor(`${hook('event-card')}[data-title="${title}"]`)
}

/** Of two who ask for the same, the one that is not chosen yet gets it. */
async function answerFirst(popup: Page): Promise<void> {
  await pressOn(popup, 'nav-waiting', 'Enter')
  await popup.waitFor(hook('choose'))
  expect(await focusedHook(popup)).not.toBe('approve')
  const before = await popup.evaluate(askedFor, hook('inbox-item'))
  await tabTo(popup, `${hook('choose')} input`)
  await popup.press('ArrowDown')
  await expect.poll(() => popup.evaluate(askedFor, hook('inbox-item'))).not.toBe(before)
  const passed = await tabTo(popup, APPROVE)
  expect(passed).toContain('answer-note')
  expect(passed).not.toContain('decline')
  await popup.press('Space')
  await popup.waitFor(hook('toast'))
}

async function approvalOf(person: Person): Promise<Page> {
  const window = await siteQuestion(person.browser)
  await window.waitFor(`${hook('approval-approve')}:not([aria-disabled])`)
  return window
}

function askedFor(item: string): string | null | undefined {
  return document.querySelector(item)?.getAttribute('data-request')
}
