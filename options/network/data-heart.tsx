// The heart first (mockup 07a): how many hold what I wrote, and what is only here.
import type { JSX } from 'preact'
import { readOnlyHere, type OnlyHere } from '../../src/adapters/dexie/delivery-rows.ts'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { formatMoment } from '../../ui/format.ts'
import { healthWords } from '../../ui/health.tsx'
import { Heart } from '../../ui/heart.tsx'
import { plural, t } from '../../ui/i18n.ts'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { viewerZone } from '../../ui/zone-time.ts'

export function DataHeart({ node }: { node: NodeState }): JSX.Element {
  const [current] = useCurrentFestival(node.festivals, node.archived)
  const only = useLive(readOnlyHere)
  const { holders, words } = healthWords(node, current?.festival)
  return (
    <section class="card padded data-heart" data-test="data-heart" data-only={only?.only} data-entries={only?.entries}>
      <Heart holders={holders} />
      <div class="grow">
        <h2>{words}</h2>
        <p>{only === undefined ? '' : onlyHereWords(only)}</p>
      </div>
    </section>
  )
}

/** "All that you wrote before 16:02 is safe with others. 1 newer entry is only here." */
function onlyHereWords({ entries, only, since }: OnlyHere): string {
  if (entries === 0) return t('heartNothing')
  if (only === 0) return t('heartSafe')
  if (only === entries) return t('heartAlone')
  return since === undefined
    ? plural('heartSome', only)
    : plural('heartSince', only, [formatMoment(since, viewerZone())])
}
