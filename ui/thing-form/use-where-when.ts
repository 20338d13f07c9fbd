// The part of an offer that says where and when a thing is to be had and what an event must hold for it.
import { useState } from 'preact/hooks'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import type { ResourceFields, ResourceUpdate } from '../../src/operations/operation.ts'
import { type Form, useForm } from '../use-form.ts'
import { changedFields } from '../changed-fields.ts'
import { ALWAYS, readOpenings, typedOpenings, type OpeningValues, type ReadOpenings } from './read-openings.ts'
import { NO_PLACE, readPlace, typedPlace, type PlaceValues, type ReadPlace } from './read-place.ts'

export interface WhereWhenValues {
  place: PlaceValues
  openings: OpeningValues
  requires: readonly ObjectId[]
}

const NOTHING_SAID: WhereWhenValues = { place: NO_PLACE, openings: ALWAYS, requires: [] }

type Fields = Pick<ResourceFields, 'location' | 'availability' | 'requires'>

export interface WhereWhen {
  form: Pick<Form<WhereWhenValues>, 'wasKept' | 'drop'>
  values: WhereWhenValues
  /** Whether what is wrong is said: once somebody tried to offer it. */
  told: boolean
  place: ReadPlace
  openings: ReadOpenings
  change: (change: Partial<WhereWhenValues>) => void
  /** Fields of the operation; undefined when something makes no sense, which is then said. */
  take: () => Fields | undefined
  /** The same, but only what was changed. */
  takeChanges: () => (Pick<ResourceUpdate, 'unset'> & { set: Partial<Fields> }) | undefined
  reset: () => void
}

/** `zone` is the festival's; `resource` is what the fields begin with; `draft`: where they are kept. */
export function useWhereWhen(zone: string, resource?: ResourceRow, draft?: string): WhereWhen {
  const form = useForm(
    () => (resource === undefined ? NOTHING_SAID : typedWhereWhen(resource, zone)),
    draft && `${draft}/where`,
  )
  const [told, setTold] = useState(false)
  const { values } = form
  const changes = changedFields(values, form.start)
  const place = readPlace(values.place)
  const openings = readOpenings(values.openings, zone)
  const tell = (): undefined => {
    setTold(true)
    return undefined
  }
  return {
    form,
    values,
    told,
    place,
    openings,
    change: form.set,
    take: () => (place.ok && openings.ok ? fieldsOf(place, openings, values.requires) : tell()),
    takeChanges: () => {
      // What was there before and was not touched is not judged.
      if ((changes.place && !place.ok) || (changes.openings && !openings.ok)) return tell()
      const location = changes.place && place.ok ? place.location : undefined
      const set = {
        ...(location === undefined ? {} : { location }),
        ...(changes.openings && openings.ok ? { availability: openings.availability } : {}),
        ...(changes.requires ? { requires: [...changes.requires] } : {}),
      }
      return changes.place && location === undefined ? { set, unset: ['location'] } : { set }
    },
    reset: () => {
      form.drop()
      setTold(false)
    },
  }
}

function typedWhereWhen({ location, availability, requires }: ResourceRow, zone: string): WhereWhenValues {
  return { place: typedPlace(location), openings: typedOpenings(availability, zone), requires }
}

function fieldsOf(
  { location }: Extract<ReadPlace, { ok: true }>,
  { availability }: Extract<ReadOpenings, { ok: true }>,
  requires: readonly ObjectId[],
): Fields {
  return {
    availability,
    ...(location === undefined ? {} : { location }),
    ...(requires.length === 0 ? {} : { requires: [...requires] }),
  }
}
