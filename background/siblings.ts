// One calendar for things that continue each other in clones (DESIGN 5.6): a grant of one holds its siblings for that time, once,
// and the holds end with it, so that one drum kit is not promised in two festivals.

import { readAnswersBetween } from '../src/adapters/dexie/answers-between.ts'
import { personasIn, readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { readContinued, readGrantsFrom } from '../src/adapters/dexie/read-continued.ts'
import { readUnheldGrants } from '../src/adapters/dexie/read-sibling-grants.ts'
import type { Receipt, Step } from '../src/log/publication.ts'
import { err, ok } from '../src/bamboo/result.ts'
import { siblingsOf } from '../src/festival/clone.ts'
import { occupiedBy, wouldBeEffective } from '../src/festival/judge-answer.ts'
import type { AnswerRow, ResourceRow } from '../src/festival/views.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import { append } from './append.ts'
import type { Context } from './context.ts'
import { memberOf } from './membership.ts'
import { holdCommand } from './one-calendar.ts'

/** Brings the siblings of my things in these festivals in step with what was granted. Doing it again changes nothing. */
export async function keepSiblings(context: Context, festivals: readonly FestivalId[]): Promise<void> {
  // Each persona by itself: holds that one kept for another would tell that both are one person.
  for (const me of await readPersonaKeys(context.db)) await keepSiblingsOf(context, me, festivals)
}

async function keepSiblingsOf(context: Context, me: PublicKey, festivals: readonly FestivalId[]): Promise<void> {
  const { db, clock } = context
  const mine = await readContinued(db, me)
  const byId = new Map(mine.map((row) => [row.id, row]))
  for (const resource of mine) {
    const siblings = festivals.includes(resource.festival) ? siblingsOf(resource.id, mine) : []
    if (siblings.length === 0) continue
    for (const grant of await readGrantsFrom(db, resource.id, clock.now())) {
      for (const id of siblings) {
        const sibling = byId.get(id)
        if (sibling !== undefined && sibling.retired === undefined) await keep(context, grant, sibling)
      }
    }
  }
}

async function keep(context: Context, grant: AnswerRow, sibling: ResourceRow): Promise<void> {
  const id = holdCommand(grant.id, sibling.id)
  const written = (await context.store.commandResult(id)) as Pick<Receipt, 'id'>[] | undefined
  if (grant.state === 'effective') {
    if (written === undefined) await hold(context, id, grant, sibling)
    return
  }
  const held = written?.[0] === undefined ? undefined : await context.db.answers.get(written[0].id)
  if (held?.state === 'effective') {
    const release: Step = () => ({
      v: 1,
      op: 'authorization.release',
      at: context.clock.now(),
      grant: held.id,
    })
    await write(context, `${id}/end`, sibling, async () => ok([release]))
  }
}

/** What is taken already is held by whatever took it, and what another installation held is held. */
async function hold(context: Context, id: string, grant: AnswerRow, sibling: ResourceRow): Promise<void> {
  const { from, to, quantity } = grant
  const asked = Math.min(quantity, sibling.capacity)
  await write(context, id, sibling, async () => {
    const unheld = await readUnheldGrants(context.db, sibling, grant)
    if (!unheld.some((each) => each.id === grant.id)) return err({ code: 'not-available' })
    const taken = await readAnswersBetween(
      context.db,
      { resource: sibling.id },
      occupiedBy({ from, to }, sibling.buffer),
    )
    if (!wouldBeEffective(sibling, taken, { from, to }, asked)) return err({ code: 'not-available' })
    const at = context.clock.now()
    return ok([() => ({ v: 1, op: 'authorization.hold', at, resource: sibling.id, from, to, quantity: asked })])
  })
}

async function write(
  context: Context,
  id: string,
  sibling: ResourceRow,
  prepare: Parameters<typeof append>[1]['prepare'],
): Promise<void> {
  const member = await memberOf(context, sibling.festival)
  if (!member.ok || !personasIn(member.value).includes(sibling.owner)) return
  const { festival, id: resource, owner: persona } = sibling
  await append(context, { id, persona, festival, prepare, changes: { objects: [resource], by: 'policy' } })
}
