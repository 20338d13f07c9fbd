// An event in three fields: its name, when it begins, and the place that is asked for it; whether that is free then is said at once.
import type { JSX } from 'preact'
import { Field, TextField } from '../../ui/field.tsx'
import { typedTimes } from '../../ui/event/event-times.tsx'
import { FreeAgain } from '../../ui/event/free-again.tsx'
import { FreedomBadge } from '../../ui/event/freedom-badge.tsx'
import { OfferOptions } from '../../ui/event/offer-options.tsx'
import { publishedWords } from '../../ui/event/published-words.ts'
import { freedom, useOffers } from '../../ui/event/use-offers.ts'
import { formatWhen, zoneCity } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'
import type { QuickProps } from './quick-add.tsx'
import { QuickForm } from './quick-form.tsx'
import { type QuickEventValues, quickInterval } from './quick-values.ts'

export function QuickEvent({ form, say, ...props }: QuickProps<QuickEventValues>): JSX.Element {
  const { festival, timezone: zone } = props.festival
  const create = useCommand('event.create')
  const { what, place } = form.values
  const interval = quickInterval(form.values, zone)
  const places = useOffers(festival, interval)?.filter(({ resource }) => resource.kind === 'place')
  const chosen = places?.find(({ resource }) => resource.id === place)
  const state = chosen && freedom(chosen, 1)
  const submit = async (): Promise<void> => {
    const title = what.trim()
    const isUnread = place !== '' && places === undefined
    if (title === '' || interval === undefined || isUnread) return
    const lines = chosen === undefined ? [] : [{ resource: chosen.resource.id, quantity: 1, required: true }]
    if (!(await create.run({ festival, title, ...interval, lines }))) return
    form.drop()
    say(publishedWords(title, lines.length))
  }
  return (
    <QuickForm
      draft={form}
      what={form.field('what')}
      example={t('quickEventExample')}
      command={create}
      submit={t(chosen === undefined ? 'eventPublish' : 'eventPublishAndAsk')}
      onSubmit={submit}
    >
      <TextField
        label={t('quickWhen')}
        type="datetime-local"
        {...form.field('begins')}
        required
        hint={interval && t('quickUntil', [formatWhen(interval, zone), zoneCity(zone)])}
        test="quick-when"
      />
      <Field label={t('quickWhere')}>
        {(wiring) => (
          <select
            {...wiring}
            class="input"
            value={chosen === undefined ? '' : place}
            data-test="quick-where"
            data-freedom={state}
            onChange={(event) => form.set({ place: event.currentTarget.value })}
          >
            <option value="">{t('quickNowhere')}</option>
            <OfferOptions offers={places ?? []} />
          </select>
        )}
      </Field>
      {state && (
        <p>
          <FreedomBadge state={state} />
        </p>
      )}
      {chosen && interval && (state === 'taken' || state === 'closed') && (
        <FreeAgain
          interval={interval}
          quantity={1}
          resource={chosen.resource.id}
          zone={zone}
          onUse={(time) => form.set({ begins: typedTimes(time, zone).from })}
        />
      )}
    </QuickForm>
  )
}
