// All fields of something that is offered already. What it is stays.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { TextField } from '../field.tsx'
import { t } from '../i18n.ts'
import { Incomplete } from '../incomplete.tsx'
import { OfferPolicy } from './offer-policy.tsx'
import { PolicyChange } from './policy-change.tsx'
import { MoreFields, PlaceFields, ThingPictures } from './thing-fields.tsx'
import type { ThingForm } from './use-thing-form.ts'

export function ChangeFields(props: {
  thing: ThingForm
  festival: FestivalOverview
  resource: ResourceRow
}): JSX.Element {
  const { thing, festival, resource } = props
  const { form, decides } = thing
  return (
    <>
      <Incomplete row={resource} />
      <TextField label={t('offerName')} {...form.field('title')} required test="offer-title" />
      {resource.kind === 'place' && <PlaceFields thing={thing} />}
      <OfferPolicy decides={decides} festival={festival} />
      {decides.changed && <PolicyChange resource={resource} chosen={decides.form.values.policy} />}
      <ThingPictures thing={thing} />
      <MoreFields thing={thing} festival={festival} isThere />
    </>
  )
}
