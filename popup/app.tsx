// The popup as a whole: head, the view that the address names, navigation. A waiting site takes the whole sheet.
import type { ComponentChildren, JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { useCurrentFestival } from '../ui/current-festival.ts'
import { BackupLine } from '../ui/backup-line.tsx'
import { RoomLine } from '../ui/room-line.tsx'
import { Toast } from '../ui/toast.tsx'
import { UndoToast } from '../ui/undo-toast.tsx'
import { UnlockCard } from '../ui/unlock-card.tsx'
import { UnlockGate } from '../ui/unlock-gate.tsx'
import { type NodeState, useNode } from '../ui/use-node.ts'
import { useWallet } from '../ui/use-wallet.ts'
import { Head } from './head.tsx'
import { Navigation } from './navigation.tsx'
import { type Route, useRoute } from './route.ts'
import { useToast } from '../ui/use-toast.ts'
import { useWho } from './use-who.ts'
import { Approval } from './views/approval.tsx'
import { ChangeEvent } from './views/change-event.tsx'
import { ChangeThing } from './views/change-thing.tsx'
import { Festival } from './views/festival.tsx'
import { Join } from './views/join.tsx'
import { Look } from './views/look.tsx'
import { NewEvent } from './views/new-event.tsx'
import { NewFestival } from './views/new-festival.tsx'
import { Offer } from './views/offer.tsx'
import { Pictures } from './views/pictures.tsx'
import { Today } from './views/today.tsx'
import { Waiting } from './views/waiting.tsx'
import { WaysIn } from './views/ways-in.tsx'
import { Welcome } from './views/welcome.tsx'

/** What every view gets. */
export interface ViewProps {
  me: PublicKey
  node: NodeState
  festival: FestivalOverview
  chooseFestival: (festival: string) => void
  /** Says for a moment what just happened. */
  say: (words: ComponentChildren) => void
}

export function App(): JSX.Element {
  const node = useNode()
  const wallet = useWallet()
  const route = useRoute()
  const toast = useToast()
  const [current, chooseFestival] = useCurrentFestival(node?.festivals)
  const who = useWho(route, node, current)
  if (node === undefined || wallet === undefined) return <Board />
  if (node.persona === undefined) {
    return <Board>{wallet.state === 'locked' ? <UnlockCard wallet={wallet} focus /> : <Welcome />}</Board>
  }
  if (who === undefined) return <Board />
  const alone = route.view === 'approval' || current === undefined
  const me = current?.me ?? node.persona
  const common = { me, node, chooseFestival, say: toast.say }
  return (
    <div class="popup">
      <Head {...who} node={node} />
      <main>
        <UnlockCard wallet={wallet} focus />
        {current === undefined ? (
          <WithoutFestival route={route} {...common} />
        ) : (
          <Sheet route={route} festival={current} {...common} />
        )}
      </main>
      {route.view !== 'approval' && <BackupLine {...node} />}
      {route.view !== 'approval' && <RoomLine />}
      {toast.words === undefined ? <UndoToast /> : <Toast>{toast.words}</Toast>}
      {!alone && <Navigation view={route.view} />}
      <UnlockGate />
    </div>
  )
}

/** The board before anything is known: the same frame, so that nothing jumps. */
function Board(props: { children?: ComponentChildren }): JSX.Element {
  return (
    <div class="popup">
      <header />
      <main>{props.children}</main>
    </div>
  )
}

function WithoutFestival({ route, ...props }: Omit<ViewProps, 'festival'> & { route: Route }): JSX.Element {
  switch (route.view) {
    case 'approval':
      return <Approval {...props} about={route.about} />
    case 'create':
      return <NewFestival {...props} />
    case 'join':
      return <Join {...props} />
    case 'waiting':
    case 'today':
    case 'offer':
    case 'thing':
    case 'all':
    case 'event':
    case 'look':
    case 'pictures':
      return <WaysIn {...props} />
  }
}

function Sheet({ route, ...props }: ViewProps & { route: Route }): JSX.Element {
  switch (route.view) {
    case 'waiting':
      return <Waiting {...props} about={route.about} />
    case 'today':
      return <Today {...props} />
    case 'offer':
      return <Offer {...props} />
    case 'thing':
      return route.about === undefined ? <Offer {...props} /> : <ChangeThing {...props} about={route.about} />
    case 'all':
      return <Festival {...props} />
    case 'event':
      return route.about === undefined ? <NewEvent {...props} /> : <ChangeEvent {...props} about={route.about} />
    case 'pictures':
      return route.about === undefined ? <Festival {...props} /> : <Pictures {...props} about={route.about} />
    case 'create':
      return <NewFestival {...props} />
    case 'join':
      return <Join {...props} />
    case 'look':
      return <Look {...props} about={route.about} />
    case 'approval':
      return <Approval {...props} about={route.about} />
  }
}
