// The events that a list can still get: the first ones by time, found by words, and more with each press.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { findEventRows, isAbout } from '../../src/adapters/dexie/search-events.ts'
import { searchWords } from '../../src/festival/folded-text.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { useLive } from '../../ui/use-live.ts'
import { EventWords } from './programme-list.tsx'

/** Events at first and with each press for more. */
const PAGE = 30

export function ProgrammeChoice(props: {
  festival: FestivalOverview
  chosen: ReadonlySet<ObjectId>
  onChoose: (event: ObjectId) => void
}): JSX.Element | null {
  const { festival, chosen, onChoose } = props
  const [search, setSearch] = useState('')
  const [count, setCount] = useState(PAGE)
  const words = searchWords(search)
  const found = useLive(
    (db) =>
      findEventRows(
        db,
        festival.festival,
        (event) => event.cancelled === undefined && !chosen.has(event.id) && isAbout(event, words),
        { limit: count },
      ),
    [festival.festival, words.join(' '), count, [...chosen].join()],
  )
  if (found === undefined) return null
  // What was just chosen is gone before it was looked for again.
  const shown = found.rows.filter(({ id }) => !chosen.has(id))
  if (shown.length === 0 && search === '') {
    return chosen.size === 0 ? <p class="small soft">{t('programmeNoEvents')}</p> : null
  }
  return (
    <div class="stack tight">
      <h3>{t('programmeChoose')}</h3>
      <SearchField
        label={t('calendarSearch')}
        value={search}
        onInput={(text) => {
          setSearch(text)
          setCount(PAGE)
        }}
        test="programme-search"
      />
      <p class="small soft" role="status" data-test="programme-found" data-count={shown.length}>
        {search !== '' && plural(found.hasMore ? 'searchMore' : 'searchFound', shown.length)}
      </p>
      <ul class="programme">
        {shown.map((event) => (
          <li key={event.id} class="row">
            <span class="grow">
              <EventWords event={event} zone={festival.timezone} />
            </span>
            <Button
              look="line"
              size="small"
              icon="plus"
              label={t('programmeAdd', [visibleText(event.title)])}
              test="programme-add"
              onClick={() => onChoose(event.id)}
            />
          </li>
        ))}
      </ul>
      {found.hasMore && (
        <Button look="line" test="programme-more" onClick={() => setCount(count + PAGE)}>
          {t('eventsMore')}
        </Button>
      )}
    </div>
  )
}
