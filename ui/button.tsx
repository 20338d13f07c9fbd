// A button: says what happens. `busy` keeps its width and ignores presses, so that nothing is sent twice.
import type { ComponentChildren, JSX } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.ts'

export type ButtonLook = 'main' | 'yes' | 'no' | 'line' | 'quiet' | 'link'

export interface ButtonProps {
  look: ButtonLook
  icon?: IconName
  /** The words; for a button that only shows its icon give `label`. */
  children?: ComponentChildren
  label?: string
  size?: 'small'
  tight?: boolean
  wide?: boolean
  grow?: boolean
  busy?: boolean
  disabled?: boolean
  submit?: boolean
  test?: string
  describedBy?: string
  /** `event.isTrusted` tells a person's press from one that a script made. */
  onClick?: (event: Event) => void
}

export function Button(props: ButtonProps): JSX.Element {
  const idle = props.busy !== true && props.disabled !== true
  const only = props.children === undefined && 'only-icon'
  const flags = [props.tight && 'tight', props.wide && 'wide', props.grow && 'grow']
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      class={['button', props.look, props.size, only, ...flags].filter(Boolean).join(' ')}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-disabled={idle ? undefined : 'true'}
      aria-busy={props.busy ? 'true' : undefined}
      data-test={props.test}
      onClick={(event) => {
        if (!idle) event.preventDefault()
        else props.onClick?.(event)
      }}
    >
      {props.icon && <Icon name={props.icon} />}
      {props.children !== undefined && <span class="cut">{props.children}</span>}
    </button>
  )
}
