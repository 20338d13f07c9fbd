// The fields of a thing: what it is called and where, who decides, and folded away all that can be said later (DESIGN §9).
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { AudienceField } from '../audience-field.tsx'
import { TextField } from '../field.tsx'
import { t } from '../i18n.ts'
import { More } from '../more.tsx'
import { PictureField } from '../picture-field.tsx'
import type { ThingForm } from './use-thing-form.ts'
import { OfferPlace } from './offer-place.tsx'
import { OfferRequires } from './offer-requires.tsx'
import { OfferTimes } from './offer-times.tsx'

interface ThingFieldsProps {
  thing: ThingForm
  festival: FestivalOverview
  /** It is offered already. */
  isThere?: boolean
}

/** Where a place is; other things say it among the rest. */
export function PlaceFields({ thing }: { thing: ThingForm }): JSX.Element {
  const { values, told, place, change } = thing.whereWhen
  return (
    <OfferPlace
      values={values.place}
      read={place}
      told={told}
      onChange={(part) => change({ place: { ...values.place, ...part } })}
    />
  )
}

export function ThingPictures({ thing }: Pick<ThingFieldsProps, 'thing'>): JSX.Element {
  return <PictureField form={thing.pictures} label={t('pictures')} />
}

export function MoreFields(props: ThingFieldsProps): JSX.Element {
  const { thing, festival, isThere = false } = props
  const { form, wrong } = thing
  const { values, told, place, openings, change } = thing.whereWhen
  const isPlace = form.values.kind === 'place'
  const isWrong = told && !(openings.ok && (isPlace || place.ok))
  return (
    <More test="offer-more" unfold={isThere || isWrong}>
      <TextField
        label={t('offerCapacity')}
        hint={t('offerCapacityHint')}
        type="number"
        min="1"
        {...form.field('capacity')}
        error={wrong === 'capacity' ? t('offerCapacityWrong') : undefined}
        test="offer-capacity"
      />
      {!isPlace && <PlaceFields thing={thing} />}
      <OfferTimes
        values={values.openings}
        read={openings}
        told={told}
        zone={festival.timezone}
        onChange={(part) => change({ openings: { ...values.openings, ...part } })}
      />
      <BufferFields thing={thing} />
      <OfferRequires
        festival={festival.festival}
        chosen={values.requires}
        onChange={(requires) => change({ requires })}
      />
      <TextField label={t('tellMore')} optional lines={2} {...form.field('description')} test="offer-description" />
      <TextField label={t('offerMessage')} optional lines={2} {...form.field('message')} test="offer-message" />
      <AudienceField {...form.field('audience')} test="offer-audience" />
    </More>
  )
}

function BufferFields({ thing: { form, wrong } }: { thing: ThingForm }): JSX.Element {
  const error = (field: 'before' | 'after'): string | undefined => (wrong === field ? t('offerBufferWrong') : undefined)
  return (
    <fieldset>
      <legend class="label">{t('offerBuffer')}</legend>
      <div class="row top pair">
        <TextField
          label={t('offerBufferBefore')}
          type="number"
          min="0"
          {...form.field('before')}
          error={error('before')}
          test="offer-before"
        />
        <TextField
          label={t('offerBufferAfter')}
          type="number"
          min="0"
          {...form.field('after')}
          error={error('after')}
          test="offer-after"
        />
      </div>
      <p class="hint">{t('offerBufferHint')}</p>
    </fieldset>
  )
}
