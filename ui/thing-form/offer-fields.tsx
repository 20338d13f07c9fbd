// All fields of something that is offered anew: a name, what it is, who decides, and the rest folded away.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { DraftNote } from '../draft-note.tsx'
import { TextField } from '../field.tsx'
import { t } from '../i18n.ts'
import { KindField } from './offer-choices.tsx'
import { OfferPolicy } from './offer-policy.tsx'
import { MoreFields, PlaceFields, ThingPictures } from './thing-fields.tsx'
import type { ThingForm } from './use-thing-form.ts'

export function OfferFields({ thing, festival }: { thing: ThingForm; festival: FestivalOverview }): JSX.Element {
  const { form, decides } = thing
  return (
    <>
      <DraftNote parts={thing.kept} />
      <TextField
        label={t('offerName')}
        {...form.field('title')}
        placeholder={t('offerExample')}
        required
        test="offer-title"
      />
      <KindField kind={form.values.kind} onChoose={(kind) => form.set({ kind })} />
      {form.values.kind === 'place' && <PlaceFields thing={thing} />}
      <OfferPolicy decides={decides} festival={festival} />
      <ThingPictures thing={thing} />
      <MoreFields thing={thing} festival={festival} />
    </>
  )
}
