// Takes over what was chosen of a file: how far it is, and how it ended.
import { useRef, useState } from 'preact/hooks'
import type { PanelError } from '../../messages/panel.ts'
import { useCommand } from '../../ui/use-command.ts'
import type { Take, TakeStep } from './take-steps.ts'

export type TakingState =
  | { state: 'idle' }
  | { state: 'running'; share: number }
  /** `of` were chosen, `made` of them are there now. */
  | { state: 'ended'; made: number; of: number }

export interface Taking {
  now: TakingState
  error: PanelError | undefined
  /** `of` is how many things the steps make. */
  run: (steps: readonly TakeStep[], of: number) => Promise<void>
  /** After the step that is running. */
  stop: () => void
  take: Take
}

export function useTaking(): Taking {
  const offer = useCommand('resource.createMany')
  const many = useCommand('event.createMany')
  const [now, setNow] = useState<TakingState>({ state: 'idle' })
  const isStopped = useRef(false)
  const run = async (steps: readonly TakeStep[], of: number): Promise<void> => {
    isStopped.current = false
    let made = 0
    for (const [index, step] of steps.entries()) {
      if (isStopped.current) break
      setNow({ state: 'running', share: index / steps.length })
      const done = await step()
      if (done === undefined) break
      made += done
    }
    setNow({ state: 'ended', made, of })
  }
  return {
    now,
    error: offer.error ?? many.error,
    run,
    stop: () => {
      isStopped.current = true
    },
    take: { offer: offer.run, make: many.run },
  }
}
