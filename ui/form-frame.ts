// How a form that popup and app share is framed: each panel has its own head, way back and place for the button.
import type { ComponentChildren, JSX } from 'preact'
import type { PanelCommand } from '../messages/panel.ts'
import type { IconName } from './icon-paths.ts'
import type { CommandHandle } from './use-command.ts'

/** What a form hands to its frame: fields as children, the command that sends them, and the words of the one button. */
export interface FormFrameProps {
  title: string
  command: Pick<CommandHandle<PanelCommand>, 'busy' | 'slow' | 'error'>
  submit: { words: string; test: string; icon?: IconName }
  onSubmit: () => Promise<void>
  children: ComponentChildren
}

/**
 * Called when something is sent; what it gives is called once that is done, with the words for it. It may take a while, and who
 * went elsewhere meanwhile is not pulled back.
 */
export type WhenDone = () => (said: string) => void

/** Must stay the same component between renderings, or the fields lose the focus. */
export type FormFrame = (props: FormFrameProps) => JSX.Element
