// A command that met a locked wallet waits here until a person unlocked it or did not want to (unlock-gate.tsx asks).
import { signal, type ReadonlySignal } from '@preact/signals'

type Answer = (unlocked: boolean) => void

const waiting = signal<readonly Answer[]>([])

/** The commands that wait; the gate is open while there are any. */
export const commandsWaiting: ReadonlySignal<readonly Answer[]> = waiting

/** True once the wallet is unlocked; false when the person closed the question. */
export function askToUnlock(): Promise<boolean> {
  return new Promise((resolve) => {
    waiting.value = [...waiting.value, resolve]
  })
}

/** Lets all of them go on, or gives up for all of them. */
export function answerWaiting(unlocked: boolean): void {
  const answers = waiting.value
  waiting.value = []
  for (const answer of answers) answer(unlocked)
}
