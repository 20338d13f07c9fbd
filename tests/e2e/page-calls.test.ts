// How a call of a web site ends when nobody answers it, when it is taken back, and when it is made again: in real browsers.
import { describe, expect, it } from 'vitest'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { questionsClose, questionWindows, siteQuestion } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import type { EventItem } from '../../page/p2panda.d.ts'
import { AskingSite, serveAskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const FRIDAY = { from: Date.UTC(2027, 5, 18, 18), to: Date.UTC(2027, 5, 18, 21) }

describe.each(BROWSERS)('a call of a web site in %s', (kind) => {
  const { panda, afterwards } = usePeople()

  it('ends at its deadline or when it is taken back, is carried out once for its key, and reads on at a cursor', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const festival = await festivalId(ada)
    const served = await serveAskingSite()
    afterwards(served.stop)
    const site = await AskingSite.visit(ada, served.url)
    const connecting = await site.askByClick('connect', {
      scopes: [`read:${festival}`, `publish:${festival}/event.create`],
    })
    await ada.approveSite()
    await site.answer(connecting)
    await questionsClose(ada.browser)
    const event = (title: string): object => ({ festival, op: 'event.create', fields: { title, ...FRIDAY } })
    // A deadline that passes while the question is shown takes the question along.
    const late = await site.askByClick('publish', event('Late'), { deadlineMs: 3_000 })
    expect(await site.answer(late)).toEqual({ error: { code: 4701, name: 'Expired' } })
    await ada.waitForBadge('')
    for (const each of await questionWindows(ada.browser)) await each.close()
    // The site changes its mind.
    const unwanted = await site.askByClick('publish', event('Taken back'), { abortable: true })
    const window = await siteQuestion(ada.browser)
    await window.waitFor(hook('approval-approve'))
    await site.takeBack()
    expect(await site.answer(unwanted)).toEqual({ error: { code: 4702, name: 'Aborted' } })
    await window.waitForGone(hook('approval-approve'))
    await ada.waitForBadge('')
    for (const each of await questionWindows(ada.browser)) await each.close()
    // The same key after the page was loaded anew: the same receipt, without a question.
    const once = await site.askByClick('publish', event('Once'), { idempotencyKey: 'once' })
    await ada.approveSite()
    const first = await site.answer(once)
    expect(first.value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    await site.page.goto(served.url)
    const again = await site.askByClick('publish', event('Once'), { idempotencyKey: 'once' })
    expect(await site.answer(again)).toEqual(first)
    expect(await ada.badge()).toBe('')
    const twice = await site.askByClick('publish', event('Twice'), { idempotencyKey: 'twice' })
    await ada.approveSite()
    expect((await site.answer(twice)).value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    // One item at a time, until there is no cursor any more.
    const titles: string[] = []
    let cursor: string | undefined
    do {
      const more = cursor === undefined ? {} : { cursor }
      const { value } = await site.ask('query', { festival, type: 'event', limit: 1, ...more })
      const page = value as { items: EventItem[]; cursor?: string }
      titles.push(...page.items.map(({ title }) => title))
      cursor = page.cursor
    } while (cursor !== undefined && titles.length < 5)
    expect(titles.sort()).toEqual(['Once', 'Twice'])
  })
})
