// The part of an offer that says where and when a thing is to be had and what an event must hold for it.
import type { ObjectId } from '../src/operations/ids.ts'
import type { ResourceFields } from '../src/operations/operation.ts'
import { useForm } from '../ui/use-form.ts'
import { ALWAYS, readOpenings, type OpeningValues, type ReadOpenings } from './read-openings.ts'
import { NO_PLACE, readPlace, type PlaceValues, type ReadPlace } from './read-place.ts'

interface Values {
  place: PlaceValues
  openings: OpeningValues
  requires: readonly ObjectId[]
  /** Whether what is wrong is said: once somebody tried to offer it. */
  told: boolean
}

const NOTHING_SAID: Values = { place: NO_PLACE, openings: ALWAYS, requires: [], told: false }

export interface WhereWhen {
  values: Values
  place: ReadPlace
  openings: ReadOpenings
  change: (change: Partial<Values>) => void
  /** Fields of the operation; undefined when something makes no sense, which is then said. */
  take: () => Pick<ResourceFields, 'location' | 'availability' | 'requires'> | undefined
  reset: () => void
}

/** `zone` is the festival's. */
export function useWhereWhen(zone: string): WhereWhen {
  const form = useForm<Values>(() => NOTHING_SAID)
  const place = readPlace(form.values.place)
  const openings = readOpenings(form.values.openings, zone)
  const { requires } = form.values
  return {
    values: form.values,
    place,
    openings,
    change: form.set,
    take: () => {
      if (!place.ok || !openings.ok) {
        form.set({ told: true })
        return undefined
      }
      return {
        availability: openings.availability,
        ...(place.location === undefined ? {} : { location: place.location }),
        ...(requires.length === 0 ? {} : { requires: [...requires] }),
      }
    },
    reset: () => form.set(NOTHING_SAID),
  }
}
