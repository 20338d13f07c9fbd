// What there is to hear for one web site now, each part from its rows (DESIGN 8). Only about what the site was allowed, and only of
// its own prompts and of the entries that were written for it.

import { holdersIn } from '../src/adapters/dexie/delivery-rows.ts'
import { logIdKey } from '../src/adapters/dexie/log-id-key.ts'
import type { ApprovalRow, Database, PermissionRow } from '../src/adapters/dexie/schema.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Clock } from '../src/ports/clock.ts'
import { englishPersonaName } from '../src/wallet/animals.ts'
import type { PageSender } from '../messages/sender.ts'
import type { OwnReceipt, OwnReceipts } from './append.ts'
import type { News } from './page-events.ts'
import { permissionForPage } from './permissions.ts'
import { parseScope } from './scopes.ts'
import { sitePersona } from './site-persona.ts'

export interface SiteNow {
  db: Database
  clock: Clock
  page: PageSender
  /** In force. */
  permissions: readonly PermissionRow[]
}

/** Newest entries of a site whose spreading is told. */
const DELIVERIES = 20
/** Numbers of peers are told roughly: how many are around is nobody's business. */
const BUCKETS = [10, 3, 1]

export function permissionOfSite({ permissions }: SiteNow): News {
  return { key: 'permission', event: 'permissionchange', detail: permissions.map(permissionForPage) }
}

/** Who the user is for this site, once it may know. */
export async function identityOf({ db, clock, page, permissions }: SiteNow): Promise<News[]> {
  const publicKey = await sitePersona({ db, clock }, page)
  const mayKnow = permissions.some(({ persona, scopes }) => persona === publicKey && scopes.includes('identity'))
  if (publicKey === undefined || !mayKnow) return []
  return [{ key: 'identity', event: 'identitychange', detail: { publicKey, name: englishPersonaName(publicKey) } }]
}

/** A mark per festival that the site may read, another one when something in it is different. */
export async function statesOf({ db, permissions }: SiteNow, changed?: readonly FestivalId[]): Promise<News[]> {
  const readable = permissions.flatMap(({ scopes }) => scopes.flatMap((scope) => festivalRead(scope) ?? []))
  const news: News[] = []
  for (const festival of new Set(readable)) {
    if (changed !== undefined && !changed.includes(festival)) continue
    const logs = await db.logs.where('festival').equals(festival).toArray()
    const entries = logs.reduce((sum, { folded }) => sum + folded, 0)
    const detail = { festival, cursor: `${logs.length}.${entries}` }
    news.push({ key: `state ${festival}`, event: 'statechange', detail })
  }
  return news
}

/** What became of the site's prompts within the last day. */
export async function promptsOf({ db, page }: SiteNow): Promise<News[]> {
  const rows = await db.approvals.where({ origin: page.origin }).toArray()
  return rows
    .filter(({ container }) => container === page.container)
    .flatMap((row) => [row.id, ...(row.aliases ?? [])].map((id) => promptNews(row, keyOf(id, page))))
}

/** How many others have what was written for this site. */
export async function deliveriesOf({ db, page, permissions }: SiteNow): Promise<News[]> {
  const receipts = await receiptsOf(db, page)
  const known = new Set(permissions.map(({ persona }) => persona))
  const news: News[] = []
  for (const receipt of receipts.filter(({ author }) => known.has(author)).slice(0, DELIVERIES)) {
    const log = await db.logs
      .where('[author+logId]')
      .equals([receipt.author, logIdKey(BigInt(receipt.logId))])
      .first()
    const holders = log === undefined ? 0 : holdersIn(await db.delivery.get(log.id), receipt.seqNum)
    const peers = BUCKETS.find((least) => holders >= least)
    if (peers === undefined) continue
    news.push({ key: `delivery ${receipt.id}`, event: 'delivery', detail: { id: receipt.id, peers } })
  }
  return news
}

function festivalRead(scope: string): FestivalId | undefined {
  const parsed = parseScope(scope)
  return parsed?.verb === 'read' ? parsed.festival : undefined
}

function promptNews(row: ApprovalRow, id: string): News {
  const state = row.state !== 'waiting' ? row.state : row.shownAt === undefined ? 'queued' : 'shown'
  return { key: `request ${id}`, event: 'request', detail: { id, state } }
}

/** The page's own name of a call: what follows origin and container. */
function keyOf(id: string, { origin, container }: PageSender): string {
  return id.slice(`${origin}|${container}|`.length)
}

/** Receipts of everything that was written for a site within a week, the newest first. */
async function receiptsOf(db: Database, { origin, container }: PageSender): Promise<OwnReceipt[]> {
  const site = `${origin}|${container}|`
  const rows = await Promise.all(
    ['approval:', 'page:', 'site:'].map((by) =>
      db.commands
        .where('id')
        .startsWith(by + site)
        .toArray(),
    ),
  )
  return rows
    .flat()
    .sort((a, b) => b.at - a.at)
    .flatMap(({ result }) => result as OwnReceipts)
}
