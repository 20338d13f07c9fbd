// Tells a person who does not look what needs them (DESIGN 9): requests, other times asked for, answers, and that it is their
// turn. What is new is found in the database each time, so a killed worker forgets nothing and tells nothing twice.

import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { readPetnames } from '../src/adapters/dexie/petname-rows.ts'
import { readUntold } from '../src/adapters/dexie/read-untold.ts'
import type { ToldRow } from '../src/adapters/dexie/schema.ts'
import { readSetting, writeSetting } from '../src/adapters/dexie/settings.ts'
import { noteTold, readAsked, readTold, standsAs, wasPromoted, type Asked } from '../src/adapters/dexie/told-rows.ts'
import { NOTICE_KINDS, type NoticeKind } from '../src/festival/notices.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { Context } from './context.ts'
import { decideNotices } from './notice-decision.ts'
import { noticeText, type NoticeSubject } from './notice-words.ts'

const ALARM = 'notices'
/** What comes together is told together; and a panel that shows it meanwhile has told it already. */
const GATHER_MS = 1500

export function isNoticesAlarm(name: string): boolean {
  return name === ALARM
}

/** Something new: how it is noted once it was told, what it is about, and the view that shows it alone. */
interface News {
  kind: NoticeKind
  told: ToldRow
  view: string
  subject: () => Promise<NoticeSubject>
}

export class Notices {
  readonly #context: Context
  #timer: ReturnType<typeof setTimeout> | undefined
  #looking: Promise<void> = Promise.resolve()

  constructor(context: Context) {
    this.#context = context
  }

