// What a person does with p2panda, in their own browser: clicks and types in the popup, reads what it shows. The story,
// the end-to-end tests and the benchmarks are written in these words.
import { randomUUID } from 'node:crypto'
import type { Browser, Page, WaitOptions } from '../browsers/browser.ts'
import { hook } from './hook.ts'
import { answerQuestion } from './question.ts'

export { hook }

/** As the popup: its size on every screen. */
const POPUP_SIZE = { width: 380, height: 600 }

export interface Thing {
  readonly title: string
  readonly kind: 'place' | 'thing' | 'skill' | 'ticket'
  readonly policy: 'manual' | 'fcfs' | 'lottery' | 'token' | 'external'
  /** Where it is: `latitude, longitude`. */
  readonly at?: string
  /** For a lottery: its end in the festival's zone, `YYYY-MM-DDTHH:mm`. */
  readonly drawAt?: string
  /** For a token: the title of what has to be held. */
  readonly token?: string
  /** For a web site: its address. */
  readonly site?: string
}

export interface PlannedFestival {
  readonly title: string
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string
  readonly to: string
  readonly place: string
  /** IANA name of the zone. */
  readonly timezone: string
}

export interface PlannedEvent {
  readonly title: string
  /** In the festival's zone, `YYYY-MM-DDTHH:mm`. */
  readonly from: string
  readonly to: string
  /** Titles of the things it asks for. */
  readonly things: readonly string[]
}

export class Person {
  readonly name: string
  readonly browser: Browser
  #popup: Page | undefined

  constructor(name: string, browser: Browser) {
    this.name = name
    this.browser = browser
  }

  /** The popup, opened on its first use, as a page of its size. */
  async popup(): Promise<Page> {
    if (this.#popup === undefined || (await this.#popup.isClosed())) {
      this.#popup = await this.browser.open(this.browser.extensionUrl('popup/popup.html'), POPUP_SIZE)
    }
    return this.#popup
  }

  async closePopup(): Promise<void> {
    await this.#popup?.close()
    this.#popup = undefined
  }

  /** Goes to a view by the popup's navigation. */
  async goTo(view: 'waiting' | 'today' | 'offer' | 'all'): Promise<Page> {
    const popup = await this.popup()
    await popup.click(hook(`nav-${view}`))
    await popup.waitFor(`${hook(`nav-${view}`)}[aria-current]`)
    return popup
  }

  /** First start: one click makes a persona. Whose answers are waited for has no second thoughts. */
  async makePanda(): Promise<void> {
    const popup = await this.popup()
    await popup.click(hook('make-panda'))
    await popup.waitFor(hook('persona'))
    await this.chooseUndo(0)
  }

  /** For how many seconds answers can be taken back, as chosen in the settings. */
  async chooseUndo(seconds: 0 | 5 | 10): Promise<void> {
    const popup = await this.popup()
    const id = randomUUID().replaceAll('-', '')
    const message = { kind: 'command', id, name: 'preferences.set', params: { undoSeconds: seconds } }
    await popup.evaluate(`(globalThis.browser ?? chrome).runtime.sendMessage(${JSON.stringify(message)})`)
  }

  /**
   * Chooses the meeting point for festivals made here, on the options page, and empties the list of helpers that find
   * one's address: on this machine none is needed.
   */
  async useMeetingPoint(url: string): Promise<void> {
    const options = await this.browser.open(this.browser.extensionUrl('options/options.html#network'))
    for (const [list, lines] of [
      ['tracker', url],
      ['ice', ''],
    ] as const) {
      await options.fill(hook(`${list}-input`), lines)
      await options.click(hook(`${list}-save`))
      await options.waitFor(`${hook(`${list}-save`)}[aria-disabled]:not([aria-busy])`)
    }
    await options.close()
  }

  async createFestival(festival: PlannedFestival): Promise<void> {
    const popup = await this.popup()
    await popup.waitFor(`${hook('create-festival')}, ${hook('nav-all')}`)
    if (!(await popup.exists(hook('create-festival')))) await this.goTo('all')
    await popup.click(hook('create-festival'))
    await popup.fill(hook('festival-title'), festival.title)
    await popup.fill(hook('festival-from'), festival.from)
    await popup.fill(hook('festival-to'), festival.to)
    await popup.fill(hook('festival-place'), festival.place)
    await popup.select(hook('festival-zone'), festival.timezone)
    await popup.click(hook('festival-submit'))
    await popup.waitFor(`${hook('festival')}[data-title="${festival.title}"]`)
  }

