// The owner's half of lotteries (DESIGN 5.4, decision 0012). The nonce is made of the persona's own secret and what the
// lottery is called, so it is nowhere stored, survives every restart, and comes back with the twelve words. Which requests
// had arrived when the draw began is kept, because once the nonce is shown a request can be made to measure.

import { drawKey } from '../src/adapters/dexie/read-round.ts'
import { readSetting, writeSetting } from '../src/adapters/dexie/settings.ts'
import { fromHex, toHex, utf8Encode } from '../src/bamboo/bytes.ts'
import { commitmentOf } from '../src/festival/draw.ts'
import type { FestivalRows } from '../src/festival/overview.ts'
import type { Draw } from '../src/festival/policies/lottery.ts'
import type { RequestRow, ResourceRow } from '../src/festival/views.ts'
import type { FestivalId, ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { Policy } from '../src/operations/operation.ts'
import type { Context } from './context.ts'

type Lottery = Extract<Policy, { kind: 'lottery' }>

/**
 * The nonce of all lotteries of a persona in one festival that end at `until` (UTC ms): they are drawn at once, so none
 * gives away another. Rejects while the wallet is locked.
 */
export function nonceFor(
  { wallet }: Pick<Context, 'wallet'>,
  me: PublicKey,
  festival: FestivalId,
  until: number,
): Promise<Uint8Array> {
  return wallet.orderOf(me, utf8Encode(`lottery/${festival}/${until}`))
}

/** What the wallet knows of the lotteries among `rows` that are due; a draw that is due begins by this call. */
export async function dueDraws(
  context: Pick<Context, 'db' | 'wallet' | 'clock'>,
  me: PublicKey,
  rows: FestivalRows,
): Promise<Map<ObjectId, Draw>> {
  const draws = new Map<ObjectId, Draw>()
  for (const resource of rows.resources.values()) {
    const { policy } = resource
    if (resource.owner !== me || policy.kind !== 'lottery' || policy.until > context.clock.now()) continue
    draws.set(resource.id, await drawOf(context, me, rows, resource, policy))
  }
  return draws
}

/** The nonce to show with an answer, as hex; undefined when no lottery with a nonce decided. */
export function shownNonce(draws: ReadonlyMap<ObjectId, Draw>, resource: ObjectId): string | undefined {
  const nonce = draws.get(resource)?.nonce
  return nonce === undefined ? undefined : toHex(nonce)
}

async function drawOf(
  context: Pick<Context, 'db' | 'wallet'>,
  me: PublicKey,
  rows: FestivalRows,
  resource: ResourceRow,
  { until, commitment }: Lottery,
): Promise<Draw> {
  const nonce = await nonceFor(context, me, resource.festival, until)
  // Committed to by an installation with another secret, or changed by hand: then nobody here can draw.
  if (commitmentOf(nonce) !== commitment) return {}
  const requests = rows.requests.filter((request) => request.resource === resource.id)
  const isShown = rows.answers.some(({ resource: of, draw }) => of === resource.id && wasCommitted(draw, commitment))
  const lastArrival = await begin(context, drawKey(resource), requests, isShown)
  return { nonce, ...(lastArrival === undefined ? {} : { lastArrival }) }
}

function wasCommitted(draw: string | undefined, commitment: string): boolean {
  const nonce = draw === undefined ? undefined : fromHex(draw)
  return nonce !== undefined && commitmentOf(nonce) === commitment
}

/** The last arrival that takes part, decided once; undefined when another installation began the draw and showed the nonce. */
async function begin(
  { db }: Pick<Context, 'db'>,
  draw: string,
  requests: readonly RequestRow[],
  isShown: boolean,
): Promise<number | undefined> {
  return db.transaction('rw', db.settings, async () => {
    const begun = (await readSetting(db, 'draws')) ?? {}
    const known = begun[draw]
    if (known !== undefined || isShown) return known
    const lastArrival = requests.reduce((last, { arrival }) => Math.max(last, arrival), 0)
    await writeSetting(db, 'draws', { ...begun, [draw]: lastArrival })
    return lastArrival
  })
}
