// Which festival a file is about.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { festivalTitle } from '../../ui/festival-title.ts'
import { Field } from '../../ui/field.tsx'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'

export function ChooseFestival(props: {
  festivals: readonly FestivalOverview[]
  value: string
  disabled?: boolean
  test: string
  onChoose: (festival: string) => void
}): JSX.Element {
  return (
    <Field label={t('exportChoose')}>
      {(wiring) => (
        <select
          {...wiring}
          class="input"
          data-test={props.test}
          disabled={props.disabled}
          value={props.value}
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
