// What of the days is shown: one place, one person, one tag, only what is sure.
import type { JSX } from 'preact'
import type { EventOverview, FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { Field } from '../../ui/field.tsx'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { personName } from '../../ui/persona-title.ts'
import type { People } from '../../ui/use-people.ts'
import { Check } from '../../ui/check.tsx'
import { type Filters, isFiltered, NO_FILTERS } from './filters.ts'
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
        <Choice
          label={t('calendarPlace')}
          value={filters.place}
          test="calendar-place"
          options={places.map(({ id, title }) => [id, title])}
          onChoose={(place) => onChange({ place })}
        />
        <Choice
          label={t('calendarPerson')}
          value={filters.person}
          test="calendar-person"
          options={authors.map((author) => [author, personName(author, people[author])])}
          onChoose={(person) => onChange({ person })}
        />
        {tags.length > 0 && (
          <Choice
            label={t('calendarTag')}
            value={filters.tag}
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
          <Button look="quiet" test="calendar-all" onClick={() => onChange(NO_FILTERS)}>
            {t('calendarEverything')}
          </Button>
        )}
      </div>
    </>
  )
}

function Choice(props: {
  label: string
  value: string
  options: readonly (readonly [string, string])[]
  test: string
  onChoose: (value: string) => void
}): JSX.Element {
  return (
    <Field label={props.label}>
      {(wiring) => (
        <select
          {...wiring}
          class="input"
          value={props.value}
          data-test={props.test}
          onChange={(event) => props.onChoose(event.currentTarget.value)}
        >
          <option value="">{t('calendarAny')}</option>
          {props.options.map(([value, words]) => (
            <option key={value} value={value}>
              {visibleText(words)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
