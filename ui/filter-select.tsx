// Narrows a list to one place, person or kind; the first choice narrows nothing.
import type { JSX } from 'preact'
import { Field } from './field.tsx'
import { visibleText } from './hidden-characters.ts'

export function FilterSelect(props: {
  label: string
  /** Empty: nothing is chosen. */
  value: string
  /** The words for no choice. */
  all: string
  options: readonly (readonly [value: string, words: string])[]
  test: string
  onChoose: (value: string) => void
}): JSX.Element {
  return (
    <Field label={props.label}>
      {(wiring) => (
        <select
          {...wiring}
          class="input"
          value={props.value}
          data-test={props.test}
          onChange={(event) => props.onChoose(event.currentTarget.value)}
        >
          <option value="">{props.all}</option>
          {props.options.map(([value, words]) => (
            <option key={value} value={value}>
              {visibleText(words)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
