// Who a web site gets to know, for somebody who is several: chosen in its question, shown on top of it, and nobody else to the site.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { questionsClose, siteQuestion } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { AskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

describe.each(BROWSERS)('the question of a web site to somebody with two personas, in %s', (kind) => {
  const { panda, afterwards } = usePeople()

  it('has on top whoever is chosen in it, and the site knows that one', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const festival = await festivalId(ada)
    const first = await onTop(await ada.popup())
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#identity'))
    await options.click(hook('persona-add'))
    await options.waitFor(`${hook('my-persona')}:not([data-key="${first}"])`)
    await options.close()
    const site = await AskingSite.open(ada, afterwards)
    const call = await site.askByClick('connect', { festival, scopes: [`read:${festival}`, 'identity'] })
    const window = await siteQuestion(ada.browser)
    await window.waitFor(hook('approval'))
    expect(await onTop(window)).toBe(first)
    await window.click(`${hook('known-as')} summary`)
    await window.click(`label:has(${hook('as-mine')}:not(:checked))`)
    await expect.poll(() => onTop(window)).not.toBe(first)
    const second = await onTop(window)
    await ada.approveSite()
    expect((await site.answer(call)).value).toMatchObject({ publicKey: second })
    await questionsClose(ada.browser)
    expect((await site.ask('identity')).value).toMatchObject({ publicKey: second })
    // Whoever asks next is asked about again as the one that everything else is done as.
    const other = await AskingSite.open(ada, afterwards)
    await other.askByClick('connect', { festival, scopes: [`read:${festival}`] })
    const next = await siteQuestion(ada.browser)
    await next.waitFor(hook('approval'))
    expect(await onTop(next)).toBe(first)
  })
})

/** Public key of whom the head shows. */
async function onTop(page: Page): Promise<string> {
  await page.waitFor(hook('persona'))
  return page.evaluate(() => document.querySelector('[data-test="persona"]')?.getAttribute('data-key') ?? '')
}
