// A web site prepares, a person decides: events, requests, batches and invites from a page, until they are in the log.
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { questionsClose, siteQuestion } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import type { EventItem, Item, Receipt, ResourceItem } from '../../page/p2panda.d.ts'
import { AskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const ARMED = `${hook('approval-approve')}:not([aria-disabled])`
const FRIDAY = { from: Date.UTC(2027, 5, 18, 18), to: Date.UTC(2027, 5, 18, 21) }

describe.each(BROWSERS)('a web site that prepares things in %s', (kind) => {
  const { panda, afterwards } = usePeople('describe')
  let ada: Person
  let festival: string
  let title: string
  let site: AskingSite

  const items = async <Found extends Item>(type: string): Promise<Found[]> => {
    const { value } = await site.ask('query', { festival, type })
    return (value as { items: Found[] }).items
  }

  beforeAll(async () => {
    ada = await panda('Ada', kind)
  })

  beforeEach(async ({ task }) => {
    title = task.name.slice(0, 40).trim()
    await ada.createFestival({ ...FESTIVAL_PLAN, title })
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    festival = await festivalId(ada)
    site = await AskingSite.open(ada, afterwards)
    const ops = ['event.create', 'request.create', 'event.cancel']
    const scopes = [`read:${festival}`, ...ops.map((op) => `publish:${festival}/${op}`)]
    await site.connect(ada, { festival, scopes })
  })

  afterEach(() => site.page.close())

  it('makes an event, asks for a thing for it, and stops asking only for what was ticked', async () => {
    const fields = { title: EVENT, ...FRIDAY, description: 'Bring a book' }
    const first = await site.askByClick('publish', { festival, op: 'event.create', fields })
    const window = await siteQuestion(ada.browser)
    expect(await window.text(hook('approval-sentence'))).toContain(EVENT)
    expect(await window.text(hook('approval'))).toContain('Bring a book')
    await window.click(`${hook('sign-next-time')} summary`)
    await window.click(hook('sign-alone'))
    await ada.approveSite()
    expect((await site.answer(first)).value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    const [event] = await items<EventItem>('event')
    const [projector] = await items<ResourceItem>('resource')
    const asked = await site.askByClick('requestResource', { event: event?.id, resource: projector?.id })
    const again = await siteQuestion(ada.browser)
    await again.waitFor(ARMED)
    const sentence = await again.text(hook('approval-sentence'))
    for (const part of [PROJECTOR, EVENT]) expect(sentence).toContain(part)
    await ada.browser.killBackground()
    await ada.approveSite()
    expect((await site.answer(asked)).value).toMatchObject({ status: 'stored' })
    await questionsClose(ada.browser)
    const alone = await site.ask('publish', { festival, op: 'event.create', fields: { title: 'Breakfast', ...FRIDAY } })
    expect(alone.value).toMatchObject({ status: 'stored' })
    expect((await items<EventItem>('event')).map(({ title }) => title)).toEqual(
      expect.arrayContaining([EVENT, 'Breakfast']),
    )
    const cancel = { festival, op: 'event.cancel', fields: { event: event?.id } }
    const last = await site.askByClick('publish', cancel)
    await ada.refuseSite()
    expect(await site.answer(last)).toEqual({ error: { code: 4001, name: 'UserRejected' } })
  })

  it('has a batch signed as far as it is ticked', async () => {
    const ops = ['One', 'Two', 'Three'].map((title) => ({ festival, op: 'event.create', fields: { title, ...FRIDAY } }))
    const call = await site.askByClick('publishAll', ops)
    const window = await siteQuestion(ada.browser)
    await window.waitFor(`${hook('sign-item')}, ${hook('show-rest')}`)
    expect(await window.axe()).toEqual([])
    expect(await window.evaluate((item) => document.querySelectorAll(item).length, hook('sign-item'))).toBe(3)
    await window.click(hook('sign-item'))
    await ada.approveSite()
    const receipts = (await site.answer(call)).value as (Receipt | null)[]
    expect(receipts.map((receipt) => receipt === null)).toEqual([true, false, false])
    expect((await items<EventItem>('event')).map(({ title }) => title).sort()).toEqual(['Three', 'Two'])
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#sites'))
    await options.waitFor(`${hook('site-did')}[data-what="publish"][data-state="approved"]`)
    expect(await options.axe()).toEqual([])
  })

  it('hands over an invite, which says where it leads before anything happens, and shows what it points at', async () => {
    const ben = await panda('Ben', kind)
    const there = await AskingSite.open(ben, afterwards)
    const call = await there.askByClick('join', await ada.inviteLink())
    const window = await siteQuestion(ben.browser)
    await window.waitFor(ARMED)
    expect(await window.text(hook('invite-facts'))).toContain(title)
    expect(await window.axe()).toEqual([])
    await ben.approveSite()
    expect((await there.answer(call)).value).toEqual({ festival })
    const [thing] = await items<ResourceItem>('resource')
    const opened = await site.askByClick('open', { view: 'resource', id: thing?.id })
    expect((await site.answer(opened)).value).toBe(null)
    const look = await ada.browser.waitForPage('popup/popup.html#look', { timeoutMs: 30_000 })
    await look.waitFor(`${hook('thing')}[data-title="${PROJECTOR}"]`)
  })
})
