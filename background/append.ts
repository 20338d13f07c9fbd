// The one way to write my own logs (DESIGN 3.3, "own"): check, publish once by id, project, push to the network, let the
// rest of background look again. A worker may die after any line; the same call with the same id finishes the work.

import { isRetired } from '../src/adapters/dexie/persona-rows.ts'
import { projectAuthor } from '../src/adapters/dexie/projector.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { Membership } from '../src/ports/log-store.ts'
import type { Publication, Receipt, Step } from '../src/log/publication.ts'
import { publish } from '../src/log/publish.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { PanelError } from '../messages/panel.ts'
import type { Context } from './context.ts'
import { memberOf } from './membership.ts'
import { homeLogId, stopLeftLogs } from './own-logs.ts'
import { publishRefusal } from './panel-errors.ts'
import { whyUnsigned } from './unsigned.ts'

/** The lock that an append holds from its checks until its entries are stored. */
export const OWN_APPENDS = 'own-appends'

/** A receipt as it is stored with its command and given to pages: the log id in decimal. */
export interface OwnReceipt {
  id: EntryHash
  author: PublicKey
  logId: string
  seqNum: number
}

/** One receipt per step; there is always a first one. */
export type OwnReceipts = [OwnReceipt, ...OwnReceipt[]]

/** What a web page gets to know of the one entry that was written for it. */
export function receiptForPage([receipt]: OwnReceipts): object {
  return { ...receipt, status: 'stored' }
}

export interface OwnAppend {
  /** Runs once however often it is asked: `panel:<id>`, `policy:<request>/<log id>`, `approval:<id>`, `site:<origin>|…`. */
  id: string
  persona: PublicKey
  festival: FestivalId | 'new'
  /** Checks against what is true now and says what to write. Not called when the id was written already. */
  prepare: () => Promise<Result<readonly Step[], PanelError>>
  /**
   * The objects, or the festival, that the steps change. When one lives in an older log of mine, a person continues that log by
   * changing it; what runs by itself never does (DESIGN 4.2).
   */
  changes?: { objects: readonly ObjectId[]; by: 'person' | 'policy' }
  membership?: (festival: FestivalId) => Membership
  /** The last step ends the log: the persona retires. */
  isLast?: boolean
}

/** Writes the steps; receipts in their order. All own appends queue here, so no check is outdated when it is acted on. */
export async function append(context: Context, own: OwnAppend): Promise<Result<OwnReceipts, PanelError>> {
  const written = await context.locks.run(OWN_APPENDS, async () => {
    const receipts = await writeOnce(context, own)
    if (receipts.ok) await projectAuthor(context.db, festivalOf(own.festival, receipts.value), receipts.value[0].author)
    return receipts
  })
  if (written.ok) announce(context, own.festival, written.value)
  return written
}

async function writeOnce(context: Context, own: OwnAppend): Promise<Result<OwnReceipts, PanelError>> {
  const { store, wallet, locks, random, clock } = context
  const earlier = await store.commandResult(own.id)
  if (earlier !== undefined) return ok(earlier as OwnReceipts)
  if (own.festival !== 'new') {
    // What is written in a festival that was left would reach nobody.
    const isFollowed = own.membership !== undefined || (await memberOf(context, own.festival)).ok
    if (!isFollowed) return err({ code: 'unknown-festival' })
    // Panels may be faster than the look at what changed.
    await stopLeftLogs(context, [own.festival])
  }
  if (own.isLast !== true && (await isRetired(context.db, own.persona))) return err({ code: 'persona-retired' })
  const steps = await own.prepare()
  if (!steps.ok) return steps
  const { membership } = own
  const home = await homeWords(context, own.changes)
  if (!home.ok) return home
  const published = await publish(
    { store, locks, random, clock, signer: wallet.signerFor(own.persona) },
    {
      festival: own.festival,
      steps: steps.value,
      ...home.value,
      ...(own.isLast === true ? { isLast: true } : {}),
      value: plainReceipts,
      command: { id: own.id, ...(membership === undefined ? {} : { membership }) },
    },
  )
  if (published.ok) return published
  const { error } = published
  return err(error.code === 'signer-failed' ? await whyUnsigned(context, own.persona) : publishRefusal(error))
}

type HomeWords = Pick<Publication<OwnReceipts>, 'continues' | 'onlyIn'>

async function homeWords(context: Context, changes: OwnAppend['changes']): Promise<Result<HomeWords, PanelError>> {
  if (changes === undefined) return ok({})
  const found = await Promise.all(changes.objects.map((object) => homeLogId(context, object)))
  const homes = [...new Set(found.filter((home) => home !== undefined))]
  if (changes.by === 'person') return ok(homes.length === 0 ? {} : { continues: homes })
  const [home, ...others] = homes
  if (others.length > 0) return err(publishRefusal({ code: 'not-home' }))
  return ok(home === undefined ? {} : { onlyIn: home })
}

function announce(context: Context, target: FestivalId | 'new', [first]: OwnReceipts): void {
  const festival = festivalOf(target, [first])
  const { author, logId } = first
  context.network.send({ kind: 'published', festival, author, logId: BigInt(logId) })
  context.changed([festival])
}

function festivalOf(target: FestivalId | 'new', [first]: OwnReceipts): FestivalId {
  return target === 'new' ? first.id : target
}

function plainReceipts(receipts: readonly Receipt[]): OwnReceipts {
  const [first, ...others] = receipts.map(plain)
  if (first === undefined) throw new TypeError('nothing to publish')
  return [first, ...others]
}

function plain({ id, author, logId, seqNum }: Receipt): OwnReceipt {
  return { id, author, logId: logId.toString(), seqNum }
}
