// Adding an event or a thing with three fields, at the foot of what opens first: what, when, where (DESIGN §9).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { firstTimes } from '../../ui/event/event-times.tsx'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/i18n.ts'
import { Segments } from '../../ui/segments.tsx'
import { type Form, useForm } from '../../ui/use-form.ts'
import type { ViewProps } from '../app.tsx'
import { QuickEvent } from './quick-event.tsx'
import { QuickThing } from './quick-thing.tsx'
import type { QuickEventValues, QuickThingValues } from './quick-values.ts'

const KINDS = [
  { value: 'event', words: 'quickEvent' },
  { value: 'thing', words: 'quickThing' },
] as const

/** What the fields of either get. */
export interface QuickProps<Values> extends Pick<ViewProps, 'festival' | 'say'> {
  form: Form<Values>
}

export function QuickAdd({ festival, say }: Pick<ViewProps, 'festival' | 'say'>): JSX.Element {
  const event = useForm(
    (): QuickEventValues => ({ what: '', begins: firstTimes(festival).from, place: '' }),
    `quick-event/${festival.festival}`,
  )
  const thing = useForm(
    (): QuickThingValues => ({ what: '', times: 'always', address: '' }),
    `quick-thing/${festival.festival}`,
  )
  const [kind, choose] = useState<'event' | 'thing'>(thing.wasKept && !event.wasKept ? 'thing' : 'event')
  // What is offered is read only for whoever wants to add something; what was typed before is seen.
  const [open, setOpen] = useState(event.wasKept || thing.wasKept)
  return (
    <details
      class="more quick-add"
      open={open}
      data-test="quick-add"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open)
        if (currentTarget.open) currentTarget.scrollIntoView({ block: 'nearest' })
      }}
    >
      <summary>
        <Icon name="plus" size="small" />
        {t('quickTitle')}
      </summary>
      {open && (
        <div class="card padded stack">
          <Segments
            label={t('quickKind')}
            value={kind}
            choices={KINDS.map(({ value, words }) => ({ value, words: t(words) }))}
            onChoose={choose}
          />
          {kind === 'event' ? (
            <QuickEvent festival={festival} say={say} form={event} />
          ) : (
            <QuickThing festival={festival} say={say} form={thing} />
          )}
        </div>
      )}
    </details>
  )
}