  /** Something may be new. */
  soon(): void {
    if (this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.look()
    }, GATHER_MS)
  }

  /** Tells what is new and may be told now. One look at a time. */
  look(): Promise<void> {
    return this.#next(() => this.#look(false))
  }

  /** Comes before every time online: with the first one news begins. What is here by then is none, what comes with it is. */
  begin(): Promise<void> {
    return this.#next(async () => {
      if ((await readSetting(this.#context.db, 'noticesSince')) === undefined) await this.#look(true)
    })
  }

  /** A person looks at what waits: it is told. */
  seen(): Promise<void> {
    return this.#next(async () => {
      await this.#look(true)
      for (const kind of NOTICE_KINDS) await this.#context.api.notifications.clear(kind)
    })
  }

  /** Where to go from a notification that was clicked, the hash of a view: to the thing, or to all of them where it told of several. */
  async viewOf(notification: string): Promise<string> {
    const key = viewKey(notification)
    const { [key]: view } = await this.#context.api.storage.session.get(key)
    if (typeof view === 'string') return view
    return notification === 'answers' || notification === 'promotions' ? 'today' : 'waiting'
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#looking = this.#looking.then(step).catch(() => undefined)
    return this.#looking
  }

  async #look(isSeen: boolean): Promise<void> {
    const { db, clock, api } = this.#context
    const now = clock.now()
    const isFirst = (await readSetting(db, 'noticesSince')) === undefined
    // News begins with the first time online.
    if (isFirst && (await readSetting(db, 'online')) !== true) return
    const all = await this.#news(now)
    if (all.length === 0 && !isFirst) return
    // What is older than that is no news, and what is on the screen needs no notification.
    const isOld = isFirst || isSeen
    const news = isOld ? [] : all
    const byKind = new Map(NOTICE_KINDS.map((kind) => [kind, news.filter((each) => each.kind === kind)]))
    const choices = (await readSetting(db, 'notices')) ?? {}
    const toldAt = (await readSetting(db, 'noticesToldAt')) ?? {}
    const decision = decideNotices({
      news: Object.fromEntries([...byKind].map(([kind, items]) => [kind, items.length])),
      off: choices.off ?? [],
      quiet: choices.quiet,
      toldAt,
      now,
      minute: minuteOfDay(now),
    })
    for (const kind of decision.tell) await this.#tell(kind, byKind.get(kind) ?? [])
    const settled = isOld ? all : all.filter(({ kind }) => [...decision.tell, ...decision.drop].includes(kind))
    await noteTold(
      db,
      settled.map(({ told }) => told),
      now,
    )
    // Only now: whoever dies before begins again.
    if (isFirst) await writeSetting(db, 'noticesSince', now)
    if (decision.tell.length > 0) {
      const times = Object.fromEntries(decision.tell.map((kind) => [kind, now]))
      await writeSetting(db, 'noticesToldAt', { ...toldAt, ...times })
    }
    if (decision.again !== undefined) await api.alarms.create(ALARM, { when: decision.again })
  }

  async #news(now: number): Promise<News[]> {
    const { db } = this.#context
    const mine = await readPersonaKeys(db)
    const untold = (await Promise.all(mine.map((me) => readUntold(db, me, now)))).flat()
    const asked = (await Promise.all(mine.map((me) => readAsked(db, me, now)))).flat()
    const told = await readTold(
      db,
      asked.map(({ request }) => request.id),
    )
    const news: News[] = []
    for (const { request, resource, event, moves } of untold) {
      if (mine.includes(request.author)) continue
      news.push({
        kind: moves === undefined ? 'requests' : 'moves',
        told: { request: request.id, stands: '', until: request.to },
        view: `waiting/${request.id}`,
        subject: async () => ({
          name: await this.#nameOf(request.festival, request.author),
          thing: resource.title,
          event: event?.title ?? request.eventTitle,
        }),
      })
    }
    const quiet: ToldRow[] = []
    for (const each of asked) {
      const { request, answer } = each
      const row = { request: request.id, stands: standsAs(answer), until: request.to }
      const before = told.get(request.id)
      if (before === row.stands) continue
      // What nobody was waiting for yet, and that an answer which ended is there no more, is no news.
      if (before === undefined || answer === undefined || isOwnEnd(each)) quiet.push(row)
      else
        news.push({
          kind: (await wasPromoted(db, each)) ? 'promotions' : 'answers',
          told: row,
          view: `look/event:${request.event}`,
          subject: () => this.#ofAnswer(each),
        })
    }
    if (quiet.length > 0) await noteTold(db, quiet, now)
    return news
  }

  async #ofAnswer({ request, answer }: Asked): Promise<NoticeSubject> {
    const { db } = this.#context
    const [resource, event] = await Promise.all([db.resources.get(request.resource), db.events.get(request.event)])
    return {
      name: resource === undefined ? undefined : await this.#nameOf(request.festival, resource.owner),
      thing: resource?.title ?? '',
      event: event?.title ?? request.eventTitle,
      ...(answer === undefined ? {} : { answer }),
    }
  }

  async #tell(kind: NoticeKind, [first, ...others]: readonly News[]): Promise<void> {
    if (first === undefined) return
    const { api } = this.#context
    const text = noticeText(
      (key, parts) => api.i18n.getMessage(key, parts),
      kind,
      1 + others.length,
      await first.subject(),
    )
    const iconUrl = api.runtime.getURL('icons/panda-128.png')
    const { session } = api.storage
    // The worker may be gone by the time of the click.
    await (others.length === 0 ? session.set({ [viewKey(kind)]: first.view }) : session.remove(viewKey(kind)))
    await api.notifications.create(kind, { type: 'basic', iconUrl, ...text })
  }

  /** What I call them, or what they call themselves. */
  async #nameOf(festival: FestivalId, author: PublicKey): Promise<string | undefined> {
    const { db } = this.#context
    return (await readPetnames(db)).get(author) ?? (await db.profiles.get([festival, author]))?.name
  }
}

/** A grant that ended because I gave it back or moved on. */
function isOwnEnd({ request, answer }: Asked): boolean {
  return answer?.ended?.kind === 'replaced' || (answer?.ended !== undefined && request.withdrawn !== undefined)
}

/** Where `storage.session` remembers the view of a notification. */
function viewKey(notification: string): string {
  return `notice-view-${notification}`
}

function minuteOfDay(now: number): number {
  const date = new Date(now)
  return date.getHours() * 60 + date.getMinutes()
}
