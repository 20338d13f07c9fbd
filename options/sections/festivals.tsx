// The festivals that this browser follows, each with its invite, and the way into another one.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatDays, zoneCity } from '../../ui/format.ts'
import { plural, t } from '../../ui/i18n.ts'
import { InviteLink } from '../../ui/invite-link.tsx'
import { JoinForm } from '../../ui/join-form.tsx'
import { LogNotices } from '../../ui/log-notices.tsx'
import { Poster } from '../../ui/poster.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import type { NodeState } from '../../ui/use-node.ts'

export function Festivals(props: { node: NodeState }): JSX.Element {
  const { festivals, persona } = props.node
  return (
    <>
      {festivals.length === 0 && (
        <Empty title={t('festivalsNone')} text={persona ? t('waysText') : t('personaFirst')} />
      )}
      {festivals.map((festival) => (
        <FestivalCard key={festival.festival} festival={festival} me={persona} />
      ))}
      {persona && (
        <section class="card padded">
          <h2>{t('waysInvite')}</h2>
          <JoinForm onJoined={() => undefined} />
        </section>
      )}
    </>
  )
}

function FestivalCard({ festival, me }: { festival: FestivalOverview; me: PublicKey | undefined }): JSX.Element {
  const { from, to, timezone } = festival
  const days = from === undefined || to === undefined ? t('festivalAlways') : formatDays({ from, to }, timezone)
  const counts = [
    plural('countEvents', festival.events),
    plural('countThings', festival.resources),
    plural('countPeople', festival.members),
  ]
  return (
    <section class="card festival-card" data-test="festival-card" data-title={festival.title}>
      <div>
        <Poster festival={festival.festival} />
      </div>
      <div>
        <h2>
          <SafeText text={festivalTitle(festival)} />
        </h2>
        <p class="mono small">{`${days}, ${zoneCity(timezone)}`}</p>
        <p class="small soft">{counts.join(' · ')}</p>
        <LogNotices festival={festival.festival} me={me} />
        <InviteLink festival={festival.festival} />
      </div>
    </section>
  )
}
