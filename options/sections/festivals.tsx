// The festivals that this browser follows, those inside others inside them, each with its invite, and the way into another one.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { nests } from '../../src/festival/nesting.ts'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { JoinForm } from '../../ui/join-form.tsx'
import { TryDemo } from '../../ui/try-demo.tsx'
import type { NodeState } from '../../ui/use-node.ts'
import { ScanCode } from '../scan/scan-code.tsx'
import { NoPanda } from '../no-festival.tsx'
import { Archived } from './archived.tsx'
import { FestivalCard } from './festival-card.tsx'
import { StartFestival } from './start-festival.tsx'

export function Festivals(props: { node: NodeState }): JSX.Element {
  const { festivals, persona } = props.node
  const [found, setFound] = useState<{ invite: string } | undefined>(undefined)
  const trees = nests(festivals.map((festival) => ({ ...festival, id: festival.festival })))
  return (
    <>
      {festivals.length === 0 && (persona ? <Empty title={t('festivalsNone')} text={t('waysHint')} /> : <NoPanda />)}
      {trees.map((nest) => (
        <FestivalCard key={nest.festival.festival} nest={nest} mine={props.node.mine} network={props.node.network} />
      ))}
      {persona && (
        <section class="card padded stack">
          <h2>{t('waysInvite')}</h2>
          <ScanCode onFound={(invite) => setFound({ invite })} />
          <JoinForm festivals={festivals} found={found} onJoined={() => setFound(undefined)} />
        </section>
      )}
      {persona && <StartFestival node={props.node} />}
      {persona && festivals.length === 0 && <TryDemo onMade={() => undefined} />}
      <Archived festivals={props.node.archived} />
    </>
  )
}
