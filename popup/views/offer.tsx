// Offering something: a name, what it is, who decides. Everything else can be said later (DESIGN §9, 20 seconds).
import type { JSX } from 'preact'
import type { FestivalId } from '../../src/operations/ids.ts'
import { MAX_QUANTITY } from '../../src/operations/limits.ts'
import type { ResourceKind } from '../../src/operations/operation.ts'
import { TextField } from '../../ui/field.tsx'
import { filled } from '../../ui/filled.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import type { PanelCommand } from '../../messages/panel.ts'
import { type CommandHandle, useCommand } from '../../ui/use-command.ts'
import { type Form, useForm } from '../../ui/use-form.ts'
import type { ViewProps } from '../app.tsx'
import { useOfferPolicy } from '../use-offer-policy.ts'
import { useWhereWhen, type WhereWhen } from '../use-where-when.ts'
import { FormView } from './form-view.tsx'
import { MyThings } from './my-things.tsx'
import { KindField } from './offer-choices.tsx'
import { OfferPlace } from './offer-place.tsx'
import { OfferPolicy } from './offer-policy.tsx'
import { OfferRequires } from './offer-requires.tsx'
import { OfferTimes } from './offer-times.tsx'

interface OfferValues {
  title: string
  kind: ResourceKind
  capacity: string
  description: string
  message: string
}

const EMPTY: OfferValues = { title: '', kind: 'thing', capacity: '1', description: '', message: '' }

export function Offer(props: ViewProps): JSX.Element {
  const create = useCommand('resource.create')
  const form = useForm<OfferValues>(() => EMPTY)
  const capacity = readCapacity(form.values.capacity)
  const { festival, timezone: zone } = props.festival
  const decides = useOfferPolicy(props.festival)
  const whereWhen = useWhereWhen(zone)
  const isPlace = form.values.kind === 'place'
  const submit = async (): Promise<void> => {
    const { kind, description, message } = form.values
    const title = form.values.title.trim()
    const said = whereWhen.take()
    if (title === '' || capacity === undefined || said === undefined) return
    const policy = await decides.take()
    if (policy === undefined) return
    const what = { title, kind, capacity, ...said, policy }
    const made = await create.run({ festival, ...what, ...filled({ description, message }) })
    if (!made) return
    whereWhen.reset()
    decides.reset()
    props.say(t('offered', [isolated(title)]))
    form.set(EMPTY)
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
        {isPlace && <PlaceFields whereWhen={whereWhen} />}
        <OfferPolicy decides={decides} festival={props.festival} />
        <MoreFields form={form} capacity={capacity} {...{ whereWhen, isPlace, festival, zone }} />
      </div>
      <MyThings say={props.say} me={props.me} festival={festival} zone={zone} />
    </FormView>
  )
}

/** What is to be said about two commands of which the second follows the first. */
function either(
  first: Pick<CommandHandle<PanelCommand>, 'busy' | 'slow' | 'error'>,
  second: typeof first,
): typeof first {
  return { busy: first.busy || second.busy, slow: first.slow || second.slow, error: first.error ?? second.error }
}

/** `capacity` is undefined while what was typed is none. */
function MoreFields(props: {
  form: Form<OfferValues>
  capacity: number | undefined
  whereWhen: WhereWhen
  isPlace: boolean
  festival: FestivalId
  zone: string
}): JSX.Element {
  const { form, capacity, whereWhen } = props
  const { values, place, openings, change } = whereWhen
  const isWrong = values.told && !(openings.ok && (props.isPlace || place.ok))
  return (
    <More test="offer-more" unfold={isWrong}>
      <TextField
        label={t('offerCapacity')}
        hint={t('offerCapacityHint')}
        type="number"
        min="1"
        {...form.field('capacity')}
        error={capacity === undefined ? t('offerCapacityWrong') : undefined}
        test="offer-capacity"
      />
      {!props.isPlace && <PlaceFields whereWhen={whereWhen} />}
      <OfferTimes
        values={values.openings}
        read={openings}
        told={values.told}
        zone={props.zone}
        onChange={(part) => change({ openings: { ...values.openings, ...part } })}
      />
      <OfferRequires festival={props.festival} chosen={values.requires} onChange={(requires) => change({ requires })} />
      <TextField label={t('tellMore')} optional lines={2} {...form.field('description')} test="offer-description" />
      <TextField label={t('offerMessage')} optional lines={2} {...form.field('message')} />
    </More>
  )
}

function PlaceFields({ whereWhen }: { whereWhen: WhereWhen }): JSX.Element {
  const { values, place, change } = whereWhen
  return (
    <OfferPlace
      values={values.place}
      read={place}
      told={values.told}
      onChange={(part) => change({ place: { ...values.place, ...part } })}
    />
  )
}

/** A whole number that operations can hold, else undefined. */
function readCapacity(text: string): number | undefined {
  const capacity = Number(text)
  return Number.isInteger(capacity) && capacity >= 1 && capacity <= MAX_QUANTITY ? capacity : undefined
}
