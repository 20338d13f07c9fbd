// A sentence that matters here: what follows from a choice, what is wrong, what is certain.
import type { ComponentChildren, JSX } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.ts'

export type NoteTone = 'info' | 'warn' | 'good' | 'bad' | 'calm'

const ICONS: Readonly<Record<NoteTone, IconName>> = {
  info: 'info',
  warn: 'clock',
  good: 'check',
  bad: 'warn',
  calm: 'info',
}

export function Note(props: {
  tone: NoteTone
  icon?: IconName
  /** Read out when it appears: for answers to what the user just did. */
  alert?: boolean
  test?: string
  code?: string
  children: ComponentChildren
}): JSX.Element {
  return (
    <div
      class={`note ${props.tone}`}
      role={props.alert ? 'alert' : undefined}
      data-test={props.test}
      data-code={props.code}
    >
      <Icon name={props.icon ?? ICONS[props.tone]} size="small" />
      <span class="grow">{props.children}</span>
    </div>
  )
}
