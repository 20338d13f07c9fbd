// What just happened, for a moment, perhaps with the next step. Read out when it appears.
import type { ComponentChildren, JSX } from 'preact'
import { Button } from './button.tsx'
import type { IconName } from './icon-paths.ts'

export function Toast(props: {
  children: ComponentChildren
  action?: { words: string; icon?: IconName; onClick: () => void } | undefined
}): JSX.Element {
  return (
    <div class="toast" data-test="toast">
      <span class="grow" role="status">
        {props.children}
      </span>
      {props.action && (
        <Button
          look="quiet"
          size="small"
          onClick={props.action.onClick}
          {...(props.action.icon ? { icon: props.action.icon } : {})}
        >
          {props.action.words}
        </Button>
      )}
    </div>
  )
}
