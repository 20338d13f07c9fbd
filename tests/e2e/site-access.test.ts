// A browser that shows p2panda to chosen sites only: other sites see nothing, the options say so, everything else goes on.
import { describe, expect, it } from 'vitest'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { serveAskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

describe.each(BROWSERS)('only sites that somebody chose, in %s', (kind) => {
  const { panda, afterwards } = usePeople()

  it('see that p2panda is there; the options say it, and what a person has is untouched', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const served = await serveAskingSite()
    afterwards(served.stop)
    const site = await ada.browser.open(served.url, { width: 800, height: 600 })
    expect(await site.evaluate('"p2panda" in window')).toBe(true)
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#sites'))
    await options.waitFor(hook('site-access'))
    expect(await options.exists(hook('site-access-chosen'))).toBe(false)
    await ada.browser.withholdSites()
    await options.waitFor(hook('site-access-chosen'))
    expect(await options.axe()).toEqual([])
    await site.goto(served.url)
    expect(await site.evaluate('"p2panda" in window')).toBe(false)
    await ada.createFestival({ ...FESTIVAL_PLAN, title: 'Another one' })
  })
})
