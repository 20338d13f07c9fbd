// Above the days on a phone (mockup 10b): the day, the others of its week, and search and filters behind a press, so that what goes
// on is seen at once.
import { useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { DayStrip } from './day-strip.tsx'
import {
  DayField,
  type DaysHeadProps,
  DaysTitle,
  SearchField,
  SpanChoice,
  StepButton,
  TodayButton,
  Zones,
} from './days-head.tsx'

type Tool = 'search' | 'filter'

/** `filters` is what the second button opens; `isFiltered`: they hide something, which is said while they are closed. */
export function PhoneHead(props: DaysHeadProps & { filters: ComponentChildren; isFiltered: boolean }): JSX.Element {
  const { festival, span, day, search, isFiltered } = props
  const [open, setOpen] = useState<Tool | undefined>(undefined)
  const toggle = (tool: Tool): void => setOpen(open === tool ? undefined : tool)
  // What was searched for stays seen as long as it decides what is listed.
  const isSearching = open === 'search' || search !== ''
  return (
    <div class="phone-head stack">
      <div class="row">
        <span class="grow">
          <DaysTitle {...props} />
        </span>
        <ToolButton
          icon="search"
          words={t('calendarSearch')}
          open={isSearching}
          on={search !== ''}
          test="calendar-search-open"
          onClick={() => {
            if (search !== '') props.onSearch('')
            setOpen(isSearching ? undefined : 'search')
          }}
        />
        <ToolButton
          icon="filter"
          words={t(isFiltered ? 'calendarFiltered' : 'calendarFilter')}
          open={open === 'filter'}
          on={isFiltered}
          test="calendar-filter-open"
          onClick={() => toggle('filter')}
        />
        <Button look="main" icon="plus" label={t('eventNew')} test="calendar-new" onClick={props.onNew} />
      </div>
      {isSearching && <SearchField {...props} />}
      {open === 'filter' && (
        <div class="card padded stack">
          <div class="row">
            <span class="grow">
              <DayField {...props} />
            </span>
            <TodayButton {...props} />
          </div>
          {props.filters}
        </div>
      )}
      <div class="row day-row">
        <StepButton {...props} to="before" />
        <DayStrip span={span} day={day} zone={festival.timezone} />
        <StepButton {...props} to="after" />
      </div>
      <SpanChoice {...props} />
      <Zones {...props} />
    </div>
  )
}

function ToolButton(props: {
  icon: IconName
  words: string
  open: boolean
  /** It decides what is shown. */
  on: boolean
  test: string
  onClick: () => void
}): JSX.Element {
  return (
    <button
      type="button"
      class={props.on ? 'button line only-icon is-on' : 'button line only-icon'}
      aria-label={props.words}
      aria-expanded={props.open ? 'true' : 'false'}
      data-test={props.test}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  )
}
