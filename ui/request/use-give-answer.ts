// Gives answers as the person chose: held for some seconds in which they can be taken back, or signed at once.
import type { PanelError, PanelParams } from '../../messages/panel.ts'
import { readUndoSeconds } from '../../src/adapters/dexie/held-answer-rows.ts'
import { panelDatabase } from '../panel-database.ts'
import { useCommand } from '../use-command.ts'
import { toHex } from '../../src/bamboo/bytes.ts'

type HandAnswer = PanelParams<'authorization.answer'>
export type GivenState = 'held' | 'effective' | 'void' | 'denied'

export interface GiveAnswer {
  /** All with one press: one undo takes them back. The states of those that were given; the first refusal ends it. */
  give: (answers: readonly HandAnswer[]) => Promise<GivenState[]>
  busy: boolean
  slow: boolean
  error: PanelError | undefined
}

export function useGiveAnswer(): GiveAnswer {
  const now = useCommand('authorization.answer')
  const later = useCommand('answer.hold')
  const give = async (answers: readonly HandAnswer[]): Promise<GivenState[]> => {
    const seconds = await readUndoSeconds(panelDatabase())
    const batch = toHex(crypto.getRandomValues(new Uint8Array(16)))
    const states: GivenState[] = []
    for (const answer of answers) {
      const given =
        seconds === 0
          ? (await now.run(answer))?.state
          : (await later.run({ ...answer, batch, seconds })) && ('held' as const)
      if (given === undefined) break
      states.push(given)
    }
    return states
  }
  return { give, busy: now.busy || later.busy, slow: now.slow || later.slow, error: now.error ?? later.error }
}
