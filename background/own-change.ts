// A person's change of something of their own that is there already: a festival, a thing, an event, a line. As the persona that
// made it, and checked when its turn comes.

import type { Result } from '../src/bamboo/result.ts'
import type { Step } from '../src/log/publication.ts'
import type { FestivalId, ObjectId, PublicKey } from '../src/operations/ids.ts'
import type { PanelError } from '../messages/panel.ts'
import { append, type OwnReceipts } from './append.ts'
import type { Context } from './context.ts'
import { memberAsMaker } from './membership.ts'

/** What is changed, and where it lives. */
export interface Changed {
  festival: FestivalId
  objects: readonly ObjectId[]
}

/** Writes what `steps` says, once for each `id`. `at` is the time of the entries, UTC ms. */
export async function changeOwn(
  context: Context,
  id: string,
  { festival, objects }: Changed,
  steps: (me: PublicKey, at: number) => Promise<Result<readonly Step[], PanelError>>,
): Promise<Result<OwnReceipts, PanelError>> {
  const member = await memberAsMaker(context, festival, objects[0])
  if (!member.ok) return member
  const { persona } = member.value
  const at = context.clock.now()
  return append(context, {
    id,
    persona,
    festival,
    prepare: () => steps(persona, at),
    changes: { objects, by: 'person' },
  })
}
