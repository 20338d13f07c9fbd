// Who I am, opened from the head of a panel: the animal, the public key, my other personas, and where more can be set.
import { useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { Animal } from './animal.tsx'
import { Button } from './button.tsx'
import { CopyText } from './copy-text.tsx'
import { festivalTitle } from './festival-title.ts'
import { isolated } from './hidden-characters.ts'
import { t } from './i18n.ts'
import { MyPersonaLine, useMyPersonas } from './my-persona.tsx'
import { personaTitle } from './persona-title.ts'
import { Sheet } from './sheet.tsx'
import { allFestivals, type NodeState } from './use-node.ts'
import { SwitchPersona } from './switch-persona.tsx'
import { LockNow } from './lock-now.tsx'

export interface MeSheetProps {
  me: PublicKey
  node: NodeState
  festival: FestivalOverview | undefined
  onClose: () => void
  /** The way to everything else that can be set. */
  children: ComponentChildren
}

export function MeSheet(props: MeSheetProps): JSX.Element {
  const [isSwitching, setSwitching] = useState(false)
  const { me, node, festival } = props
  if (isSwitching && festival !== undefined) {
    return (
      <Sheet title={t('switchTitle', [isolated(festivalTitle(festival))])} onClose={props.onClose}>
        <SwitchPersona festival={festival} node={node} onDone={props.onClose} />
      </Sheet>
    )
  }
  return (
    <Sheet title={personaTitle(me)} onClose={props.onClose}>
      <div class="stack">
        <div class="row">
          <Animal publicKey={me} size="large" />
          <p class="small soft grow">{t('identityText')}</p>
        </div>
        <CopyText label={t('identityKey')} text={me} test="public-key" />
        <p class="small soft">{t('identityKeyText')}</p>
        <Others me={me} node={node} />
        {festival !== undefined && (
          <Button look="line" wide icon="people" test="switch-open" onClick={() => setSwitching(true)}>
            {t('switchOpen')}
          </Button>
        )}
        <LockNow wide onLocked={props.onClose} />
        {props.children}
      </div>
    </Sheet>
  )
}

/** Nothing for whoever is one. */
function Others({ me, node }: Pick<MeSheetProps, 'me' | 'node'>): JSX.Element | null {
  const others = useMyPersonas()?.filter(({ publicKey }) => publicKey !== me) ?? []
  if (others.length === 0) return null
  return (
    <section class="stack tight">
      <h3 class="small soft">{t('personasOthers')}</h3>
      <ul class="stack tight">
        {others.map((persona) => (
          <li key={persona.publicKey} class="row" data-test="my-persona" data-key={persona.publicKey}>
            <MyPersonaLine persona={persona} festivals={allFestivals(node)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
