// What of the days is shown: one place, one person, one tag, only what is sure.
import type { JSX } from 'preact'
import type { EventOverview, FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { plural, t } from '../../ui/i18n.ts'
import { personName } from '../../ui/persona-title.ts'
import type { People } from '../../ui/use-people.ts'
import { Check } from '../../ui/check.tsx'
import { type Filters, isFiltered } from './filters.ts'
import { Button } from '../../ui/button.tsx'

interface FilterFieldsProps {
  filters: Filters
  /** What there is to choose from. */
  events: readonly EventOverview[]
  places: readonly ResourceRow[]
  people: People
  inside: readonly FestivalOverview[]
  withInside: boolean
  /** How many events lack the ticket that the festival asks for. */
  folded: number
  withFolded: boolean
  onChange: (change: Partial<Filters>) => void
  /** Nothing is filtered any more. */
  onAll: () => void
  onInside: (on: boolean) => void
  onFolded: (on: boolean) => void
}

export function FilterFields(props: FilterFieldsProps): JSX.Element {
  const { filters, events, places, people, onChange } = props
  const authors = [...new Set(events.map(({ event }) => event.author))]
  const tags = [...new Set(events.flatMap(({ event }) => event.tags))].toSorted((a, b) => a.localeCompare(b))
  return (
    <>
      <div class="calendar-fields">
        <FilterSelect
          label={t('calendarPlace')}
          value={filters.place}
          all={t('calendarAny')}
          test="calendar-place"
          options={places.map(({ id, title }) => [id, title])}
          onChoose={(place) => onChange({ place })}
        />
        <FilterSelect
          label={t('calendarPerson')}
          value={filters.person}
          all={t('calendarAny')}
          test="calendar-person"
          options={authors.map((author) => [author, personName(author, people[author])])}
          onChoose={(person) => onChange({ person })}
        />
        {tags.length > 0 && (
          <FilterSelect
            label={t('calendarTag')}
            value={filters.tag}
            all={t('calendarAny')}
            test="calendar-tag"
            options={tags.map((tag) => [tag, tag])}
            onChoose={(tag) => onChange({ tag })}
          />
        )}
      </div>
      <div class="row wrap">
        <Check on={filters.confirmed} test="calendar-confirmed" onChange={(confirmed) => onChange({ confirmed })}>
          {t('calendarConfirmed')}
        </Check>
        <Check on={filters.marked} test="calendar-marked" onChange={(marked) => onChange({ marked })}>
          {t('calendarMarked')}
        </Check>
        {props.inside.length > 0 && (
          <Check on={props.withInside} test="calendar-inside" onChange={props.onInside}>
            {plural('calendarInside', props.inside.length)}
          </Check>
        )}
        {props.folded > 0 && (
          <Check on={props.withFolded} test="calendar-folded" onChange={props.onFolded}>
            {plural('withoutTicket', props.folded)}
          </Check>
        )}
        {isFiltered(filters) && (
          <Button look="quiet" test="calendar-all" onClick={props.onAll}>
            {t('calendarEverything')}
          </Button>
        )}
      </div>
    </>
  )
}
