// What a form says about two commands of which the second follows the first.
import type { PanelCommand } from '../messages/panel.ts'
import type { CommandHandle } from './use-command.ts'

type Outcome = Pick<CommandHandle<PanelCommand>, 'busy' | 'slow' | 'error'>

export function either(first: Outcome, second: Outcome): Outcome {
  return { busy: first.busy || second.busy, slow: first.slow || second.slow, error: first.error ?? second.error }
}
