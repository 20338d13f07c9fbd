// As whom a question of a web site would be answered: who it was asked for, until the person chooses another of theirs. One for the
// whole popup, so that the head shows who is chosen below it.
import { signal } from '@preact/signals'
import type { ApprovalRow } from '../src/adapters/dexie/schema.ts'
import type { PublicKey } from '../src/operations/ids.ts'

const chosen = signal<{ approval: string; persona: PublicKey } | undefined>(undefined)

/** Who this question is about now; undefined when it was asked of nobody in particular and nobody was chosen. */
export function askedAs(approval: ApprovalRow | undefined): PublicKey | undefined {
  const choice = chosen.value
  return choice !== undefined && choice.approval === approval?.id ? choice.persona : approval?.persona
}

export function answerAs(approval: ApprovalRow, persona: PublicKey): void {
  chosen.value = { approval: approval.id, persona }
}
