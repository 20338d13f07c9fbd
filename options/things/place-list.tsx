// The places as a list, in step with the map: whoever does not see the map has all of it here.
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import type { People } from '../../ui/use-people.ts'
import { ThingItem } from './thing-item.tsx'
import type { ThingNow } from './use-things.ts'

export function PlaceList(props: {
  places: readonly ThingNow[]
  people: People
  mine: readonly string[]
  chosen: string | undefined
  /** Those that the map shows. */
  onMap: ReadonlySet<string>
  onChoose: (id: string) => void
}): JSX.Element {
  const { places, chosen, onMap, people, mine } = props
  return (
    <section class="card padded" aria-label={t('railPlaces')}>
      <p class="small soft" role="status" data-test="places-count" data-count={places.length}>
        {plural('placesFound', places.length)}
      </p>
      <ul class="items">
        {places.map((place) => {
          const { id, title } = place.resource
          const isChosen = id === chosen
          return (
            <li
              key={id}
              class={isChosen ? 'item chosen' : 'item'}
              aria-current={isChosen ? 'true' : undefined}
              data-test="place-item"
              data-title={visibleText(title)}
            >
              <ThingItem thing={place} people={people} mine={mine} />
              <Button
                look="line"
                size="small"
                icon={onMap.has(id) ? 'pin' : 'right'}
                label={t(onMap.has(id) ? 'placesShow' : 'placesShowHere', [visibleText(title)])}
                test="place-choose"
                onClick={() => props.onChoose(id)}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
