// A command to background as a hook: runs once however often the button is pressed, says when it takes long and keeps
// the refusal for display (DESIGN §3.1).
import { useCallback, useRef, useState } from 'preact/hooks'
import { command } from '../messages/client.ts'
import type { PanelCommand, PanelError, PanelParams, PanelResponse, PanelResult } from '../messages/panel.ts'
import { askToUnlock } from './ask-to-unlock.ts'
import { askAgain } from './use-live.ts'

/** After this many milliseconds waiting is shown. */
const SLOW_AFTER_MS = 500

export interface CommandHandle<Name extends PanelCommand> {
  /** The result, or undefined when it was refused (see `error`) or one is running already. */
  run: (params: PanelParams<Name>) => Promise<PanelResult<Name> | undefined>
  busy: boolean
  slow: boolean
  error: PanelError | undefined
}

/** Runs it, and once more when the person unlocked the wallet for it: what was refused as locked has written nothing. */
async function runOpen<Name extends PanelCommand>(name: Name, params: PanelParams<Name>): Promise<PanelResponse<Name>> {
  const response = await command(name, params)
  const isLocked = !response.ok && response.error.code === 'locked'
  return isLocked && (await askToUnlock()) ? command(name, params) : response
}

export function useCommand<Name extends PanelCommand>(name: Name): CommandHandle<Name> {
  const running = useRef(false)
  const [state, setState] = useState<{ busy: boolean; slow: boolean; error?: PanelError }>({ busy: false, slow: false })
  const run = useCallback(
    async (params: PanelParams<Name>) => {
      if (running.current) return undefined
      running.current = true
      setState({ busy: true, slow: false })
      const timer = setTimeout(() => setState({ busy: true, slow: true }), SLOW_AFTER_MS)
      const response = await runOpen(name, params)
      clearTimeout(timer)
      running.current = false
      setState({ busy: false, slow: false, ...(response.ok ? {} : { error: response.error }) })
      askAgain()
      return response.ok ? response.value : undefined
    },
    [name],
  )
  return { run, busy: state.busy, slow: state.slow, error: state.error }
}
