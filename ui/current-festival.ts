// Which festival a panel shows: the last one chosen here, else the first by title. A preference of this device, not of the node.
import { signal } from '@preact/signals'
import type { FestivalOverview } from '../src/festival/overview.ts'

const KEY = 'festival'

/** One for the whole panel: who chooses in the head chooses for what is below it too. */
const chosen = signal(globalThis.localStorage?.getItem(KEY) ?? undefined)

/**
 * The festival and how to choose another; undefined while there is none. Of those that are `putAway` one is shown that was chosen,
 * and none by itself.
 */
export function useCurrentFestival(
  festivals: readonly FestivalOverview[] | undefined,
  putAway: readonly FestivalOverview[] = [],
): [FestivalOverview | undefined, (festival: string) => void] {
  return [currentOf(chosen.value, festivals, putAway), chooseFestival]
}

/** Which one of them is shown when this one was chosen last. */
export function currentOf(
  last: string | undefined,
  festivals: readonly FestivalOverview[] = [],
  putAway: readonly FestivalOverview[] = [],
): FestivalOverview | undefined {
  return [...festivals, ...putAway].find(({ festival }) => festival === last) ?? festivals[0]
}

function chooseFestival(festival: string): void {
  localStorage.setItem(KEY, festival)
  chosen.value = festival
}
