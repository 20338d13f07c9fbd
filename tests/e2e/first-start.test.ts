// The first minute: one press makes a persona, nothing goes online by itself, and nothing is forgotten.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { usePeople } from './harness/people.ts'

describe.each(BROWSERS)('the first start in %s', (kind) => {
  const { person, panda } = usePeople()

  it('makes one persona, however often the button is pressed and wherever the background dies', async () => {
    const ada = await person('Ada', kind)
    const popup = await ada.popup()
    const second = await ada.browser.open(ada.browser.extensionUrl('popup/popup.html'))
    await Promise.all([popup, second].map((page) => page.waitFor(hook('make-panda'))))
    // Both at once, without waiting: what a person who presses twice in two windows does.
    await Promise.all([popup, second].map((page) => page.evaluate(pressTwice, hook('make-panda'))))
    await Promise.all([popup, second].map((page) => page.waitFor(hook('persona'))))
    const key = await personaKey(popup)
    expect(key).toMatch(/^[0-9a-f]{64}$/)
    expect(await personaKey(second)).toBe(key)
    await ada.browser.killBackground()
    await second.goto(ada.browser.extensionUrl('popup/popup.html'))
    await second.waitFor(hook('persona'))
    expect(await personaKey(second)).toBe(key)
  })

  it('stays offline until the switch is pressed, whatever is made before', async () => {
    const ada = await panda('Ada', kind)
    await ada.useMeetingPoint('')
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: 'Projector', kind: 'thing', policy: 'manual' })
    const popup = await ada.popup()
    await popup.waitFor(`${hook('online-switch')}[aria-checked="false"]`)
    expect(await popup.text(hook('peers'))).toBe('Kept on this device')
    await popup.evaluate(recordSwitch, hook('online-switch'))
    await ada.goOnline()
    await popup.waitFor('text=Nobody else is here yet')
    for (let times = 0; times < 5; times++) {
      await ada.goOffline()
      await ada.goOnline()
    }
    // It moves when it is pressed, and never by itself.
    expect(await popup.evaluate(() => document.documentElement.dataset['switched'])).toBe(
      `true${' false true'.repeat(5)}`,
    )
  })

  it('shows the options page before there is a persona, and the public key as soon as there is one', async () => {
    const ada = await person('Ada', kind)
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#identity'))
    await options.waitFor('text=No panda yet')
    await options.click(hook('rail-calendar'))
    await options.waitFor(hook('to-panda'))
    await isFineToLookAt(options, 'a calendar before there is a panda')
    await options.click(hook('rail-identity'))
    await ada.makePanda()
    await options.waitFor(hook('public-key'))
    expect(await options.text(hook('public-key'))).toBe(await personaKey(await ada.popup()))
    expect(await options.errors()).toEqual([])
    await startInApp(options)
  })

  it('shows what is kept when the popup is opened again', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: 'Projector', kind: 'thing', policy: 'manual' })
    await ada.closePopup()
    const popup = await ada.goTo('all')
    await popup.waitFor(`${hook('festival')}[data-title="${FESTIVAL}"]`)
    await ada.goTo('offer')
    await popup.waitFor(`${hook('thing')}[data-title="Projector"]`)
  })
})

/** From a section that is empty without a festival to one. */
async function startInApp(options: Page): Promise<void> {
  await options.click(hook('rail-calendar'))
  await options.click(hook('to-festivals'))
  await options.click(hook('create-festival'))
  await options.waitFor(hook('festival-title'))
  await isFineToLookAt(options, 'a new festival in the app')
  await options.fill(hook('festival-title'), FESTIVAL)
  await options.click(hook('festival-submit'))
  await options.waitFor(`${hook('festival-card')}[data-title="${FESTIVAL}"]`)
  await options.waitFor(`${hook('festival-switch')}[data-title="${FESTIVAL}"]`)
}

function personaKey(page: Page): Promise<string | null | undefined> {
  return page.evaluate((persona) => document.querySelector(persona)?.getAttribute('data-key'), hook('persona'))
}

/** Keeps every state that the switch shows from now on. */
function recordSwitch(found: string): void {
  const seen: string[] = []
  const note = ([first]: MutationRecord[]): void => {
    const target = first?.target
    if (!(target instanceof Element)) return
    seen.push(target.getAttribute('aria-checked') ?? '')
    document.documentElement.dataset['switched'] = seen.join(' ')
  }
  const node = document.querySelector(found)
  if (node !== null) new MutationObserver(note).observe(node, { attributeFilter: ['aria-checked'] })
}

function pressTwice(button: string): void {
  const found = document.querySelector<HTMLElement>(button)
  found?.click()
  found?.click()
}
