// First and last day of a festival, side by side.
import type { JSX } from 'preact'
import { TextField } from './field.tsx'
import { t } from './i18n.ts'

interface FieldValue {
  value: string
  onInput: (value: string) => void
}

export function DayFields(props: { from: FieldValue; to: FieldValue; error: string | undefined }): JSX.Element {
  return (
    <div class="pair">
      <TextField label={t('festivalFrom')} optional type="date" {...props.from} test="festival-from" />
      <TextField label={t('festivalTo')} optional type="date" {...props.to} error={props.error} test="festival-to" />
    </div>
  )
}
