// The story of two people, end to end in real browsers: in every pair of them, and disturbed at its delicate places.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BrowserKind } from '../../scripts/browsers/browser.ts'
import { narrate } from '../../scripts/story/narrator.ts'
import { Person } from '../../scripts/story/person.ts'
import { play, type Cast, type Disturbances } from '../../scripts/story/plot.ts'
import { serveWebsite } from '../../scripts/story/website.ts'
import { startTracker } from '../../scripts/tracker.ts'
import { BROWSERS, PAIRS, useBrowsers } from './harness/browsers.ts'
import { extensionFolder } from './harness/extension.ts'

function useCast(): (ada: BrowserKind, ben: BrowserKind) => Promise<Cast> {
  const start = useBrowsers()
  const ends: (() => Promise<void>)[] = []
  afterEach(async () => {
    await Promise.all(ends.splice(0).map((end) => end()))
  })
  return async (adaKind, benKind) => {
    const tracker = await startTracker()
    const site = await serveWebsite()
    ends.push(tracker.stop, site.stop)
    const person = async (name: string, kind: BrowserKind): Promise<Person> =>
      new Person(name, await start(kind, { name, extension: extensionFolder(kind) }))
    const [ada, ben] = await Promise.all([person('Ada', adaKind), person('Ben', benKind)])
    return { ada, ben, tracker, site }
  }
}

/** The last step of the plot is that both the popup and the web site show 100 % confirmed. */
async function tell(cast: Cast, disturb: Disturbances = {}): Promise<void> {
  const narrator = await narrate(undefined, () => undefined)
  await play(cast, narrator, disturb)
  expect(narrator.told.at(-1)?.title).toBe('The web site shows 100 % confirmed')
}

describe.each(PAIRS)('the story with Ada in %s and Ben in %s', (ada, ben) => {
  const gather = useCast()

  it('comes to its end: 100 % confirmed in the popup and on the web site', async () => {
    await tell(await gather(ada, ben))
  })
})

describe.each(BROWSERS)('the disturbed story in %s', (kind) => {
  const gather = useCast()
  let cast: Cast

  beforeEach(async () => {
    cast = await gather(kind, kind)
  })

  it("survives the end of Ada's background while the request arrives", async () => {
    await tell(cast, { beforeRequest: () => cast.ada.browser.killBackground() })
  })

  it("survives the end of Ada's background while the popup shows the request", async () => {
    await tell(cast, { whileShown: () => cast.ada.browser.killBackground() })
  })

  it("survives the end of Ada's background right after the click", async () => {
    await tell(cast, { afterClick: () => cast.ada.browser.killBackground() })
  })

  it('reaches Ben who was offline while Ada approved', async () => {
    await tell(cast, { beforeApproval: () => cast.ben.goOffline(), afterApproval: () => cast.ben.goOnline() })
  })
})
