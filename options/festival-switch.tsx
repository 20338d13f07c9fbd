// Which festival the app shows, in its head (mockup 03): those inside others below them, those that were put away last.
import type { JSX } from 'preact'
import { type Nest, nests } from '../src/festival/nesting.ts'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { festivalTitle } from '../ui/festival-title.ts'
import { visibleText } from '../ui/hidden-characters.ts'
import { t } from '../ui/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { Poster } from '../ui/poster.tsx'
import type { NodeState } from '../ui/use-node.ts'
import { rootAddress } from './section-route.ts'

export function FestivalSwitch(props: {
  node: Pick<NodeState, 'festivals' | 'archived'>
  /** None is shown while all are put away. */
  current: FestivalOverview | undefined
  choose: (festival: string) => void
}): JSX.Element {
  const { node, current } = props
  const listed = inOrder(nests(node.festivals.map((each) => ({ ...each, id: each.festival }))))
  return (
    <label class="festival-switch">
      {current && (
        <span class="festival-switch-poster">
          <Poster festival={current.festival} />
        </span>
      )}
      <span class="spoken">{t('festivalShown')}</span>
      <select
        value={current?.festival ?? ''}
        data-test="festival-switch"
        data-title={current && visibleText(festivalTitle(current))}
        onChange={(event) => {
          props.choose(event.currentTarget.value)
          // What is open in one festival is nowhere in another.
          location.hash = rootAddress(location.hash)
        }}
      >
        {!current && (
          <option value="" disabled>
            {t('festivalChoose')}
          </option>
        )}
        {listed.map(({ festival, depth }) => (
          <Choice key={festival.festival} festival={festival} depth={depth} />
        ))}
        {node.archived.length > 0 && (
          <optgroup label={t('festivalsPutAway')}>
            {node.archived.map((each) => (
              <Choice key={each.festival} festival={each} depth={0} />
            ))}
          </optgroup>
        )}
      </select>
      <Icon name="down" size="small" />
    </label>
  )
}

function Choice({ festival, depth }: { festival: FestivalOverview; depth: number }): JSX.Element {
  return <option value={festival.festival}>{'\u2003'.repeat(depth) + visibleText(festivalTitle(festival))}</option>
}

/** From top to bottom, each with how many others it lies in. */
function inOrder(trees: readonly Nest<FestivalOverview>[], depth = 0): { festival: FestivalOverview; depth: number }[] {
  return trees.flatMap(({ festival, official, unlisted }) => [
    { festival, depth },
    ...inOrder([...official, ...unlisted], depth + 1),
  ])
}
