// Who the head shows: as whom I am in the festival that is shown or, while a web site asks, as whom it would be answered.
import { readApprovals } from '../src/adapters/dexie/queries.ts'
import type { FestivalOverview } from '../src/festival/overview.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { nextQuestion } from '../ui/request/group-approvals.ts'
import { useLive } from '../ui/use-live.ts'
import type { NodeState } from '../ui/use-node.ts'
import { askedAs } from './asked-as.ts'
import type { Route } from './route.ts'

export interface Who {
  me: PublicKey
  /** A festival in which I am that one; absent when there is none. */
  festival?: FestivalOverview
}

/** Undefined until known: nobody else is shown meanwhile. */
export function useWho(
  route: Route,
  node: NodeState | undefined,
  current: FestivalOverview | undefined,
): Who | undefined {
  const { view, about } = route
  const asked = useLive(
    async (db) => ({
      view,
      question: view === 'approval' ? nextQuestion(await readApprovals(db), about) : undefined,
    }),
    [view, about],
  )
  if (node?.persona === undefined || asked === undefined) return undefined
  if (view === 'approval' && asked.view !== view) return undefined
  const me = (asked.view === view ? askedAs(asked.question) : undefined) ?? current?.me ?? node.persona
  const festival = current === undefined || current.me === me ? current : node.festivals.find((each) => each.me === me)
  return { me, ...(festival === undefined ? {} : { festival }) }
}
