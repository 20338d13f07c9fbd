// The head of the popup: who I am, how many hold my data, online or not.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { Animal } from '../ui/animal.tsx'
import { Health } from '../ui/health.tsx'
import { OnlineSwitch } from '../ui/online-switch.tsx'
import { personName, personaTitle } from '../ui/persona-title.ts'
import { useLive } from '../ui/use-live.ts'
import type { NodeState } from '../ui/use-node.ts'
import { loadPeople, type People } from '../ui/use-people.ts'

export function Head(props: { me: PublicKey; node: NodeState; festival?: FestivalOverview | undefined }): JSX.Element {
  const { me, node } = props
  const festival = props.festival?.festival
  const people = useLive(
    async (db): Promise<People> => (festival === undefined ? {} : loadPeople(db, festival)),
    [festival],
  )
  return (
    <header>
      <Animal publicKey={me} />
      <span class="grow" title={personaTitle(me)}>
        <b class="cut" data-test="persona" data-key={me}>
          <bdi>{personName(me, people?.[me])}</bdi>
        </b>
        <Health node={node} festival={festival} />
      </span>
      <OnlineSwitch online={node.online} />
    </header>
  )
}
