// A signed snapshot as a source: nothing of it is shown before all of it was checked (DESIGN 10).

import { NO_ITEMS } from '../items/all-items.ts'
import type { CheckedSnapshot } from './check-snapshot.ts'
import { checkAside } from './checker.ts'
import { fetchSnapshot } from './fetch-snapshot.ts'
import { ToldSource, type Source, type State } from './source.ts'

const DAY = 86_400_000
/** A programme of which nobody changed anything for so long is not thought to be the newest. */
const OLD_AFTER = 30 * DAY

export interface SnapshotPlace {
  readonly url: string
  readonly festival: string
  /** Address of this script, for a worker. */
  readonly script?: string | undefined
}

/** Fetches and checks at once. Never fails: what is wrong is its status. */
export function snapshotSource(place: SnapshotPlace, signal: AbortSignal): Source {
  const source = new ToldSource({ status: { kind: 'loading' }, items: NO_ITEMS })
  void load(place, signal).then((state) => source.tell(state))
  return source
}

async function load({ url, festival, script }: SnapshotPlace, signal: AbortSignal): Promise<State> {
  const fetched = await fetchSnapshot(url, signal)
  if (!fetched.ok) return { status: { kind: 'refused', code: fetched.code }, items: NO_ITEMS }
  const now = Date.now()
  return stateOf(await checkAside({ bytes: fetched.bytes, festival, now }, script, signal), now)
}

/** What a checked snapshot comes to at `now` (UTC ms). */
export function stateOf(checked: CheckedSnapshot, now: number): State {
  if (!checked.ok) return { status: { kind: 'refused', code: checked.code }, items: NO_ITEMS }
  const { items, asOf, authors, entries, withheld } = checked.value
  const end = items.festival[0]?.to ?? Math.max(0, ...items.event.map(({ to }) => to))
  const isOld = now < end && now - asOf > OLD_AFTER
  return { status: { kind: 'verified', asOf, authors, entries, isPartial: withheld > 0, isOld }, items }
}
