// The head of the app (mockups 03, 10b): who I am in the festival that is shown, which one that is, how many hold my data, online or not.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { Animal } from '../ui/animal.tsx'
import { useCurrentFestival } from '../ui/current-festival.ts'
import { Health } from '../ui/health.tsx'
import { t } from '../ui/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { MeSheet } from '../ui/me-sheet.tsx'
import { OnlineSwitch } from '../ui/online-switch.tsx'
import { personaTitle, personName } from '../ui/persona-title.ts'
import { useLive } from '../ui/use-live.ts'
import type { NodeState } from '../ui/use-node.ts'
import { loadPeople, type People } from '../ui/use-people.ts'
import { FestivalSwitch } from './festival-switch.tsx'

export function Head({ node }: { node: NodeState }): JSX.Element {
  const [current, choose] = useCurrentFestival(node.festivals, node.archived)
  const me = current?.me ?? node.persona
  return (
    <>
      {me !== undefined && <Me me={me} node={node} festival={current} />}
      <div class="head-festival">
        {(current !== undefined || node.archived.length > 0) && (
          <FestivalSwitch node={node} current={current} choose={choose} />
        )}
        <Health node={node} festival={current?.festival} />
      </div>
      <OnlineSwitch online={node.online} />
    </>
  )
}

function Me(props: { me: PublicKey; node: NodeState; festival: FestivalOverview | undefined }): JSX.Element {
  const { me, node } = props
  const festival = props.festival?.festival
  const [isOpen, setOpen] = useState(false)
  const people = useLive(
    async (db): Promise<People> => (festival === undefined ? {} : loadPeople(db, festival)),
    [festival],
  )
  const name = personName(me, people?.[me])
  const animal = personaTitle(me)
  return (
    <>
      <button type="button" class="me" aria-haspopup="dialog" data-test="me" onClick={() => setOpen(true)}>
        <Animal publicKey={me} />
        <span class="me-names">
          <b class="cut" data-test="persona" data-key={me}>
            <bdi>{name}</bdi>
          </b>
          {name !== animal && <span class="small cut">{animal}</span>}
        </span>
        <Icon name="down" size="small" />
      </button>
      {isOpen && (
        <MeSheet me={me} node={node} festival={props.festival} onClose={() => setOpen(false)}>
          <a class="button line wide" href="#identity" data-test="open-identity" onClick={() => setOpen(false)}>
            <Icon name="key" />
            {t('railIdentity')}
          </a>
        </MeSheet>
      )}
    </>
  )
}
