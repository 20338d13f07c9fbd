// Offering something: a name, what it is, who decides. Everything else can be said later (DESIGN §9, 20 seconds).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { ResourceKind } from '../../src/operations/operation.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextField } from '../../ui/field.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { Radio } from '../../ui/radio.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'
import type { ViewProps } from '../app.tsx'
import { MyThings } from './my-things.tsx'
import { ViewHead } from './view-head.tsx'

const KINDS: readonly { kind: ResourceKind; words: string }[] = [
  { kind: 'thing', words: 'kindThing' },
  { kind: 'place', words: 'kindPlace' },
  { kind: 'skill', words: 'kindSkill' },
  { kind: 'ticket', words: 'kindTicket' },
]

interface OfferValues {
  title: string
  kind: ResourceKind
  policy: 'manual' | 'first-come-first-served'
  capacity: string
  description: string
  message: string
}

const EMPTY: OfferValues = { title: '', kind: 'thing', policy: 'manual', capacity: '1', description: '', message: '' }

export function Offer(props: ViewProps): JSX.Element {
  const create = useCommand('resource.create')
  const form = useForm<OfferValues>(() => EMPTY)
  const [capacityError, setCapacityError] = useState(false)
  const submit = async (): Promise<void> => {
    const { kind, policy, description, message } = form.values
    const title = form.values.title.trim()
    const capacity = Number(form.values.capacity)
    const fits = Number.isInteger(capacity) && capacity >= 1 && capacity <= 65_535
    setCapacityError(!fits)
    if (title === '' || !fits) return
    const made = await create.run({
      festival: props.festival.festival,
      title,
      kind,
      availability: 'always',
      policy: { kind: policy },
      capacity,
      ...(description.trim() === '' ? {} : { description: description.trim() }),
      ...(message.trim() === '' ? {} : { message: message.trim() }),
    })
    if (!made) return
    props.say(t('offered', [isolated(title)]))
    form.set(EMPTY)
  }
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div class="scroll">
        <ViewHead title={t('offerTitle')} />
        <div class="inside stack">
          <TextField
            label={t('offerName')}
            {...form.field('title')}
            placeholder={t('offerExample')}
            required
            test="offer-title"
          />
          <Field label={t('offerKind')}>
            {(wiring) => (
              <select
                {...wiring}
                class="input"
                value={form.values.kind}
                data-test="offer-kind"
                onChange={(event) => {
                  const kind = KINDS.find((each) => each.kind === event.currentTarget.value)?.kind
                  if (kind) form.set({ kind })
                }}
              >
                {KINDS.map(({ kind, words }) => (
                  <option key={kind} value={kind}>
                    {t(words)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <PolicyChoice policy={form.values.policy} onChoose={(policy) => form.set({ policy })} />
          <More test="offer-more">
            <TextField
              label={t('offerCapacity')}
              hint={t('offerCapacityHint')}
              type="number"
              min="1"
              {...form.field('capacity')}
              error={capacityError ? t('offerCapacityWrong') : undefined}
              test="offer-capacity"
            />
            <TextField
              label={t('tellMore')}
              optional
              lines={2}
              {...form.field('description')}
              test="offer-description"
            />
            <TextField label={t('offerMessage')} optional lines={2} {...form.field('message')} />
          </More>
        </div>
        <MyThings me={props.me} festival={props.festival.festival} />
      </div>
      <div class="actions">
        <Outcome slow={create.slow} error={create.error} />
        <Button look="main" grow submit icon="plus" busy={create.busy} test="offer-submit">
          {t('offerSubmit')}
        </Button>
      </div>
    </form>
  )
}

function PolicyChoice(props: {
  policy: OfferValues['policy']
  onChoose: (policy: OfferValues['policy']) => void
}): JSX.Element {
  return (
    <fieldset>
      <legend class="label">{t('offerPolicy')}</legend>
      <Radio
        group="policy"
        on={props.policy === 'manual'}
        test="offer-policy-manual"
        onChoose={() => props.onChoose('manual')}
      >
        {t('policyManual')}
        <span class="hint">{t('policyManualHint')}</span>
      </Radio>
      <Radio
        group="policy"
        on={props.policy === 'first-come-first-served'}
        test="offer-policy-fcfs"
        onChoose={() => props.onChoose('first-come-first-served')}
      >
        {t('policyFirst')}
        <span class="hint">{t('policyFirstHint')}</span>
      </Radio>
    </fieldset>
  )
}
