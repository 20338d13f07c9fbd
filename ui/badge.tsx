// A small word with a shape and a colour: a state, never colour alone.
import type { ComponentChildren, JSX } from 'preact'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.ts'

export type BadgeTone = 'granted' | 'waiting' | 'declined' | 'info' | 'calm'

const ICONS: Readonly<Record<BadgeTone, IconName | undefined>> = {
  granted: 'check',
  waiting: 'clock',
  declined: 'x',
  info: 'info',
  calm: undefined,
}

/** `icon` overrules the one that belongs to the tone. */
export function Badge(props: { tone: BadgeTone; icon?: IconName; children: ComponentChildren }): JSX.Element {
  const icon = props.icon ?? ICONS[props.tone]
  return (
    <span class={`badge ${props.tone}`}>
      {icon && <Icon name={icon} />}
      {props.children}
    </span>
  )
}
