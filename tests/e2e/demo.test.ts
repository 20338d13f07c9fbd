// Somebody looks around first: from nothing to the first answer in a minute and without a mouse, with people who answer and ask
// by themselves; nobody else ever hears of it, and afterwards it is gone.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { pressOn } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'
import { readStored } from './harness/stored.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const STEPS = hook('demo-steps')

describe.each(BROWSERS)('a demo festival in %s', (kind) => {
  const { person, tracker } = usePeople()

  it('is tried in a minute, stays on this device, and is thrown away', async () => {
    const ada = await person('Ada', kind)
    const popup = await ada.popup()
    await popup.waitFor(hook('make-panda'))
    await firstAnswer(popup)
    await seesStep(ada, 'answer')

    await ada.offer({ title: 'Lantern', kind: 'thing', policy: 'manual' })
    await ada.makeEvent({ title: 'Picnic', ...tomorrow(), things: ['Circus tent', 'Boathouse'] })
    await ada.seesConfirmed('Picnic', 100)
    for (const step of ['offer', 'event', 'dots']) await seesStep(ada, step)
    // Two want the lantern, and who wanted the projector in vain waits still.
    await ada.waitForBadge('3')
    await isFineToLookAt(popup, 'a demo festival')
    const demo = await festivalId(ada)

    await goesNowhere(ada, demo, (await tracker()).url)
    await throwAway(ada, demo)
  })
})

async function firstAnswer(popup: Page): Promise<void> {
  const began = Date.now()
  await pressOn(popup, 'make-panda', 'Space')
  await popup.waitFor(hook('persona'))
  await pressOn(popup, 'demo-try', 'Enter')
  await popup.waitFor(`${STEPS}[data-done="0"]`)
  await pressOn(popup, 'demo-next', 'Enter')
  await popup.waitFor(hook('inbox-item'))
  await pressOn(popup, 'approve', 'Space')
  await popup.waitFor(hook('undo-toast'))
  expect(Date.now() - began).toBeLessThan(MINUTE)
}

async function seesStep(ada: Person, step: string): Promise<void> {
  const popup = await ada.goTo('all')
  await popup.waitFor(`${hook('demo-step')}[data-step="${step}"][data-done="true"]`, { timeoutMs: MINUTE })
}

/** Ten to twelve, by the clocks of this machine. */
function tomorrow(): { from: string; to: string } {
  const date = new Date(Date.now() + DAY)
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  const day = parts.map((part) => String(part).padStart(2, '0')).join('-')
  return { from: `${day}T10:00`, to: `${day}T12:00` }
}

/** Online in a real festival, with a meeting point: of the demo nobody gets to know. */
async function goesNowhere(ada: Person, demo: string, meetingPoint: string): Promise<void> {
  await ada.useMeetingPoint(meetingPoint)
  await ada.createFestival(FESTIVAL_PLAN)
  const real = await festivalId(ada)
  expect(real).not.toBe(demo)
  await ada.goOnline()
  const popup = await ada.popup()
  await popup.waitFor('text=Nobody else is here yet', { timeoutMs: MINUTE })
  const { 'p2panda/status': status = '' } = await readStored(popup)
  expect(status).toContain(real)
  expect(status).not.toContain(demo)
}

async function throwAway(ada: Person, demo: string): Promise<void> {
  const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#festivals'), {
    width: 1000,
    height: 800,
  })
  await options.waitFor(hook('demo-card'))
  await isFineToLookAt(options, 'options: a demo festival')
  await options.click(hook('demo-throw-away'))
  await options.waitFor(() => document.querySelector('[data-test="demo-card"]') === null)
  // What is left is forgotten a moment after the festival is gone from the screen.
  await expect.poll(() => tracesOf(options, demo), { timeout: MINUTE }).toEqual([])
  await options.waitFor(`${hook('festival-card')}[data-title="${FESTIVAL}"]`)
  expect(await options.errors()).toEqual([])
}

async function tracesOf(page: Page, demo: string): Promise<string[]> {
  const stored = Object.entries(await readStored(page)).filter(([place]) => place.startsWith('p2panda/'))
  return stored.flatMap(([place, text]) => (text.includes(demo) || text.includes('Boathouse') ? [place] : []))
}
