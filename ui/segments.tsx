// A few choices side by side, one of them pressed.
import type { JSX } from 'preact'
import { useId } from 'preact/hooks'

export function Segments<Value extends string | number>(props: {
  label: string
  value: Value
  choices: readonly { value: Value; words: string }[]
  onChoose: (value: Value) => void
}): JSX.Element {
  const id = useId()
  return (
    <div class="field">
      <span class="label" id={id}>
        {props.label}
      </span>
      <div class="segments" role="group" aria-labelledby={id}>
        {props.choices.map(({ value, words }) => (
          <button
            type="button"
            key={value}
            aria-pressed={value === props.value ? 'true' : 'false'}
            onClick={() => props.onChoose(value)}
          >
            {words}
          </button>
        ))}
      </div>
    </div>
  )
}
