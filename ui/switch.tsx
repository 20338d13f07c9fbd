// On or off, at once: no other button confirms it.
import type { JSX } from 'preact'
import { useId } from 'preact/hooks'

/** `label` says what the state is now ("Online", "Offline"); `name` what the switch is for; `busy` until it is kept. */
export function Switch(props: {
  on: boolean
  name: string
  label: string
  busy?: boolean
  test?: string
  onChange: (on: boolean) => void
}): JSX.Element {
  const id = useId()
  return (
    <span class="row">
      <span class="small" id={id} aria-hidden="true">
        {props.label}
      </span>
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={props.on ? 'true' : 'false'}
        aria-label={props.name}
        aria-busy={props.busy === true ? 'true' : undefined}
        data-test={props.test}
        onClick={() => props.onChange(!props.on)}
      />
    </span>
  )
}
