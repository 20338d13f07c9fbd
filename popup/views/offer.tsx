// Offering something: a name, what it is, who decides. Everything else can be said later (DESIGN §9, 20 seconds).
import type { JSX } from 'preact'
import { TextField } from '../../ui/field.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'
import type { ViewProps } from '../app.tsx'
import { either } from '../either-command.ts'
import { useThingForm } from '../use-thing-form.ts'
import { FormView } from './form-view.tsx'
import { MyThings } from './my-things.tsx'
import { KindField } from './offer-choices.tsx'
import { OfferPolicy } from './offer-policy.tsx'
import { MoreFields, PlaceFields, ThingPictures } from './thing-fields.tsx'

export function Offer(props: ViewProps): JSX.Element {
  const create = useCommand('resource.create')
  const { festival, timezone: zone } = props.festival
  const thing = useThingForm(props.festival)
  const { form, decides } = thing
  const submit = async (): Promise<void> => {
    const said = await thing.take()
    if (said === undefined || !(await create.run({ festival, ...said }))) return
    thing.reset()
    props.say(t('offered', [isolated(said.title)]))
  }
  return (
    <FormView
      title={t('offerTitle')}
      command={either(decides.command, create)}
      submit={{ words: t('offerSubmit'), test: 'offer-submit', icon: 'plus' }}
      onSubmit={submit}
    >
      <div class="inside stack">
        <TextField
          label={t('offerName')}
          {...form.field('title')}
          placeholder={t('offerExample')}
          required
          test="offer-title"
        />
        <KindField kind={form.values.kind} onChoose={(kind) => form.set({ kind })} />
        {form.values.kind === 'place' && <PlaceFields thing={thing} />}
        <OfferPolicy decides={decides} festival={props.festival} />
        <ThingPictures thing={thing} />
        <MoreFields thing={thing} festival={props.festival} />
      </div>
      <MyThings say={props.say} mine={props.node.mine} festival={festival} zone={zone} />
    </FormView>
  )
}
