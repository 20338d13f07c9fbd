// Prompts that wait for the user (DESIGN 8): rows of the database, so that they survive every restart. A page that asks
// the same again (a retry, a resent call after the worker died) meets its own prompt, answered or not.

import type { ApprovalRow, Database } from '../src/adapters/dexie/schema.ts'
import { noteActivity, type SiteActivity } from '../src/adapters/dexie/site-activity.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { Locks } from '../src/ports/locks.ts'
import type { PageSender } from '../messages/sender.ts'
import type { WireError } from '../page/wire.ts'
import { OWN_APPENDS, type OwnReceipt } from './append.ts'
import type { ExtensionApi } from './extension-api.ts'
import { pageRefusal } from './page-errors.ts'
import { promptActivity } from './prompt-activity.ts'

export const MAX_WAITING_PER_SITE = 5
export const MAX_WAITING = 20
/** New prompts of one site within a minute. */
export const MAX_PER_MINUTE = 10
const MINUTE_MS = 60_000
const KEEP_MS = 24 * 3600 * 1000
const ALARM = 'approvals'

/** What the page gets in the end. */
export type Outcome = { ok: true; value: unknown } | { ok: false; error: WireError }

/** What a site asks the user for. */
export interface Ask {
  kind: ApprovalRow['kind']
  page: PageSender
  /** The call's id, or the page's idempotency key: the same one never prompts twice. */
  key: string
  params: unknown
  /** What would be signed, see `ApprovalRow`. */
  payload?: Uint8Array
  items?: Uint8Array[][]
  /** Who signs, or who the prompt offers to be. */
  persona?: PublicKey
  permittedAt?: number
  deadlineMs: number
  /** What to call when the user, the deadline or a cancellation has settled it in this worker. */
  settle: (outcome: Outcome) => void
}

export interface ApprovalPorts {
  db: Database
  clock: Clock
  locks: Locks
  alarms: ExtensionApi['alarms']
  /** Whether the entries of a prompt are stored already. */
  isWritten: (id: string) => Promise<boolean>
  /** The waiting prompts are others now. */
  changed: () => void
  /** The user said yes to this site. */
  approved: (site: Pick<PageSender, 'origin' | 'container'>) => void
}

type Settled = Exclude<ApprovalRow['state'], 'waiting'>

export class Approvals {
  readonly #ports: ApprovalPorts
  readonly #waiters = new Map<string, ((outcome: Outcome) => void)[]>()

  constructor(ports: ApprovalPorts) {
    this.#ports = ports
  }

