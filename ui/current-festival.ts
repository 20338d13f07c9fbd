// Which festival a panel shows: the last one chosen here, else the first by title. A preference of this device, not of the node.
import { useState } from 'preact/hooks'
import type { FestivalOverview } from '../src/festival/overview.ts'

const KEY = 'festival'

/** The festival and how to choose another; undefined while there is none. */
export function useCurrentFestival(
  festivals: readonly FestivalOverview[] | undefined,
): [FestivalOverview | undefined, (festival: string) => void] {
  const [chosen, setChosen] = useState(() => localStorage.getItem(KEY))
  const current = festivals?.find(({ festival }) => festival === chosen) ?? festivals?.[0]
  return [
    current,
    (festival) => {
      localStorage.setItem(KEY, festival)
      setChosen(festival)
    },
  ]
}
