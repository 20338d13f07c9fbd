// Offering something in the options page, from nothing or like something that is there.
import { useEffect } from 'preact/hooks'
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { ResourceKind } from '../../src/operations/operation.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { OfferFields } from '../../ui/thing-form/offer-fields.tsx'
import { useOffer } from '../../ui/thing-form/use-offer.ts'
import { FormCard } from '../form-card.tsx'
import { whenDone } from '../section-route.ts'
import { thingAddress } from './thing-address.ts'

export function OfferForm(props: { festival: FestivalOverview; like?: ResourceRow; kind?: ResourceKind }): JSX.Element {
  const { festival, like, kind } = props
  const offer = useOffer(festival, like)
  useEffect(() => {
    if (kind !== undefined) offer.thing.form.set({ kind })
  }, [kind])
  const submit = async (): Promise<void> => {
    const goOn = whenDone()
    const offered = await offer.submit()
    if (offered !== undefined) goOn(thingAddress(offered.resource))
  }
  return (
    <FormCard
      title={like === undefined ? t('offerTitle') : t('thingLikeTitle', [isolated(like.title)])}
      command={offer.command}
      submit={{ words: t('offerSubmit'), test: 'offer-submit', icon: 'plus' }}
      onSubmit={submit}
    >
      <OfferFields thing={offer.thing} festival={festival} />
    </FormCard>
  )
}
