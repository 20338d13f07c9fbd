// A tick with its words; the whole line is pressable.
import type { ComponentChildren, JSX } from 'preact'

export function Check(props: {
  on: boolean
  disabled?: boolean
  test?: string
  data?: Readonly<Record<`data-${string}`, string>>
  onChange: (on: boolean) => void
  children: ComponentChildren
}): JSX.Element {
  return (
    <label class="choice">
      <input
        type="checkbox"
        class="tick-box"
        checked={props.on}
        disabled={props.disabled}
        data-test={props.test}
        {...props.data}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class="grow">{props.children}</span>
    </label>
  )
}
