// What a web site may do is what a person said yes to, in a window that no page can press, hurry or hide.
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { answerQuestion, questionsClose, questionWindows, siteQuestion } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import type { Permission, RequestItem } from '../../page/p2panda.d.ts'
import { AskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const WINDOW = 'popup/popup.html#approval'
const APPROVE = hook('approval-approve')
const ARMED = `${APPROVE}:not([aria-disabled])`
const UNAUTHORIZED = { error: { code: 4100, name: 'Unauthorized' } }
const REJECTED = { error: { code: 4001, name: 'UserRejected' } }

describe.each(BROWSERS)('a web site in %s', (kind) => {
  const { panda, afterwards } = usePeople('describe')
  const visited: AskingSite[] = []
  let ada: Person
  let festival: string
  let site: AskingSite
  let reads: string
  let answers: string

  const visit = async (): Promise<AskingSite> => {
    const visiting = await AskingSite.open(ada, afterwards)
    visited.push(visiting)
    return visiting
  }
  const isWindowOpen = async (): Promise<boolean> => (await questionWindows(ada.browser)).length > 0
  /** Connects with everything that is asked. */
  const connect = (where: AskingSite, scopes: readonly string[]): Promise<Permission> =>
    where.connect(ada, { festival, scopes })

  const beginFestival = async (title: string): Promise<void> => {
    await ada.createFestival({ ...FESTIVAL_PLAN, title })
    festival = await festivalId(ada)
    reads = `read:${festival}`
    answers = `authorize:${festival}`
  }

  beforeAll(async () => {
    ada = await panda('Ada', kind)
    await beginFestival('Quiet')
  })

  // Nobody has allowed or forbidden anything to this site's origin.
  beforeEach(async () => {
    site = await visit()
  })

  afterEach(async () => {
    await Promise.all(visited.splice(0).map(({ page }) => page.close()))
  })

  it('gets what was left ticked and nothing else', async () => {
    const call = await site.askByClick('connect', { festival, scopes: [reads, 'identity', answers], reason: 'For fun' })
    const window = await siteQuestion(ada.browser)
    await window.waitFor(`${hook('approval')}[data-kind="connect"]`)
    expect(await window.text(hook('approval-origin'))).toBe(site.origin)
    expect(await scopesShown(window)).toEqual([reads, 'identity', answers])
    expect(await window.text(hook('approval'))).toContain('For fun')
    await window.click(`${hook('scope')}[data-scope="${reads}"]`)
    await window.click(`${hook('scope')}[data-scope="${answers}"]`)
    await ada.approveSite()
    const { value } = await site.answer(call)
    expect(value).toMatchObject({ origin: site.origin, scopes: ['identity'] })
    await questionsClose(ada.browser)
    expect(await site.ask('query', { festival, type: 'event' })).toEqual(UNAUTHORIZED)
    expect((await site.ask('identity')).value).toMatchObject({ publicKey: (value as Permission).publicKey })
  })

  it('has it all on a page whose headers forbid everything else', async () => {
    // Neither its own text nor a script that comes as text: the headers are in force.
    expect(await site.page.evaluate(() => fetch(location.href).then(String, ({ name }: Error) => name))).toBe(
      'TypeError',
    )
    expect(await site.page.evaluate(runsText)).toBe(false)
    expect((await connect(site, [reads])).scopes).toEqual([reads])
    await site.subscribe({ festival, type: 'event' })
    await expect.poll(() => site.values()).toEqual([[]])
  })

  it('hears “not now” as no, and may ask again', async () => {
    const first = await site.askByClick('connect', { festival, scopes: [reads] })
    await ada.refuseSite()
    expect(await site.answer(first)).toEqual(REJECTED)
    await questionsClose(ada.browser)
    expect(await site.ask('query', { festival, type: 'event' })).toEqual(UNAUTHORIZED)
    expect((await connect(site, [reads])).scopes).toEqual([reads])
    expect(await site.ask('query', { festival, type: 'event' })).toEqual({ value: { items: [] } })
  })

  it('keeps its question, its answer and its permission when its page only changes its address', async () => {
    const call = await site.askByClick('connect', { festival, scopes: [reads] })
    const window = await siteQuestion(ada.browser)
    await site.page.evaluate("history.pushState({}, '', '?programme')")
    await window.waitFor(ARMED)
    await ada.approveSite()
    expect((await site.answer(call)).value).toMatchObject({ origin: site.origin, scopes: [reads] })
    await site.page.evaluate('void history.back()')
    await expect.poll(() => site.page.evaluate('location.search')).toBe('')
    expect(await site.ask('query', { festival, type: 'event' })).toEqual({ value: { items: [] } })
    await questionsClose(ada.browser)
  })

  it('hears no for good from “never ask again”, without another window', async () => {
    const first = await site.askByClick('connect', { festival, scopes: [reads] })
    await answerQuestion(ada.browser, 'block')
    expect(await site.answer(first)).toEqual(REJECTED)
    await questionsClose(ada.browser)
    expect(await site.answer(await site.askByClick('connect', { festival, scopes: [reads] }))).toEqual(REJECTED)
    expect(await isWindowOpen()).toBe(false)
    expect(await ada.badge()).toBe('')
  })

  it('gets no yes from keys that were meant for its page, nor from presses that no person made', async () => {
    const call = await site.askByClick('connect', { festival, scopes: [reads] })
    const window = await siteQuestion(ada.browser)
    await window.waitFor(APPROVE)
    expect(await window.evaluate((yes) => document.activeElement?.matches(yes), APPROVE)).toBe(false)
    await window.press('Enter')
    await window.press('Space')
    await window.evaluate((yes) => document.querySelector<HTMLElement>(yes)?.click(), APPROVE)
    await window.waitFor(ARMED)
    await window.press('Enter')
    await window.press('Space')
    await window.evaluate((yes) => document.querySelector<HTMLElement>(yes)?.click(), APPROVE)
    expect(await site.ask('permissions')).toEqual({ value: [] })
    expect(await site.isWaiting(call)).toBe(true)
    await ada.approveSite()
    expect((await site.answer(call)).value).toMatchObject({ scopes: [reads] })
  })

  it('can draw a window like ours, but not who one is in it, and can neither reach nor hide ours', async () => {
    const drawn = (): Promise<string> => site.page.evaluate('document.documentElement.outerHTML')
    const before = await drawn()
    const call = await site.askByClick('connect', { festival, scopes: [reads] })
    const window = await siteQuestion(ada.browser)
    await window.waitFor(ARMED)
    const me = await window.text(hook('persona'))
    const key = await window.evaluate((who) => document.querySelector(who)?.getAttribute('data-key'), hook('persona'))
    // The question is nowhere in the page, and no name leads from one window to the other.
    expect(await drawn()).toBe(before)
    const place = (): Promise<unknown> =>
      window.evaluate(() => [opener, name, location.href, screenX, screenY, outerWidth, outerHeight])
    const ours = await place()
    expect(ours).toEqual([
      null,
      '',
      expect.stringContaining(WINDOW),
      ...Array.from({ length: 4 }, () => expect.any(Number)),
    ])
    // One that the page draws comes before ours, and goes: yes waits again before it counts.
    await window.evaluate((yes) => {
      const look = (): void =>
        void (document.title = `waits: ${document.querySelector(`${yes}[aria-disabled]`) !== null}`)
      addEventListener('focus', () => setTimeout(look))
    }, APPROVE)
    await site.page.evaluate(`void (document.querySelector('button').onclick = () => {
      window.fake = open('', 'approval', 'popup,width=400,height=640')
      fake.document.title = 'p2panda'
      for (const each of [window, fake]) { each.moveTo(0, 0); each.resizeTo(300, 300); each.focus() }
    })`)
    await site.page.focus()
    await site.page.click('button')
    await expect.poll(() => site.page.evaluate('fake?.document.title')).toBe('p2panda')
    await site.page.evaluate('void fake.close()')
    await window.focus()
    // Each window of a headless Chromium believes that it has the focus all the time.
    if (kind === 'firefox') await expect.poll(() => window.evaluate('document.title')).toBe('waits: true')
    expect(await place()).toEqual(ours)
    await window.waitFor(ARMED)
    await window.click(APPROVE)
    const known = [await site.answer(call), await site.ask('permissions'), await site.ask('identity'), await drawn()]
    expect([me, key].filter((each) => typeof each !== 'string' || JSON.stringify(known).includes(each))).toEqual([])
  })

  it('can load nothing of the extension, nor open the approval by itself', async () => {
    const pixel = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='
    expect(await site.page.evaluate(loadsPicture, pixel)).toBe(true)
    expect(await site.page.evaluate(loadsPicture, ada.browser.extensionUrl('icons/panda-48.png'))).toBe(false)
    // Firefox throws, Chromium opens an empty window.
    const address = ada.browser.extensionUrl(WINDOW)
    await site.page.evaluate((url) => void window.open(url), address).catch(() => undefined)
    expect((await connect(site, [reads])).scopes).toEqual([reads])
    expect(await isWindowOpen()).toBe(false)
  })

  it('waits when its window is closed: the badge counts it and the popup shows it', async () => {
    const call = await site.askByClick('connect', { festival, scopes: [reads] })
    const window = await siteQuestion(ada.browser)
    await window.waitFor(APPROVE)
    await window.close()
    await ada.waitForBadge('1')
    expect(await site.isWaiting(call)).toBe(true)
    const popup = await ada.goTo('waiting')
    expect(await popup.text(hook('waiting-count'))).toBe('1')
    await popup.click(hook('approval-row'))
    await popup.waitFor(ARMED)
    await popup.click(APPROVE)
    expect((await site.answer(call)).value).toMatchObject({ scopes: [reads] })
    await ada.waitForBadge('')
  })

  it('opens no window when it asks silently, or without a click of the user', async () => {
    expect(await site.ask('connect', { festival, scopes: [reads], silent: true })).toEqual(UNAUTHORIZED)
    expect(await ada.badge()).toBe('')
    await site.askWhenOpened('connect', { festival, scopes: [reads] })
    await ada.waitForBadge('1')
    expect(await isWindowOpen()).toBe(false)
    const popup = await ada.goTo('waiting')
    await popup.click(hook('approval-row'))
    await popup.click(hook('approval-reject'))
    expect(await site.answer(0)).toEqual(REJECTED)
  })

  it('hears nothing more after its permission was ended in the options', async () => {
    const things = { festival, type: 'resource' } as const
    await connect(site, [reads])
    await site.subscribe(things)
    await expect.poll(() => site.values()).toEqual([[]])
    const other = await visit()
    await connect(other, [reads])
    await other.subscribe(things)
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#sites'))
    await options.click(`${hook('permission')}[data-origin="${site.origin}"] ${hook('permission-revoke')}`)
    await expect.poll(() => site.ask('query', things)).toEqual(UNAUTHORIZED)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await expect.poll(() => other.values(), { timeout: 10_000 }).toEqual([[], [PROJECTOR]])
    expect(await site.ask('permissions')).toEqual({ value: [] })
    expect(await site.values()).toEqual([[]])
  })

  describe('that may ask for answers', () => {
    let request: string

    beforeEach(async ({ task }) => {
      await beginFestival(task.name.slice(0, 60).trim())
      await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
      const times = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
      await ada.makeEvent({ title: EVENT, ...times, things: [PROJECTOR] })
      await connect(site, [reads, answers])
      const found = await site.ask('query', { festival, type: 'request' })
      const [item] = (found.value as { items: RequestItem[] }).items
      expect(item).toMatchObject({ mine: true, state: 'waiting' })
      request = item?.id ?? ''
    })

    const grants = async (): Promise<unknown[]> => {
      const found = await site.ask('query', { festival, type: 'authorization' })
      return (found.value as { items: unknown[] }).items
    }

    it('has the owner read a sentence with thing, event and time, and then one grant is written', async () => {
      const call = await site.askByClick('authorize', { request, decision: 'grant' })
      const window = await siteQuestion(ada.browser)
      await window.waitFor(`${hook('approval')}[data-kind="authorize"]`)
      const sentence = await window.text(hook('approval-sentence'))
      for (const part of [PROJECTOR, EVENT, 'Fri 20:00–23:00']) expect(sentence).toContain(part)
      await ada.approveSite()
      expect((await site.answer(call)).value).toMatchObject({ status: 'stored' })
      expect(await grants()).toMatchObject([{ kind: 'grant', state: 'effective', request, by: `site:${site.origin}` }])
      const again = await site.ask('authorize', { request, decision: 'deny' })
      expect(again).toEqual({ error: { code: 4703, name: 'Conflict' } })
    })

    it('writes nothing when the owner refuses', async () => {
      const call = await site.askByClick('authorize', { request, decision: 'grant' })
      await ada.refuseSite()
      expect(await site.answer(call)).toEqual(REJECTED)
      expect(await grants()).toEqual([])
    })

    it('does not exist for a site without that permission', async () => {
      const stranger = await visit()
      expect(await stranger.ask('authorize', { request, decision: 'grant' })).toEqual(UNAUTHORIZED)
      await connect(stranger, [reads])
      expect(await stranger.ask('authorize', { request, decision: 'grant' })).toEqual(UNAUTHORIZED)
      expect(await isWindowOpen()).toBe(false)
    })

    it('gets its one answer and one grant although the background dies while the question is shown', async () => {
      const call = await site.askByClick('authorize', { request, decision: 'grant' })
      const window = await siteQuestion(ada.browser)
      await window.waitFor(ARMED)
      await ada.browser.killBackground()
      await ada.approveSite()
      await questionsClose(ada.browser)
      expect((await site.answer(call)).value).toMatchObject({ status: 'stored' })
      expect(await grants()).toMatchObject([{ kind: 'grant', state: 'effective', request }])
      expect((await site.answer(call)).value).toMatchObject({ status: 'stored' })
    })
  })

  it('asks with the one on top that it asks for, whoever the panels show', async () => {
    const popup = await ada.goTo('all')
    const shownAs = (page: Page): Promise<string | null | undefined> =>
      page.evaluate((who) => document.querySelector(who)?.getAttribute('data-key'), hook('persona'))
    const first = await shownAs(popup)
    await popup.click(hook('create-festival'))
    await popup.fill(hook('festival-title'), 'As somebody else')
    await popup.fill(hook('festival-from'), FESTIVAL_PLAN.from)
    await popup.fill(hook('festival-to'), FESTIVAL_PLAN.to)
    await popup.click(`${hook('as-whom')} summary`)
    await popup.click(hook('as-new'))
    await popup.click(hook('festival-submit'))
    await popup.waitFor(`${hook('festival')}[data-title="As somebody else"]`)
    await expect.poll(() => shownAs(popup)).not.toBe(first)
    const call = await site.askByClick('connect', { festival, scopes: [reads] })
    const window = await siteQuestion(ada.browser)
    await window.waitFor(APPROVE)
    expect(await shownAs(window)).toBe(first)
    await ada.approveSite()
    expect((await site.answer(call)).value).toMatchObject({ scopes: [reads] })
  })
})

function scopesShown(window: Page): Promise<string[]> {
  return window.evaluate(
    (scopes) => [...document.querySelectorAll(scopes)].map((scope) => scope.getAttribute('data-scope') ?? ''),
    hook('scope'),
  )
}

/** Runs in the page: whether a text becomes a script there. */
function runsText(): boolean {
  const button = document.createElement('button')
  try {
    button.setAttribute('onclick', 'document.title = "ran"')
    button.click()
  } catch {
    return false
  }
  return document.title === 'ran'
}

function loadsPicture(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const picture = new Image()
    picture.addEventListener('load', () => resolve(true))
    picture.addEventListener('error', () => resolve(false))
    picture.src = url
  })
}
