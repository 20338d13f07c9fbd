// Rows of people: one for each author of a festival, whatever the number of their logs (DESIGN 4.2, 4.3). Several logs of
// an author have no common order, so the profile with the latest clock counts, then the larger entry hash: everybody who
// holds the same entries shows the same name, in whatever order they came.

import type { ProfileSet } from '../operations/operation.ts'
import type { FoldEntry } from './project.ts'
import { stated } from './resource-state.ts'
import type { ProfileRow } from './views.ts'

type From = Pick<FoldEntry, 'id' | 'festival' | 'log' | 'author'>

/** The author's row once a log of theirs has begun. */
export function joinedProfile({ festival, log, author }: From, at: number, known: ProfileRow | undefined): ProfileRow {
  if (known === undefined) return { festival, author, log, joinedAt: at }
  const isFirst = at < known.joinedAt || (at === known.joinedAt && log < known.log)
  return { ...known, joinedAt: Math.min(at, known.joinedAt), log: known.set === undefined && isFirst ? log : known.log }
}

/** The author's row after they described themselves: the newest description replaces the older one as a whole. */
export function setProfile(
  { id, festival, log, author }: From,
  op: ProfileSet,
  known: ProfileRow | undefined,
): ProfileRow {
  const current = known?.set
  const isNewer = current === undefined || op.at > current.at || (op.at === current.at && id > current.entry)
  if (known !== undefined && !isNewer) return known
  const { v: _version, op: _name, at, ...said } = op
  return stated({ ...said, festival, author, log, joinedAt: known?.joinedAt ?? at, set: { at, entry: id } })
}

/** The `at` of a new description: never earlier than the one it replaces, or it would lose against it. UTC ms. */
export function nextProfileTime(now: number, known: ProfileRow | undefined): number {
  return known?.set === undefined ? now : Math.max(now, known.set.at + 1)
}
