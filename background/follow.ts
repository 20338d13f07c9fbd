// Following a festival from now on (DESIGN 4.2, 6): by an invite, or because a festival around it names it.

import { setArchived } from '../src/adapters/dexie/archive-rows.ts'
import { personasIn, readMineIn, readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { readMembership } from '../src/adapters/dexie/queries.ts'
import { comeBack } from '../src/adapters/dexie/leave-rows.ts'
import { writeSetting } from '../src/adapters/dexie/settings.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import { decodeInvite, type Invite } from '../src/festival/invite.ts'
import { topicKeyOf } from '../src/gossip/topic.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { Membership } from '../src/ports/log-store.ts'
import type { PanelError } from '../messages/panel.ts'
import { append } from './append.ts'
import type { Context } from './context.ts'
import { memberOf } from './membership.ts'
import { activeLog } from './own-logs.ts'

/** What is known of a festival before it is followed: from an invite, or from a festival around it. */
type Followed = Pick<Invite, 'festival' | 'topicKey' | 'trackers'> & Partial<Pick<Invite, 'title' | 'invitedBy'>>

/** Two ways into one festival at the same moment, two files for example, are one joining. */
const FOLLOWING = 'following'

/** Follows the festival of an invite as `whom` says, once for each `id`, shows it and goes online for it. */
export async function followInvite(
  context: Context,
  source: string,
  whom: () => Promise<Result<PublicKey, PanelError>>,
  id: string,
): Promise<Result<Pick<Invite, 'festival' | 'title'>, PanelError>> {
  const invite = await decodeInvite(source)
  if (!invite.ok) return err({ code: `invite-${invite.error.code}` })
  const { festival, title } = invite.value
  if (!(await memberOf(context, festival)).ok) {
    const persona = await whom()
    if (!persona.ok) return persona
    const refusal = await follow(context, invite.value, persona.value, id)
    if (refusal !== undefined) return err(refusal)
  }
  await enter(context, festival)
  return ok({ festival, title })
}

/** Writes the membership, and the first entry of the own log, so that the others see who came. Goes nowhere online. */
export function follow(
  context: Context,
  followed: Followed,
  persona: PublicKey,
  id: string,
): Promise<PanelError | undefined> {
  return context.locks.run(FOLLOWING, () => followAlone(context, followed, persona, id))
}

async function followAlone(
  context: Context,
  { festival, topicKey, title, trackers, invitedBy }: Followed,
  persona: PublicKey,
  id: string,
): Promise<PanelError | undefined> {
  await comeBack(context.db, festival)
  // Whoever left may have been somebody else there.
  const earlier = (await readMineIn(context.db, festival)).filter((key) => key !== persona)
  return comeIn(context, id, {
    festival,
    topicKey: topicKey ?? topicKeyOf(festival),
    trackers: [...trackers],
    ...(title === undefined ? {} : { title }),
    ...(invitedBy === undefined ? {} : { invitedBy }),
    joinedAt: context.clock.now(),
    persona,
    ...(earlier.length === 0 ? {} : { earlier }),
  })
}

/** From now on as `persona` in a festival that is followed already; what was made until now stays with whoever made it. */
export function followAs(
  context: Context,
  festival: FestivalId,
  persona: PublicKey,
  id: string,
): Promise<PanelError | undefined> {
  return context.locks.run(FOLLOWING, async () => {
    const membership = await readMembership(context.db, festival)
    if (membership === undefined) return { code: 'unknown-festival' }
    const { found: _found, ...known } = membership
    if (membership.persona === persona) {
      await context.db.memberships.put(known)
      return undefined
    }
    // Who invited one of them would tell that both came by the same invite.
    const { invitedBy: _invitedBy, ...rest } = known
    // Who is nobody of this wallet any more has nothing that can be looked after.
    const mine = await readPersonaKeys(context.db)
    const earlier = personasIn(membership).filter((key) => key !== persona && mine.includes(key))
    return comeIn(context, id, { ...rest, persona, earlier })
  })
}

/** Personas of this wallet that turned out to have been here: `keys` all of them, `active` those that one may go on as. */
export function noteFound(
  context: Context,
  festival: FestivalId,
  { keys, active }: { keys: readonly PublicKey[]; active: readonly PublicKey[] },
): Promise<void> {
  return context.locks.run(FOLLOWING, async () => {
    const membership = await readMembership(context.db, festival)
    if (membership === undefined) return
    const { earlier = [], found = [] } = membership
    const news = keys.filter((key) => !personasIn(membership).includes(key))
    const offered = active.filter((key) => news.includes(key))
    await context.db.memberships.put({
      ...membership,
      earlier: [...earlier, ...news],
      found: [...found, ...offered],
    })
    context.changed([festival])
  })
}

/** Writes the membership, and a join unless the persona goes on with a log that is there already. */
async function comeIn(context: Context, id: string, membership: Membership): Promise<PanelError | undefined> {
  const { festival, persona, invitedBy } = membership
  if ((await activeLog(context, festival, persona)) !== undefined) {
    await context.db.memberships.put(membership)
    context.changed([festival])
    return undefined
  }
  const at = context.clock.now()
  const invited = invitedBy === undefined ? {} : { invitedBy }
  const written = await append(context, {
    id,
    persona,
    festival,
    prepare: async () => ok([() => ({ v: 1, op: 'festival.join', at, festival, ...invited })]),
    membership: () => membership,
  })
  return written.ok ? undefined : written.error
}

/** Shows a festival that is followed now, and goes online for it. */
export async function enter({ db, network }: Pick<Context, 'db' | 'network'>, festival: FestivalId): Promise<void> {
  await setArchived(db, festival, false)
  await writeSetting(db, 'currentFestival', festival)
  await writeSetting(db, 'online', true)
  await network.refresh()
}
