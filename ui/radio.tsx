// One of several: a native radio, so that arrow keys and screen readers know it.
import type { ComponentChildren, JSX } from 'preact'

export interface RadioProps {
  /** The same for all that exclude each other. */
  group: string
  on: boolean
  test?: string
  onChoose: () => void
}

/** The circle alone, for choices that are cards of their own inside a `label`. */
export function RadioMark(props: RadioProps): JSX.Element {
  return (
    <input
      type="radio"
      class="radio"
      name={props.group}
      checked={props.on}
      data-test={props.test}
      onChange={() => props.onChoose()}
    />
  )
}

/** The circle with its words; the whole line is pressable. */
export function Radio(props: RadioProps & { children: ComponentChildren }): JSX.Element {
  return (
    <label class="choice">
      <RadioMark
        group={props.group}
        on={props.on}
        onChoose={props.onChoose}
        {...(props.test ? { test: props.test } : {})}
      />
      <span class="grow">{props.children}</span>
    </label>
  )
}
