// First and last day of a festival, side by side.
import type { JSX } from 'preact'
import type { daysSpan } from './days-span.ts'
import { TextField } from './field.tsx'
import { t } from './i18n.ts'

interface FieldValue {
  value: string
  onInput: (value: string) => void
}

/** `span` is what the two say together. */
export function DayFields(props: { from: FieldValue; to: FieldValue; span: ReturnType<typeof daysSpan> }): JSX.Element {
  const { from, to, span } = props
  const ofFirst = span === 'unbegun' ? t('festivalFirstDayMissing') : undefined
  const ofLast = span === 'inverted' ? t('error_interval_inverted') : undefined
  return (
    <div class="pair">
      <TextField label={t('festivalFrom')} optional type="date" {...from} error={ofFirst} test="festival-from" />
      <TextField label={t('festivalTo')} optional type="date" {...to} error={ofLast} test="festival-to" />
    </div>
  )
}
