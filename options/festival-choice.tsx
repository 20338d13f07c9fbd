// Which festival a section shows, where there are several.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { Field } from '../ui/field.tsx'
import { festivalTitle } from '../ui/festival-title.ts'
import { visibleText } from '../ui/hidden-characters.ts'

export function FestivalChoice(props: {
  label: string
  festivals: readonly FestivalOverview[]
  current: FestivalOverview
  test: string
  onChoose: (festival: string) => void
}): JSX.Element | null {
  if (props.festivals.length < 2) return null
  return (
    <Field label={props.label}>
      {(wiring) => (
        <select
          {...wiring}
          class="input"
          value={props.current.festival}
          data-test={props.test}
          onChange={(event) => props.onChoose(event.currentTarget.value)}
        >
          {props.festivals.map((each) => (
            <option key={each.festival} value={each.festival}>
              {visibleText(festivalTitle(each))}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