  /** Says how this person wants to be called in the festival. */
  async tellName(): Promise<void> {
    const popup = await this.goTo('all')
    await popup.fill(hook('profile-name'), this.name)
    // By keyboard: while other people's things arrive, what lies below them moves.
    await popup.press('Enter')
    await popup.waitFor(`${hook('profile-submit')}[aria-disabled]:not([aria-busy])`)
    await popup.waitFor(`text=${this.name}`)
  }

  async offer(thing: Thing): Promise<void> {
    const popup = await this.goTo('offer')
    await popup.fill(hook('offer-title'), thing.title)
    await popup.select(hook('offer-kind'), thing.kind)
    await popup.click(hook(`offer-policy-${thing.policy}`))
    if (thing.at !== undefined) {
      await popup.select(hook('offer-place'), 'gps')
      await popup.fill(hook('place-coordinates'), thing.at)
    }
    if (thing.drawAt !== undefined) await popup.fill(hook('offer-draw-at'), thing.drawAt)
    if (thing.site !== undefined) await popup.fill(hook('offer-site'), thing.site)
    if (thing.token !== undefined) await popup.select(hook('offer-token'), await this.#idOf(popup, thing.token))
    await popup.click(hook('offer-submit'))
    await popup.waitFor(`${hook('thing')}[data-title="${thing.title}"]`)
  }

  async #idOf(popup: Page, title: string): Promise<string> {
    await popup.waitFor(hook('offer-token'))
    return popup.evaluate((wanted: string) => {
      const options = [...document.querySelectorAll<HTMLOptionElement>('[data-test="offer-token"] option')]
      return options.find(({ textContent }) => textContent === wanted)?.value ?? ''
    }, title)
  }

  async goOnline(): Promise<void> {
    await this.#switchTo('true')
  }

  async goOffline(): Promise<void> {
    await this.#switchTo('false')
  }

