// When a thing is offered: always, in windows, or weekly with exceptions, by the clocks of the festival (DESIGN §4.3).
import type { JSX } from 'preact'
import { zoneCity } from '../format.ts'
import { t } from '../i18n.ts'
import { Radio } from '../radio.tsx'
import { MOST, type OpeningValues, type ReadOpenings } from './read-openings.ts'
import { SpanList } from './span-list.tsx'
import { WeeklyList } from './weekly-list.tsx'

const KINDS: readonly { kind: OpeningValues['kind']; words: string }[] = [
  { kind: 'always', words: 'timesAlways' },
  { kind: 'windows', words: 'timesWindows' },
  { kind: 'weekly', words: 'timesWeekly' },
]

export function OfferTimes(props: {
  values: OpeningValues
  read: ReadOpenings
  /** Says what is wrong: not before somebody tried to offer it. */
  told: boolean
  zone: string
  onChange: (change: Partial<OpeningValues>) => void
}): JSX.Element {
  const { values, read, zone, onChange } = props
  const wrong = props.told && !read.ok ? read.wrong : undefined
  const wrongIn = (list: keyof typeof MOST): number | undefined => (wrong?.list === list ? wrong.index : undefined)
  return (
    <fieldset>
      <legend class="label">{t('timesWhen')}</legend>
      {KINDS.map(({ kind, words }) => (
        <Radio
          key={kind}
          group="times"
          on={values.kind === kind}
          onChoose={() => onChange({ kind })}
          test={`offer-times-${kind}`}
        >
          {t(words)}
        </Radio>
      ))}
      {values.kind === 'windows' && (
        <SpanList
          test="window"
          spans={values.windows}
          least={1}
          most={MOST.windows}
          wrong={wrongIn('windows')}
          words={{ add: t('timesAddWindow') }}
          onChange={(windows) => onChange({ windows })}
        />
      )}
      {values.kind === 'weekly' && (
        <WeeklyList
          weekly={values.weekly}
          most={MOST.weekly}
          wrong={wrongIn('weekly')}
          onChange={(weekly) => onChange({ weekly })}
        />
      )}
      {values.kind !== 'always' && (
        <>
          <SpanList
            test="except"
            spans={values.except}
            least={0}
            most={MOST.except}
            wrong={wrongIn('except')}
            words={{ add: t('timesAddException'), heading: t('timesExcept') }}
            onChange={(except) => onChange({ except })}
          />
          <p class="hint">{t('timesOf', [zoneCity(zone)])}</p>
        </>
      )}
    </fieldset>
  )
}
