// The heart in the head of every panel: how many others hold what I wrote, or at least are here, always with words.
import type { JSX } from 'preact'
import { Heart } from './heart.tsx'
import { plural, t } from './i18n.ts'
import type { NodeState } from './use-node.ts'

/** `festival` is the one whose people are counted. */
export function Health(props: { node: NodeState; festival?: string | undefined }): JSX.Element {
  const { peers, holders, words } = healthWords(props.node, props.festival)
  return (
    <span class="health" data-test="peers" data-count={peers} data-holders={holders}>
      <Heart holders={holders} />
      <span class="cut">{words}</span>
    </span>
  )
}

/** The words, and what is counted in them. */
export function healthWords(
  node: NodeState,
  festival: string | undefined,
): { peers: number; holders: number; words: string } {
  const peers = node.network?.peers[festival ?? ''] ?? 0
  const holders = node.network?.holders[festival ?? ''] ?? 0
  return { peers, holders, words: wordsFor(node, peers, holders) }
}

/** Nobody is said to hold the data who has not confirmed the last entry of it. */
function wordsFor(node: NodeState, peers: number, holders: number): string {
  if (!node.online) return t('healthOffline')
  if (node.network === undefined) return t('healthStarting')
  if (holders > 0) return plural('healthHolders', holders)
  return peers === 0 ? t('healthNobody') : plural('healthHere', peers)
}
