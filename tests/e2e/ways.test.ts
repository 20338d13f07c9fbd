// How a browser is online: directly, through relays only, or not at all, as chosen on the options page.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS, PAIRS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { tabTo } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'
import { startTurn } from './harness/turn.ts'

async function network(person: Person): Promise<Page> {
  return person.browser.open(person.browser.extensionUrl('options/options.html#network'))
}

/** One other browser, which has everything: the heart says so, the picture shows it, and figures are told. */
async function seesWhoIsAround(page: Page): Promise<void> {
  await page.waitFor(`${hook('data-heart')}[data-only="0"]:not([data-entries="0"])`)
  await page.waitFor(`${hook('holders')}[data-holders="1"]`)
  await page.click(`${hook('links-more')} summary`)
  await page.waitFor(`${hook('overlay-picture')}[data-pandas="1"][data-all="1"]`)
  await page.waitFor(`${hook('link-figures')}:not([data-received="0"]):not([data-sent="0"])`)
  for (const width of [320, 1000]) {
    await page.setViewport(width, 800)
    await isFineToLookAt(page, `who is around, ${width} wide`)
  }
}

async function useHelper(page: Page, line: string): Promise<void> {
  await page.fill(hook('ice-input'), line)
  await page.click(hook('ice-save'))
  await page.waitFor(`${hook('ice-save')}[aria-disabled]:not([aria-busy])`)
}

describe.each(PAIRS)('through a relay, Ada in %s and Ben in %s', (adaKind, benKind) => {
  const { panda, tracker, afterwards } = usePeople()

  it('everything arrives, by the relay alone', async () => {
    const turn = await startTurn()
    afterwards(turn.stop)
    const [ada, ben] = await Promise.all([panda('Ada', adaKind), panda('Ben', benKind)])
    await ada.useMeetingPoint((await tracker()).url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    for (const person of [ada, ben]) {
      const page = await network(person)
      await useHelper(page, turn.line)
      await page.click(hook('way-relay'))
      await page.waitFor(`${hook('way-relay')}:checked`)
      await page.close()
    }
    await ben.join(await ada.inviteLink(), FESTIVAL)
    await Promise.all([ada.waitForCompany(), ben.waitForCompany()])
    await ben.seesThing(PROJECTOR)
    expect(turn.relayed()).toBeGreaterThan(0)
  })
})

describe.each(BROWSERS)('the way to be online in %s', (kind) => {
  const { panda, tracker } = usePeople()

  it('ends the links of another way, says that a relay is missing, and can be chosen by keyboard', async () => {
    const [ada, ben] = await Promise.all([panda('Ada', kind), panda('Ben', kind)])
    await ada.useMeetingPoint((await tracker()).url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.goOnline()
    await ben.join(await ada.inviteLink(), FESTIVAL)
    await ada.waitForCompany()
    const page = await network(ada)
    await page.waitFor(`${hook('way-direct')}:checked`)
    await tabTo(page, hook('way-direct'))
    await page.press('ArrowDown')
    await page.waitFor(hook('relay-missing'))
    await page.waitFor(`${hook('peers')}[data-count="0"]`)
    await page.press('ArrowUp')
    await page.waitFor(`${hook('peers')}[data-count="1"]`)
    await seesWhoIsAround(page)
    await page.click(hook('way-offline'))
    await page.waitFor(`${hook('online-switch')}[aria-checked="false"]`)
    await page.waitFor(`${hook('peers')}[data-count="0"]`)
    expect(await page.exists(`${hook('sparing')}:checked`)).toBe(false)
    await page.click(hook('sparing'))
    await page.waitFor(`${hook('sparing')}:checked`)
  })
})
