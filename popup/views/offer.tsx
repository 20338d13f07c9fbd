// Offering something: a name, what it is, who decides. Everything else can be said later (DESIGN §9, 20 seconds).
import type { JSX } from 'preact'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { OfferFields } from '../../ui/thing-form/offer-fields.tsx'
import { useOffer } from '../../ui/thing-form/use-offer.ts'
import type { ViewProps } from '../app.tsx'
import { FormView } from './form-view.tsx'
import { MyThings } from './my-things.tsx'

export function Offer(props: ViewProps): JSX.Element {
  const { festival, timezone: zone } = props.festival
  const offer = useOffer(props.festival)
  const submit = async (): Promise<void> => {
    const offered = await offer.submit()
    if (offered !== undefined) props.say(t('offered', [isolated(offered.title)]))
  }
  return (
    <FormView
      title={t('offerTitle')}
      command={offer.command}
      submit={{ words: t('offerSubmit'), test: 'offer-submit', icon: 'plus' }}
      onSubmit={submit}
    >
      <div class="inside stack">
        <OfferFields thing={offer.thing} festival={props.festival} />
      </div>
      <MyThings say={props.say} mine={props.node.mine} festival={festival} zone={zone} />
    </FormView>
  )
}
