// A thing as it is typed: offered anew, or changed after it was offered; and what of it is written.
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { ResourceFields, ResourceUpdate } from '../../src/operations/operation.ts'
import { filled } from '../filled.ts'
import { MAX_PICTURES, type PicturesForm, usePictures } from '../use-pictures.ts'
import { type Form, useForm } from '../use-form.ts'
import { changedFields } from '../changed-fields.ts'
import { typedPolicy } from './read-policy.ts'
import { NO_THING, readThing, typedThing, type ReadThing, type ThingValues } from './read-thing.ts'
import { type OfferPolicyState, useOfferPolicy } from './use-offer-policy.ts'
import { useWhereWhen, type WhereWhen } from './use-where-when.ts'

export interface ThingForm {
  form: Form<ThingValues>
  whereWhen: WhereWhen
  decides: OfferPolicyState
  pictures: PicturesForm
  /** What is there again when the form is opened again. */
  kept: readonly Pick<Form<unknown>, 'wasKept' | 'drop'>[]
  /** The field that makes no sense, if any. */
  wrong: Extract<ReadThing, { ok: false }>['wrong'] | undefined
  /** All fields of the operation; undefined when something makes no sense, which is then said. */
  take: () => Promise<ResourceFields | undefined>
  /** The same, but only what was changed. */
  takeChanges: () => Promise<Pick<ResourceUpdate, 'set' | 'unset'> | undefined>
  reset: () => void
}

/** What the fields begin with: a thing that is there and changes, or one that another is to be like. */
export type BeginsWith = { change: ResourceRow } | { like: ResourceRow }

export function useThingForm(festival: FestivalOverview, begins?: BeginsWith): ThingForm {
  const zone = festival.timezone
  const changed = begins !== undefined && 'change' in begins ? begins.change : undefined
  const resource = begins !== undefined && 'like' in begins ? begins.like : changed
  const draft = begins === undefined ? `offer/${festival.festival}` : undefined
  const form = useForm(() => (resource === undefined ? NO_THING : typedThing(resource)), draft)
  const decides = useOfferPolicy(festival, resource && typedPolicy(resource.policy, zone), changed?.id, draft)
  const pictures = usePictures(resource?.images ?? [], MAX_PICTURES)
  const whereWhen = useWhereWhen(zone, resource, draft)
  const read = readThing(form.values)
  const kept = [form, whereWhen.form, decides.form]
  return {
    kept,
    form,
    whereWhen,
    decides,
    pictures,
    wrong: read.ok ? undefined : read.wrong,
    take: async () => {
      const there = whereWhen.take()
      if (!read.ok || there === undefined) return undefined
      const policy = await decides.take()
      if (policy === undefined) return undefined
      const images = await pictures.take()
      if (images === undefined) return undefined
      const { description, message, ...said } = read.said
      return {
        ...said,
        kind: form.values.kind,
        ...filled({ description, message }),
        ...(images.length === 0 ? {} : { images }),
        ...there,
        policy,
      }
    },
    takeChanges: async () => {
      const there = whereWhen.takeChanges()
      const before = readThing(form.start)
      if (!read.ok || !before.ok || there === undefined) return undefined
      const policy = decides.changed ? await decides.take() : undefined
      if (decides.changed && policy === undefined) return undefined
      const images = pictures.changed ? await pictures.take() : undefined
      if (pictures.changed && images === undefined) return undefined
      const said = changedFields(read.said, before.said)
      const others = { ...(policy === undefined ? {} : { policy }), ...(images === undefined ? {} : { images }) }
      return { ...there, set: { ...said, ...there.set, ...others } }
    },
    reset: () => {
      for (const { drop } of kept) drop()
      whereWhen.reset()
      pictures.reset()
    },
  }
}
