// The heart in the head of every panel: how many others hold the data, always with words.
import type { JSX } from 'preact'
import { Heart } from './heart.tsx'
import { plural, t } from './i18n.ts'
import type { NodeState } from './use-node.ts'

/** `festival` is the one whose holders are counted. */
export function Health(props: { node: NodeState; festival?: string | undefined }): JSX.Element {
  const holders = props.node.network?.peers[props.festival ?? ''] ?? 0
  return (
    <span class="health" data-test="peers" data-count={holders}>
      <Heart holders={holders} />
      <span class="cut">{words(props.node, holders)}</span>
    </span>
  )
}

function words(node: NodeState, holders: number): string {
  if (!node.online) return t('healthOffline')
  if (node.network === undefined) return t('healthStarting')
  return holders === 0 ? t('healthNobody') : plural('healthHolders', holders)
}
