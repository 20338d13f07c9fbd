// A labelled field: label, hint and error are wired for screen readers, the error stands where the eye is.
import { useId } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { Icon } from './icon.tsx'
import { t } from './i18n.ts'

/** What the input of a field must carry: spread it onto `input`, `select` or `textarea`. */
export interface FieldWiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': 'true' | undefined
}

export interface FieldProps {
  label: string
  /** Adds "(optional)" to the label. */
  optional?: boolean
  hint?: ComponentChildren
  error?: string | undefined
  children: (wiring: FieldWiring) => ComponentChildren
}

export function Field(props: FieldProps): JSX.Element {
  const id = useId()
  const described = [props.hint ? `${id}-hint` : '', props.error ? `${id}-error` : ''].join(' ').trim()
  return (
    <div class="field">
      <label class="label" for={id}>
        {props.label} {props.optional && <span class="soft">{t('fieldOptional')}</span>}
      </label>
      {props.children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': props.error ? 'true' : undefined,
      })}
      {props.hint && (
        <span class="hint" id={`${id}-hint`}>
          {props.hint}
        </span>
      )}
      {props.error && (
        <span class="hint bad row top" id={`${id}-error`} role="alert">
          <Icon name="warn" size="small" />
          <span>{props.error}</span>
        </span>
      )}
    </div>
  )
}

export interface TextFieldProps extends Omit<FieldProps, 'children'> {
  value: string
  onInput: (value: string) => void
  /** The native type; dates and times use the browser's own pickers. */
  type?: 'text' | 'date' | 'time' | 'datetime-local' | 'number'
  lines?: number
  placeholder?: string
  mono?: boolean
  maxLength?: number
  required?: boolean
  min?: string
  test?: string
}

/** A field with a line of text, or several. */
export function TextField(props: TextFieldProps): JSX.Element {
  const { value, onInput, type, lines, placeholder, mono, maxLength, required, min, test, ...field } = props
  const shared = {
    class: mono ? 'input mono' : 'input',
    value,
    placeholder,
    maxLength,
    required,
    'data-test': test,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  }
  return (
    <Field {...field}>
      {(wiring) =>
        lines === undefined ? (
          // Preact types inputs by their role; only one that may have a list may be of any of our types.
          <input
            {...shared}
            {...wiring}
            {...(min === undefined ? {} : { min })}
            type={type ?? 'text'}
            list={undefined}
            autocomplete="off"
          />
        ) : (
          <textarea {...shared} {...wiring} rows={lines} />
        )
      }
    </Field>
  )
}
