// The heart in the head of every panel: how many others hold what I wrote, or at least are here, always with words.
import type { JSX } from 'preact'
import { Heart } from './heart.tsx'
import { plural, t } from './i18n.ts'
import type { NodeState } from './use-node.ts'

/** `festival` is the one whose people are counted. */
export function Health(props: { node: NodeState; festival?: string | undefined }): JSX.Element {
  const { network } = props.node
  const peers = network?.peers[props.festival ?? ''] ?? 0
  const holders = network?.holders[props.festival ?? ''] ?? 0
  return (
    <span class="health" data-test="peers" data-count={peers} data-holders={holders}>
      <Heart holders={holders} />
      <span class="cut">{words(props.node, peers, holders)}</span>
    </span>
  )
}

/** Nobody is said to hold the data who has not confirmed the last entry of it. */
function words(node: NodeState, peers: number, holders: number): string {
  if (!node.online) return t('healthOffline')
  if (node.network === undefined) return t('healthStarting')
  if (holders > 0) return plural('healthHolders', holders)
  return peers === 0 ? t('healthNobody') : plural('healthHere', peers)
}