  /** Queues a prompt, or joins the one that waits with the same wish. */
  async ask(ask: Ask): Promise<void> {
    await this.#alone(async () => {
      const ofSite = await this.#ofSite(ask.page)
      const known = ofSite.find((row) => isSameCall(row, ask) || isSameWish(row, ask))
      if (known === undefined) return this.#queue(ask, ofSite)
      // At once: a decision that comes while the alias is written must find it.
      this.#join(known, ask.settle)
      const alias = rowId(ask)
      const aliases = known.aliases ?? []
      if (known.id !== alias && !aliases.includes(alias)) {
        await this.#ports.db.approvals.update(known.id, { aliases: [...aliases, alias] })
      }
    })
  }

  /**
   * A call that was sent again meets its own prompt, waiting or answered, whatever has changed since. False when there is
   * none: then it is to be checked and asked like a new one.
   */
  async rejoin(call: Pick<Ask, 'kind' | 'page' | 'key' | 'settle'>): Promise<boolean> {
    return this.#alone(async () => {
      const known = (await this.#ofSite(call.page)).find((row) => isSameCall(row, call))
      if (known !== undefined) this.#join(known, call.settle)
      return known !== undefined
    })
  }

  /**
   * Settles a waiting prompt and tells its page; does nothing for a settled one. Nobody ends a prompt while it is being signed
   * for: then the page would be told no, and there would be an entry.
   */
  async settle(id: string, state: Settled, outcome: Outcome): Promise<void> {
    const { db, clock, locks, isWritten, changed, approved } = this.#ports
    const row = await db.approvals.get(id)
    if (row?.state !== 'waiting') return
    const about = await promptActivity(db, row)
    // In one step, so that what is remembered of a site is what was decided.
    const note = (): PromiseLike<number> =>
      db.transaction('rw', db.approvals, db.settings, async () => {
        const count = await db.approvals.where({ id }).filter(isWaiting).modify({ state, outcome })
        const item = { ...about, at: clock.now(), state, ...entryOf(outcome) }
        if (count > 0) await noteActivity(db, item)
        return count
      })
    const count =
      state === 'approved'
        ? await note()
        : await locks.run(OWN_APPENDS, async () => ((await isWritten(id)) ? 0 : note()))
    if (count === 0) return
    // Before the page hears of it and asks on.
    if (state === 'approved') approved(row)
    for (const tell of this.#waiters.get(id) ?? []) tell(outcome)
    this.#waiters.delete(id)
    changed()
  }

  /** Somebody looks at a prompt, for the first time. */
  async shown(id: string): Promise<void> {
    const { db, clock, changed } = this.#ports
    const isNew = (row: ApprovalRow): boolean => isWaiting(row) && row.shownAt === undefined
    const count = await db.approvals.where({ id }).filter(isNew).modify({ shownAt: clock.now() })
    if (count > 0) changed()
  }

  /** The page does not want it any more, or is gone. Prompts that other calls wait for too stay. */
  async cancel(page: PageSender, key: string): Promise<void> {
    const id = rowId({ page, key })
    const row = await this.#ports.db.approvals.get(id)
    if (row?.aliases === undefined) await this.settle(id, 'cancelled', pageRefusal('Aborted'))
  }

  /** Settles every waiting prompt of a site, e.g. because it was blocked or lost its permission. */
  async settleSite(site: Pick<PageSender, 'origin' | 'container'>, state: Settled, outcome: Outcome): Promise<void> {
    for (const row of await this.#ofSite(site)) await this.settle(row.id, state, outcome)
  }

  /** Ends what is past its deadline, forgets what was settled a day ago, sets the alarm for the next deadline. */
  async expire(): Promise<void> {
    const { db, clock, alarms } = this.#ports
    const now = clock.now()
    const waiting = await db.approvals.where({ state: 'waiting' }).sortBy('deadline')
    for (const row of waiting) if (row.deadline <= now) await this.settle(row.id, 'expired', pageRefusal('Expired'))
    await db.approvals.filter((row) => row.state !== 'waiting' && row.deadline < now - KEEP_MS).delete()
    const next = waiting.find((row) => row.deadline > now)
    if (next !== undefined) alarms.create(ALARM, { when: next.deadline })
  }

  async #queue(ask: Ask, ofSite: ApprovalRow[]): Promise<void> {
    const { db, clock, changed } = this.#ports
    const now = clock.now()
    const waitingHere = ofSite.filter(isWaiting).length
    const recent = ofSite.filter(({ createdAt }) => createdAt > now - MINUTE_MS).length
    const waiting = await db.approvals.where({ state: 'waiting' }).count()
    if (waitingHere >= MAX_WAITING_PER_SITE || recent >= MAX_PER_MINUTE || waiting >= MAX_WAITING) {
      return ask.settle(pageRefusal('LimitExceeded', { retryAfterMs: MINUTE_MS }))
    }
    const row = newRow(ask, now)
    await db.approvals.put(row)
    this.#wait(row.id, ask.settle)
    await this.expire()
    changed()
  }

  #join(known: ApprovalRow, settle: Ask['settle']): void {
    if (known.outcome === undefined) this.#wait(known.id, settle)
    else settle(known.outcome as Outcome)
  }

  #wait(id: string, settle: Ask['settle']): void {
    this.#waiters.set(id, [...(this.#waiters.get(id) ?? []), settle])
  }

  async #ofSite({ origin, container }: Pick<PageSender, 'origin' | 'container'>): Promise<ApprovalRow[]> {
    const rows = await this.#ports.db.approvals.where({ origin }).toArray()
    return rows.filter((row) => row.container === container)
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#ports.locks.run('approvals', work)
  }
}

/** The entry of a receipt, the first of several. */
function entryOf(outcome: Outcome): Pick<SiteActivity, 'entry' | 'seqNum'> {
  const values: unknown[] = outcome.ok ? [outcome.value].flat() : []
  const receipt = values.find((value) => typeof value === 'object' && value !== null && 'seqNum' in value)
  return receipt === undefined ? {} : { entry: (receipt as OwnReceipt).id, seqNum: (receipt as OwnReceipt).seqNum }
}

function rowId({ page, key }: Pick<Ask, 'page' | 'key'>): string {
  return `${page.origin}|${page.container}|${key}`
}

function isWaiting({ state }: ApprovalRow): boolean {
  return state === 'waiting'
}

/** The very same call. What expired or was cancelled may be asked again. */
function isSameCall(row: ApprovalRow, call: Pick<Ask, 'kind' | 'page' | 'key'>): boolean {
  if (row.kind !== call.kind || row.state === 'expired' || row.state === 'cancelled') return false
  const id = rowId(call)
  return row.id === id || row.aliases?.includes(id) === true
}

/** Another call that asks the same while the first one waits. */
function isSameWish(row: ApprovalRow, ask: Ask): boolean {
  return isWaiting(row) && row.kind === ask.kind && JSON.stringify(row.params) === JSON.stringify(ask.params)
}

function newRow(ask: Ask, now: number): ApprovalRow {
  const { page, kind, key, params, payload, items, persona, permittedAt, deadlineMs } = ask
  return {
    id: rowId({ page, key }),
    kind,
    origin: page.origin,
    container: page.container,
    tab: page.tab,
    params,
    ...(payload === undefined ? {} : { payload }),
    ...(items === undefined ? {} : { items }),
    ...(persona === undefined ? {} : { persona }),
    ...(permittedAt === undefined ? {} : { permittedAt }),
    createdAt: now,
    deadline: now + deadlineMs,
    state: 'waiting',
  }
}
