// What moves around a question: the next one comes in the same window, quick clicks mean nothing, pages freeze and come back.
import { beforeEach, describe, expect, it } from 'vitest'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { answerQuestion, questionsClose, questionWindows, siteQuestion } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { AskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const APPROVE = hook('approval-approve')
const FRIDAY = { from: Date.UTC(2027, 5, 18, 18), to: Date.UTC(2027, 5, 18, 21) }
/** The button arms after half a second; browsers round times. */
const TOO_QUICK_MS = 490

/** What happened to yes in the window: see `watchYes`. */
interface Watched {
  /** Each press: on which question, and whether the button could be pressed. */
  readonly presses: readonly { readonly approval: string; readonly counts: boolean }[]
  /** Questions that were answered, and whose button could be pressed again. */
  readonly again: readonly string[]
}

describe.each(BROWSERS)('the questions of a web site in %s', (kind) => {
  const { panda, afterwards } = usePeople()
  let ada: Person
  let festival: string
  let site: AskingSite

  beforeEach(async () => {
    ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    festival = await festivalId(ada)
    site = await AskingSite.open(ada, afterwards)
  })

  it('come in one window, the second right after the yes to the first, and no quick click answers them', async () => {
    const scopes = [`read:${festival}`, `publish:${festival}/event.create`]
    const events = ['One', 'Two', 'Three', 'Four'].map((title) => {
      return { festival, op: 'event.create', fields: { title, ...FRIDAY } }
    })
    // As a site does it: one click, and when it may, it goes on.
    await site.page.evaluate(`document.querySelector('button').onclick = () => {
      window.p2panda.connect(${JSON.stringify({ festival, scopes })}).then(() => ask('publish', ${JSON.stringify(events[0])}))
    }`)
    await site.page.click('button')
    const window = await siteQuestion(ada.browser)
    await window.waitFor(`${hook('approval')}[data-kind="connect"]`)
    await ada.approveSite()
    await window.waitFor(`${hook('approval')}[data-kind="publish"]`)
    expect(await questionWindows(ada.browser)).toHaveLength(1)
    // More wait behind it by now; then somebody clicks as fast as they can: on any machine, since time stands still for them.
    await site.page.evaluate(`void ${JSON.stringify(events.slice(1))}.map((event) => ask('publish', event))`)
    await window.waitFor('text=1 of 4')
    await window.evaluate(watchYes, TOO_QUICK_MS)
    const asked = (): Promise<string> => window.evaluate('document.querySelector("[data-approval]").dataset.approval')
    const watched = (): Promise<Watched> => window.evaluate('watched')
    const seen = [await asked()]
    await window.evaluate('letTimePass()')
    await ada.approveSite()
    while (seen.length < events.length) {
      await window.waitFor(hook('approval'))
      const approval = await asked()
      seen.push(approval)
      await window.click(APPROVE)
      await window.click(APPROVE)
      expect((await watched()).presses.filter((press) => press.approval === approval)).toEqual([
        { approval, counts: false },
        { approval, counts: false },
      ])
      expect(await asked()).toBe(approval)
      await window.evaluate('letTimePass()')
      await ada.approveSite()
    }
    const { presses, again } = await watched()
    expect(presses.filter(({ counts }) => counts).map(({ approval }) => approval)).toEqual(seen)
    expect(again).toEqual([])
    await window.evaluate('letTimePass()')
    await questionsClose(ada.browser)
    const { value } = await site.ask('query', { festival, type: 'event' })
    expect((value as { items: unknown[] }).items).toHaveLength(events.length)
  })

  // Under Marionette Firefox was never seen to freeze a page; tests/unit/page/content.test.ts tells what happens when one comes back.
  it.runIf(kind === 'chromium')(
    'go with a page that freezes and come back with it, as everything that it listens to',
    async () => {
      const reads = [`read:${festival}`]
      await site.connect(ada, { festival, scopes: reads })
      await site.subscribe({ festival, type: 'resource' })
      await site.page.evaluate(`void (window.heard = [], window.isBack = false,
      window.p2panda.addEventListener('statechange', ({ detail }) => heard.push(detail.cursor)),
      addEventListener('pageshow', ({ persisted }) => (window.isBack = persisted)))`)
      await expect.poll(() => site.page.evaluate('heard.length')).toBe(1)
      const asking = await site.askByClick('connect', { festival, scopes: [...reads, 'identity'] })
      await (await siteQuestion(ada.browser)).close()
      await ada.waitForBadge('1')
      await site.page.goto(`${site.origin}/?elsewhere`)
      await ada.waitForBadge('')
      await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
      await site.page.evaluate('void history.back()').catch(() => undefined)
      await expect.poll(() => site.page.evaluate('window.isBack').catch(() => false), { timeout: 10_000 }).toBe(true)
      await expect.poll(() => site.values(), { timeout: 10_000 }).toEqual([[], [PROJECTOR]])
      await expect.poll(() => site.page.evaluate('heard.length'), { timeout: 10_000 }).toBeGreaterThan(1)
      expect(await site.ask('permissions')).toMatchObject({ value: [{ scopes: reads }] })
      // Asked again.
      await ada.waitForBadge('1')
      // To Chromium everything that a driver runs is a gesture of the user, going back as well.
      expect((await questionWindows(ada.browser)).length).toBeLessThanOrEqual(1)
      expect(await site.isWaiting(asking)).toBe(true)
      const popup = await ada.goTo('waiting')
      await popup.click(hook('approval-row'))
      await popup.click(hook('approval-reject'))
      expect(await site.answer(asking)).toEqual({ error: { code: 4001, name: 'UserRejected' } })
    },
  )

  it('are answered no without asking while the person has it so, and ended permissions are heard of at once', async () => {
    const scopes = [`read:${festival}`]
    const blocked = await site.askByClick('connect', { festival, scopes })
    await answerQuestion(ada.browser, 'block')
    await site.answer(blocked)
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#sites'))
    const row = `${hook('permission-blocked')}[data-origin="${site.origin}"]`
    await options.waitFor(row)
    const again = await site.askByClick('connect', { festival, scopes })
    expect(await site.answer(again)).toEqual({ error: { code: 4001, name: 'UserRejected' } })
    await options.click(`${row} ${hook('permission-forget')}`)
    await expect.poll(() => options.exists(row)).toBe(false)
    const allowed = await site.askByClick('connect', { festival, scopes })
    await ada.approveSite()
    expect((await site.answer(allowed)).value).toMatchObject({ scopes })
    await site.page
      .evaluate(`void (window.ended = 0, window.p2panda.addEventListener('permissionchange', ({ detail }) => {
      if (detail.length === 0) window.ended = Date.now()
    }))`)
    await options.evaluate(() => addEventListener('click', () => (document.title = String(Date.now())), true))
    await options.click(hook('permission-revoke'))
    await expect.poll(() => site.page.evaluate('ended')).toBeGreaterThan(0)
    const [pressed, heard] = [await options.evaluate<[], string>('document.title'), await site.page.evaluate('ended')]
    expect(Number(heard) - Number(pressed)).toBeLessThan(1_000)
  })
})

/**
 * Runs in the window: notes what happens to yes in `watched`. From here on, and again from each press that counts, no time of
 * `quickMs` or more ends before `letTimePass` is called.
 */
function watchYes(quickMs: number): void {
  const presses: { approval: string; counts: boolean }[] = []
  const again: string[] = []
  const held = new Map<number, () => void>()
  let stands = true
  let handed = 0
  const later = window.setTimeout.bind(window)
  const forget = window.clearTimeout.bind(window)
  const hold = (act: () => void, ms = 0): number => {
    if (!stands || ms < quickMs) return later(act, ms)
    handed -= 1
    held.set(handed, act)
    return handed
  }
  const drop = (timer: number | undefined): void => void (held.delete(timer ?? 0) || forget(timer))
  const letTimePass = (): void => {
    stands = false
    const all = [...held.values()]
    held.clear()
    for (const act of all) act()
  }
  Object.assign(window, { setTimeout: hold, clearTimeout: drop, letTimePass, watched: { presses, again } })
  const yesOf = (root: Element | null): Element | null => root?.closest('[data-test="approval-approve"]') ?? null
  const asked = (): string => document.querySelector('[data-approval]')?.getAttribute('data-approval') ?? ''
  let answered = { approval: '', wasBusy: false }
  addEventListener(
    'click',
    ({ target }) => {
      const yes = yesOf(target instanceof Element ? target : null)
      if (yes === null) return
      const press = { approval: asked(), counts: !yes.hasAttribute('aria-disabled') }
      presses.push(press)
      if (!press.counts) return
      stands = true
      answered = { approval: press.approval, wasBusy: false }
    },
    true,
  )
  const look = (): void => {
    const yes = document.querySelector('[data-test="approval-approve"]')
    if (yes === null || asked() !== answered.approval) return
    if (yes.hasAttribute('aria-disabled')) answered.wasBusy = true
    else if (answered.wasBusy) again.push(answered.approval)
  }
  // In a task of its own, as a press comes: what is drawn and drawn again before that nobody can press.
  new MutationObserver(() => void later(look)).observe(document, { subtree: true, childList: true, attributes: true })
}