  async #switchTo(checked: 'true' | 'false'): Promise<void> {
    const popup = await this.popup()
    const target = `${hook('online-switch')}[aria-checked="${checked}"]`
    if (await popup.exists(target)) return
    await popup.click(hook('online-switch'))
    // The switch moves at once; only then is the choice on disk, and the browser may be closed.
    await popup.waitFor(`${target}:not([aria-busy])`)
  }

  /** The text that lets others in. */
  async inviteLink(): Promise<string> {
    const popup = await this.goTo('all')
    await popup.waitFor(`${hook('invite-make')}, ${hook('invite-link')}`)
    if (await popup.exists(hook('invite-make'))) await popup.click(hook('invite-make'))
    await popup.waitFor(hook('invite-link'))
    return popup.evaluate(() => {
      const link = document.querySelector('[data-test="invite-link"]')
      const field = link instanceof HTMLInputElement || link instanceof HTMLTextAreaElement ? link.value : undefined
      return (field ?? link?.textContent ?? '').trim()
    })
  }

  /** Pastes an invite and waits until the festival is listed with its own title. */
  async join(invite: string, title: string): Promise<void> {
    const popup = await this.popup()
    await popup.waitFor(`${hook('join-invite-input')}, ${hook('join-festival')}`)
    if (!(await popup.exists(hook('join-invite-input')))) await popup.click(hook('join-festival'))
    await popup.fill(hook('join-invite-input'), invite)
    await popup.click(hook('join-submit'))
    await popup.waitFor(`text=${title}`, { timeoutMs: 60_000 })
  }

  /** Connecting by hand, who starts: the code to send to the other person. */
  async startDirect(): Promise<string> {
    const popup = await this.#unfoldDirect('first')
    await popup.click(hook('direct-offer'))
    return popup.text(hook('direct-code'), { timeoutMs: 30_000 })
  }

  /** Connecting by hand, who got a code: the reply to send back. */
  async answerDirect(code: string): Promise<string> {
    const popup = await this.#unfoldDirect('second')
    await popup.fill(hook('direct-code-input'), code)
    await popup.click(hook('direct-answer'))
    return popup.text(hook('direct-reply'), { timeoutMs: 30_000 })
  }

  async completeDirect(reply: string): Promise<void> {
    const popup = await this.popup()
    await popup.fill(hook('direct-reply-input'), reply)
    await popup.click(hook('direct-complete'))
  }

  async #unfoldDirect(side: 'first' | 'second'): Promise<Page> {
    const popup = await this.goTo('all')
    await popup.click(`${hook('direct')} summary`)
    await popup.click(hook(`direct-${side}`))
    return popup
  }

  /** Waits until somebody's thing is listed in the festival. */
  async seesThing(title: string): Promise<void> {
    const popup = await this.goTo('all')
    await popup.waitFor(`${hook('thing')}[data-title="${title}"]`, { timeoutMs: 60_000 })
  }

  /** Waits until the popup says that at least one other panda is there. */
  async waitForCompany(): Promise<void> {
    const popup = await this.popup()
    await popup.waitFor(`${hook('peers')}:not([data-count="0"])`, { timeoutMs: 60_000 })
  }

  /** Waits until somebody's thing is there to ask for, and asks for it. */
  async makeEvent(event: PlannedEvent): Promise<void> {
    const popup = await this.goTo('today')
    await popup.click(hook('event-new'))
    await popup.fill(hook('event-title'), event.title)
    await popup.fill(hook('event-from'), event.from)
    await popup.fill(hook('event-to'), event.to)
    for (const thing of event.things) {
      await popup.click(`${hook('event-line')}[data-resource-title="${thing}"]`, { timeoutMs: 60_000 })
    }
    await popup.click(hook('event-submit'))
    await popup.waitFor(eventCard(event.title), { timeoutMs: 30_000 })
  }

  /** Opens the form that changes an event of this person. */
  async openEvent(title: string): Promise<Page> {
    const popup = await this.goTo('today')
    await popup.click(`${eventCard(title)} ${hook('event-change')}`)
    await popup.waitFor(hook('event-save'))
    return popup
  }

  /** Opens the page of a thing of this person. */
  async openThing(title: string): Promise<Page> {
    const popup = await this.goTo('offer')
    await popup.click(`${hook('thing')}[data-title="${title}"] ${hook('thing-change')}`)
    await popup.waitFor(hook('thing-save'))
    return popup
  }

  /** Moves an event; times in the festival's zone, `YYYY-MM-DDTHH:mm`. */
  async moveEvent(title: string, from: string, to: string): Promise<void> {
    const popup = await this.openEvent(title)
    await popup.fill(hook('event-from'), from)
    await popup.fill(hook('event-to'), to)
    await popup.click(hook('event-save'))
    await popup.waitFor(eventCard(title))
  }

  /** In the form that changes an event: asks for one more thing. */
  async askForMore(title: string): Promise<void> {
    const popup = await this.popup()
    await popup.select(hook('line-more'), title)
    await popup.click(hook('line-more-ask'))
  }

  /** Calls an event off, and says why. */
  async cancelEvent(title: string, reason: string): Promise<void> {
    const popup = await this.openEvent(title)
    await popup.click(`${hook('event-cancel-more')} summary`)
    await popup.fill(hook('event-cancel-reason'), reason)
    await popup.click(hook('event-cancel'))
    await popup.waitFor(eventCard(title))
  }

  /** Waits until the popup shows the event confirmed to so many per cent. */
  async seesConfirmed(title: string, percent: number, options: WaitOptions = { timeoutMs: 60_000 }): Promise<void> {
    const popup = await this.goTo('today')
    await popup.waitFor(`${eventCard(title)}[data-percent="${percent}"]`, options)
  }

  /** What the toolbar button says. */
  async badge(): Promise<string> {
    const popup = await this.popup()
    return popup.evaluate('(globalThis.browser ?? chrome).action.getBadgeText({})')
  }

  /** Waits until the badge counts so many things that wait for this person. */
  async waitForBadge(text: string, timeoutMs = 60_000): Promise<void> {
    const end = Date.now() + timeoutMs
    let shown = await this.badge()
    while (shown !== text) {
      if (Date.now() > end) throw new Error(`the badge of ${this.name} says "${shown}", not "${text}"`)
      await new Promise((resolve) => setTimeout(resolve, 100))
      shown = await this.badge()
    }
  }

  /** Opens what waits and waits until it is on the screen. */
  async seesRequest(): Promise<Page> {
    const popup = await this.goTo('waiting')
    await popup.waitFor(hook('inbox-item'), { timeoutMs: 60_000 })
    return popup
  }

  async approve(): Promise<void> {
    const popup = await this.seesRequest()
    await popup.click(hook('approve'))
  }

  async decline(): Promise<void> {
    const popup = await this.seesRequest()
    await popup.click(hook('decline'))
  }

  /** Says yes to what a web site asks. */
  async approveSite(): Promise<void> {
    await answerQuestion(this.browser, 'approve')
  }

  /** Says no to what a web site asks, this time. */
  async refuseSite(): Promise<void> {
    await answerQuestion(this.browser, 'reject')
  }
}

function eventCard(title: string): string {
  return `${hook('event-card')}[data-title="${title}"]`
}
