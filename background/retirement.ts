// Retiring a persona (DESIGN 4.1, decision 0031): in each festival its last entry describes it once more, names a successor if
// there is one, and ends its log. Before that nobody is left waiting: who asked is declined and its things are retired; promises
// stand. That it is retired is told by any of its logs, so whatever a dead worker, or another installation of the same words,
// left unfinished is finished here.

import { hasEnded, isRetired, personasIn, readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { readMembership, readMemberships } from '../src/adapters/dexie/queries.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import { homeOf } from '../src/festival/home.ts'
import { nextProfileTime } from '../src/festival/profile-rows.ts'
import type { ResourceRow } from '../src/festival/views.ts'
import type { Step } from '../src/log/publication.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { Operation, ProfileSet } from '../src/operations/operation.ts'
import type { PanelError } from '../messages/panel.ts'
import { checkedRequest } from './answers.ts'
import { append } from './append.ts'
import type { Context } from './context.ts'
import { followAs } from './follow.ts'
import { activeLog } from './own-logs.ts'
import { unready } from './readiness.ts'

/** Who retires, and as whom it goes on, if as anybody of this wallet. */
interface Retirement {
  readonly persona: PublicKey
  readonly successor: PublicKey | undefined
}

/** Retires a persona in every festival that is followed as it; in how many. Again with the same id it goes on. */
export async function retire(
  context: Context,
  retirement: Retirement,
  id: string,
): Promise<Result<{ festivals: number }, PanelError>> {
  let festivals = 0
  for (const membership of await readMemberships(context.db)) {
    const { festival } = membership
    if (!personasIn(membership).includes(retirement.persona)) continue
    if (!(await hasEndedIn(context, festival, retirement.persona))) {
      const refusal = await endIn(context, festival, retirement, { id: `${id}/${festival}`, by: 'person' })
      if (refusal !== undefined) return err(refusal)
    }
    const refusal = await goOn(context, festival, retirement, `${id}/${festival}/next`)
    if (refusal !== undefined) return err(refusal)
    festivals += 1
  }
  return ok({ festivals })
}

/** Ends the logs that are written here of personas that are known to have retired. Doing it again changes nothing. */
export async function finishRetirements(context: Context): Promise<void> {
  for (const persona of await readPersonaKeys(context.db)) {
    if (await isRetired(context.db, persona)) await finish(context, persona)
  }
}

async function finish(context: Context, persona: PublicKey): Promise<void> {
  const retirement = { persona, successor: await successorOf(context, persona) }
  for (const membership of await readMemberships(context.db)) {
    const { festival } = membership
    if (!personasIn(membership).includes(persona)) continue
    const active = await activeLog(context, festival, persona)
    const id = `retired:${persona}/${festival}`
    // What lives in an older log stays as it is: only a person continues a log.
    if (active !== undefined) await endIn(context, festival, retirement, { id: `${id}/${active.logId}`, by: 'policy' })
    if (membership.persona === persona) await goOn(context, festival, retirement, `${id}/next`)
  }
}

async function hasEndedIn({ db }: Context, festival: FestivalId, persona: PublicKey): Promise<boolean> {
  const logs = await db.logs.where('[festival+author]').equals([festival, persona]).toArray()
  return logs.some(hasEnded)
}

/** What its last words say, when that is a persona of this wallet. */
async function successorOf({ db }: Context, persona: PublicKey): Promise<PublicKey | undefined> {
  const profiles = await db.profiles.where('author').equals(persona).toArray()
  const named = profiles.map(({ successor }) => successor).find((successor) => successor !== undefined)
  return (await readPersonaKeys(db)).find((key) => key === named)
}

/** From now on as the successor, where the retired one was who I am. */
async function goOn(
  context: Context,
  festival: FestivalId,
  { persona, successor }: Retirement,
  id: string,
): Promise<PanelError | undefined> {
  const membership = await readMembership(context.db, festival)
  if (successor === undefined || membership?.persona !== persona) return undefined
  return followAs(context, festival, successor, id)
}

async function endIn(
  context: Context,
  festival: FestivalId,
  { persona, successor }: Retirement,
  { id, by }: { id: string; by: 'person' | 'policy' },
): Promise<PanelError | undefined> {
  const things = await thingsLeft(context, festival, persona, by)
  const written = await append(context, {
    id,
    persona,
    festival,
    isLast: true,
    prepare: async () => {
      const at = context.clock.now()
      const said: Operation[] = await declines(context, things, persona, at)
      for (const { id: resource } of things) said.push({ v: 1, op: 'resource.retire', at, resource })
      said.push(await lastWords(context, festival, persona, successor))
      return ok(
        said.map(
          (op): Step =>
            () =>
              op,
        ),
      )
    },
    changes: { objects: things.map((thing) => thing.id), by },
  })
  return written.ok ? undefined : written.error
}

/** What it still offers there and may be retired now. */
async function thingsLeft(
  context: Context,
  festival: FestivalId,
  persona: PublicKey,
  by: 'person' | 'policy',
): Promise<ResourceRow[]> {
  const { db } = context
  const active = await activeLog(context, festival, persona)
  const rows = await db.resources.where('[festival+owner]').equals([festival, persona]).toArray()
  const left: ResourceRow[] = []
  for (const row of rows) {
    const isHere = by === 'person' || homeOf(row) === active?.id
    if (row.retired === undefined && isHere && (await unready(db, [row])) === undefined) left.push(row)
  }
  return left
}

/** A denial for everybody who waits for one of these things. */
async function declines(
  context: Context,
  things: readonly ResourceRow[],
  persona: PublicKey,
  at: number,
): Promise<Operation[]> {
  const said: Operation[] = []
  for (const thing of things) {
    const mine = context.db.standings.where('[owner+state+festival]').equals([persona, 'waiting', thing.festival])
    for (const { request, resource } of await mine.toArray()) {
      if (resource !== thing.id) continue
      const checked = await checkedRequest(context, persona, request, 'deny')
      if (checked.ok) said.push({ v: 1, op: 'authorization.deny', at, request, by: 'manual' })
    }
  }
  return said
}

/** How it describes itself, once more, with whoever goes on as it. */
async function lastWords(
  { db, clock }: Context,
  festival: FestivalId,
  persona: PublicKey,
  successor: PublicKey | undefined,
): Promise<ProfileSet> {
  const profile = await db.profiles.get([festival, persona])
  const { name, about, contact, picture } = profile ?? {}
  return {
    v: 1,
    op: 'profile.set',
    at: nextProfileTime(clock.now(), profile),
    ...(name === undefined ? {} : { name }),
    ...(about === undefined ? {} : { about }),
    ...(contact === undefined ? {} : { contact }),
    ...(picture === undefined ? {} : { picture }),
    ...(successor === undefined ? {} : { successor }),
  }
}
