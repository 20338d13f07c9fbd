// The playground calls every method of the page API from a page with a strict policy: what a developer sees when they try it.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { serve } from '../../scripts/serve.ts'
import { FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { questionsClose } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const { METHODS } = (await import(pathToFileURL('examples/playground/methods.js').href)) as {
  METHODS: readonly { readonly name: string }[]
}

describe.each(BROWSERS)('the playground in %s', (kind) => {
  const { panda, afterwards } = usePeople()

  it('gets an answer to every method, and hears what happens', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    const festival = await festivalId(ada)
    const served = await serve(join(process.cwd(), 'examples/playground'))
    afterwards(served.stop)
    const invite = encodeURIComponent(await ada.inviteLink())
    const site = await ada.browser.open(`${served.url}?festival=${festival}&invite=${invite}`)
    const called = new Set<string>()
    const call = async (name: string, approves = false): Promise<unknown> => {
      called.add(name)
      await site.click(`[data-method="${name}"]`)
      if (approves) await ada.approveSite()
      await site.waitFor(`[data-output-of="${name}"]:is([data-state="done"], [data-state="failed"])`, {
        timeoutMs: 30_000,
      })
      if (approves) await questionsClose(ada.browser)
      return JSON.parse(await site.text(`[data-output-of="${name}"]`)) as unknown
    }
    expect(await call('permissions')).toEqual([])
    expect(await call('connect', true)).toMatchObject({ origin: new URL(served.url).origin })
    expect(await call('identity')).toMatchObject({ publicKey: expect.any(String) as string })
    expect(await call('query')).toMatchObject({ items: [{ type: 'resource', title: PROJECTOR }] })
    expect(await call('subscribe')).toEqual({ items: [] })
    expect(await call('publish', true)).toMatchObject({ status: 'stored' })
    await site.waitFor('text=Picnic')
    expect(await call('publishAll', true)).toMatchObject([{ status: 'stored' }, { status: 'stored' }])
    expect(await call('requestResource', true)).toMatchObject({ status: 'stored' })
    expect(await call('authorize', true)).toMatchObject({ status: 'stored' })
    expect(await call('join', true)).toEqual({ festival })
    expect(await call('open')).toBe('done')
    await ada.browser.waitForPage('popup/popup.html#look', { timeoutMs: 30_000 })
    expect(await call('call')).toMatchObject({ code: 4200, name: 'UnsupportedMethod' })
    expect(await call('disconnect')).toBe('done')
    expect([...called].sort()).toEqual(METHODS.map(({ name }) => name).sort())
    for (const event of ['permissionchange', 'identitychange', 'statechange', 'request']) {
      await site.waitFor(`#events [data-event="${event}"]`)
    }
    await site.waitFor(() => document.querySelector('#events')?.lastElementChild?.textContent === 'permissionchange []')
    expect(await site.errors()).toEqual([])
    expect(await site.axe()).toEqual([])
  })
})
