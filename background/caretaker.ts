// Does what nobody should have to think of (DESIGN 5.3, 5.5): releases what was given back, withdraws alternatives that became
// needless. What is to do is computed from the database every time, and each deed has an id of its own, so a worker killed at
// any line does it once. Never in an older log: there a person has to act (DESIGN 4.2).

import { personasIn } from '../src/adapters/dexie/persona-rows.ts'
import { readMembership } from '../src/adapters/dexie/queries.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import { chores, type Chore, type ReleaseChore, type WithdrawChore } from '../src/festival/chores.ts'
import { homeOf } from '../src/festival/home.ts'
import type { RequestRow } from '../src/festival/views.ts'
import type { Step } from '../src/log/publication.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { StoredLog } from '../src/ports/log-store.ts'
import type { PanelError } from '../messages/panel.ts'
import { append } from './append.ts'
import { readChoreRows } from './chore-rows.ts'
import type { Context } from './context.ts'
import { readLine } from './event-lines.ts'
import { finishNoted } from './lines-elsewhere.ts'
import { activeLog } from './own-logs.ts'
import { unready } from './readiness.ts'

/** Does everything that is to do in the festivals. A festival that fails does not stop the others. */
export async function takeCare(context: Context, festivals: readonly FestivalId[]): Promise<void> {
  // What fails is noted still, and is said with the next change.
  await finishNoted(context).catch(() => undefined)
  for (const festival of festivals) {
    const membership = await readMembership(context.db, festival)
    for (const me of membership === undefined ? [] : personasIn(membership)) {
      try {
        await takeCareAs(context, festival, me)
      } catch {
        // Locked, or the database is busy dying: it is looked at again with the next change.
      }
    }
  }
}

async function takeCareAs(context: Context, festival: FestivalId, me: PublicKey): Promise<void> {
  const active = await activeLog(context, festival, me)
  if (active === undefined) return
  const rows = await readChoreRows(context.db, festival, me)
  for (const chore of chores(rows, me, context.clock.now())) await act(context, active, chore)
}

async function act(context: Context, active: StoredLog, chore: Chore): Promise<void> {
  const changed = chore.kind === 'release' ? chore.resource : chore.request
  const known =
    chore.kind === 'release'
      ? [chore.resource, chore.request, chore.event]
      : [chore.request, chore.event, chore.granted.resource, chore.granted.request]
  if (homeOf(changed) !== active.id || (await unready(context.db, known)) !== undefined) return
  const about = chore.kind === 'release' ? chore.answer.id : chore.request.id
  const id = `${chore.kind}:${about}/${active.logId}`
  // Written, and without effect as far as we know: writing it again would change nothing, and neither would looking again.
  if ((await context.store.commandResult(id)) !== undefined) return
  const line = chore.kind === 'release' ? [] : await readLine(context.db, chore.request)
  await append(context, {
    id,
    persona: active.author,
    festival: changed.festival,
    prepare: () => (chore.kind === 'release' ? releaseSteps(context, chore) : withdrawSteps(context, chore, line)),
    changes: { objects: [changed, ...line].map((row) => row.id), by: 'policy' },
  })
}

/** The entry, if there is still something to release when its turn comes. */
async function releaseSteps({ db, clock }: Context, { answer }: ReleaseChore): Promise<Result<Step[], PanelError>> {
  const at = clock.now()
  const isInForce = (await db.answers.get(answer.id))?.state === 'effective'
  if (!isInForce) return err({ code: 'already-ended' })
  return ok([() => ({ v: 1, op: 'authorization.release', at, grant: answer.id })])
}

/** The entries, if the other alternative is still granted and nobody withdrew the line meanwhile. */
async function withdrawSteps(
  { db, clock }: Context,
  { granted, request }: WithdrawChore,
  line: readonly RequestRow[],
): Promise<Result<Step[], PanelError>> {
  const at = clock.now()
  const grant = granted.answer === undefined ? undefined : await db.answers.get(granted.answer.id)
  if (grant?.state !== 'effective') return err({ code: 'already-ended' })
  if ((await db.requests.get(request.id))?.withdrawn !== undefined) return err({ code: 'already-withdrawn' })
  return ok(
    line.map(({ id }): Step => () => ({ v: 1, op: 'request.withdraw', at, request: id })),
  )
}
