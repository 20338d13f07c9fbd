// Offering something: a name, what it is, who decides. Everything else can be said later (DESIGN §9, 20 seconds).
import type { JSX } from 'preact'
import { MAX_QUANTITY } from '../../src/operations/limits.ts'
import type { ResourceKind } from '../../src/operations/operation.ts'
import { TextField } from '../../ui/field.tsx'
import { filled } from '../../ui/filled.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { type Form, useForm } from '../../ui/use-form.ts'
import type { ViewProps } from '../app.tsx'
import { FormView } from './form-view.tsx'
import { MyThings } from './my-things.tsx'
import { type ChosenPolicy, KindField, PolicyChoice } from './offer-choices.tsx'

interface OfferValues {
  title: string
  kind: ResourceKind
  policy: ChosenPolicy
  capacity: string
  description: string
  message: string
}

const EMPTY: OfferValues = { title: '', kind: 'thing', policy: 'manual', capacity: '1', description: '', message: '' }

export function Offer(props: ViewProps): JSX.Element {
  const create = useCommand('resource.create')
  const form = useForm<OfferValues>(() => EMPTY)
  const capacity = readCapacity(form.values.capacity)
  const submit = async (): Promise<void> => {
    const { kind, policy, description, message } = form.values
    const title = form.values.title.trim()
    if (title === '' || capacity === undefined) return
    const what = { title, kind, capacity, availability: 'always' as const, policy: { kind: policy } }
    const made = await create.run({ festival: props.festival.festival, ...what, ...filled({ description, message }) })
    if (!made) return
    props.say(t('offered', [isolated(title)]))
    form.set(EMPTY)
  }
  return (
    <FormView
      title={t('offerTitle')}
      command={create}
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
        <PolicyChoice policy={form.values.policy} onChoose={(policy) => form.set({ policy })} />
        <MoreFields form={form} capacity={capacity} />
      </div>
      <MyThings me={props.me} festival={props.festival.festival} />
    </FormView>
  )
}

/** `capacity` is undefined while what was typed is none. */
function MoreFields({ form, capacity }: { form: Form<OfferValues>; capacity: number | undefined }): JSX.Element {
  return (
    <More test="offer-more">
      <TextField
        label={t('offerCapacity')}
        hint={t('offerCapacityHint')}
        type="number"
        min="1"
        {...form.field('capacity')}
        error={capacity === undefined ? t('offerCapacityWrong') : undefined}
        test="offer-capacity"
      />
      <TextField label={t('tellMore')} optional lines={2} {...form.field('description')} test="offer-description" />
      <TextField label={t('offerMessage')} optional lines={2} {...form.field('message')} />
    </More>
  )
}

/** A whole number that operations can hold, else undefined. */
function readCapacity(text: string): number | undefined {
  const capacity = Number(text)
  return Number.isInteger(capacity) && capacity >= 1 && capacity <= MAX_QUANTITY ? capacity : undefined
}
