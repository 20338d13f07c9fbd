// Who holds what I wrote, online or not, with whom, by which meeting points; and connecting by hand without any (DESIGN §6).
import type { JSX } from 'preact'
import { Badge } from '../../ui/badge.tsx'
import { ConnectDirectly } from '../../ui/connect-directly.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { Holders } from '../../ui/holders.tsx'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { readMemberships } from '../../src/adapters/dexie/queries.ts'
import { useLive } from '../../ui/use-live.ts'
import { sharedFestivals, type NodeState } from '../../ui/use-node.ts'
import { DataHeart } from '../network/data-heart.tsx'
import { Links } from '../network/links.tsx'
import { IceServers, Trackers } from './address-lists.tsx'
import { Arrived } from './arrived.tsx'
import { NetworkWays } from './network-ways.tsx'

const STATES = { connecting: 'trackerConnecting', open: 'trackerOpen', waiting: 'trackerWaiting' } as const

export function Network({ node }: { node: NodeState }): JSX.Element {
  const festivals = sharedFestivals(node)
  return (
    <>
      <DataHeart node={node} />
      <NetworkWays node={node} />
      <Arrived />
      {node.online && festivals.length > 0 && <Now node={node} />}
      <Trackers />
      <IceServers />
      {festivals.length > 0 && (
        <section>
          <h2>{t('directTitle')}</h2>
          {festivals.map((festival) => (
            <More key={festival.festival} words={visibleText(festivalTitle(festival))} test="direct">
              <ConnectDirectly festival={festival.festival} />
            </More>
          ))}
        </section>
      )}
    </>
  )
}

function Now({ node }: { node: NodeState }): JSX.Element {
  const wanted = useLive((db) => readMemberships(db).then((all) => all.flatMap(({ trackers }) => trackers)))
  const festivals = sharedFestivals(node)
  const network = node.network ?? silent(wanted ?? [])
  return (
    <section>
      <h2>{t('networkNow')}</h2>
      <ul>
        {sharedFestivals(node).map((festival) => (
          <li key={festival.festival} class="row" data-test="links" data-festival={festival.festival}>
            <span class="grow">
              <SafeText text={festivalTitle(festival)} />: {plural('countLinks', network.peers[festival.festival] ?? 0)}
            </span>
            <Holders holders={network.holders[festival.festival] ?? 0} />
          </li>
        ))}
        {network.trackers.map(({ url, state }) => (
          <li key={url} class="row" data-test="tracker-state" data-state={state}>
            <bdi class="mono small">{url}</bdi>
            <Badge tone={state === 'open' ? 'granted' : 'calm'}>{t(STATES[state])}</Badge>
          </li>
        ))}
      </ul>
      <Links festivals={festivals} isThere={node.network !== undefined} />
    </section>
  )
}

/** What will be known of the network takes its place before it says so. */
function silent(trackers: readonly string[]): NonNullable<NodeState['network']> {
  const connecting = [...new Set(trackers)].map((url) => ({ url, state: 'connecting' as const }))
  return { peers: {}, holders: {}, trackers: connecting }
}
