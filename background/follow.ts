// Following a festival from now on (DESIGN 4.2, 6): by an invite, or because a festival around it names it.

import { comeBack } from '../src/adapters/dexie/leave-rows.ts'
import { writeSetting } from '../src/adapters/dexie/settings.ts'
import { ok } from '../src/bamboo/result.ts'
import type { Invite } from '../src/festival/invite.ts'
import { topicKeyOf } from '../src/gossip/topic.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import type { Membership } from '../src/ports/log-store.ts'
import type { PanelError } from '../messages/panel.ts'
import { append } from './append.ts'
import type { Context } from './context.ts'
import { activeLog } from './own-logs.ts'

/** What is known of a festival before it is followed: from an invite, or from a festival around it. */
type Followed = Pick<Invite, 'festival' | 'topicKey' | 'trackers'> & Partial<Pick<Invite, 'title' | 'invitedBy'>>

/** Two ways into one festival at the same moment, two files for example, are one joining. */
const FOLLOWING = 'following'

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
  const now = context.clock.now()
  const membership: Membership = {
    festival,
    topicKey: topicKey ?? topicKeyOf(festival),
    trackers: [...trackers],
    ...(title === undefined ? {} : { title }),
    ...(invitedBy === undefined ? {} : { invitedBy }),
    joinedAt: now,
    persona,
  }
  await comeBack(context.db, festival)
  // Whoever left and comes back with their log, or was let in a moment ago, goes on with it: it begins with a join already.
  if ((await activeLog(context, festival, persona)) !== undefined) {
    await context.db.memberships.put(membership)
    context.changed([festival])
    return undefined
  }
  const invited = invitedBy === undefined ? {} : { invitedBy }
  const written = await append(context, {
    id,
    persona,
    festival,
    prepare: async () => ok([() => ({ v: 1, op: 'festival.join', at: now, festival, ...invited })]),
    membership: () => membership,
  })
  return written.ok ? undefined : written.error
}

/** Shows a festival that is followed now, and goes online for it. */
export async function enter({ db, network }: Pick<Context, 'db' | 'network'>, festival: FestivalId): Promise<void> {
  await writeSetting(db, 'currentFestival', festival)
  await writeSetting(db, 'online', true)
  await network.refresh()
}
