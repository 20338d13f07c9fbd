// What a lottery, a token and a web site need to know, each below its choice.
import { useEffect, useRef } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import type { FestivalId } from '../../src/operations/ids.ts'
import { readResourcesAround } from '../../src/adapters/dexie/queries.ts'
import { Field, TextField } from '../field.tsx'
import { zoneCity } from '../format.ts'
import { visibleText } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { Note } from '../note.tsx'
import { useLive } from '../use-live.ts'

interface Value {
  value: string
  onInput: (value: string) => void
}

/** `zone` is the festival's. */
export function LotteryField({ zone, isPast, ...value }: Value & { zone: string; isPast: boolean }): JSX.Element {
  return (
    <Below wrong={isPast}>
      <TextField
        label={t('offerDrawAt')}
        hint={t('timesOf', [zoneCity(zone)])}
        type="datetime-local"
        {...value}
        required
        error={isPast ? t('error_draw_past') : undefined}
        test="offer-draw-at"
      />
    </Below>
  )
}

export function TokenField(props: Value & { festival: FestivalId; isMissing: boolean }): JSX.Element | null {
  const { value, onInput, festival, isMissing } = props
  const resources = useLive((db) => readResourcesAround(db, festival), [festival])
  const things = resources?.filter(({ retired }) => retired === undefined)
  if (things === undefined) return null
  if (things.length === 0) {
    return (
      <Below>
        <Note tone="info">{t('offerTokenNone')}</Note>
      </Below>
    )
  }
  return (
    <Below wrong={isMissing}>
      <Field label={t('offerToken')} error={isMissing ? t('offerTokenMissing') : undefined}>
        {(wiring) => (
          <select
            {...wiring}
            class="input"
            value={value}
            data-test="offer-token"
            onChange={(event) => onInput(event.currentTarget.value)}
          >
            <option value="">{t('offerTokenChoose')}</option>
            {things.map(({ id, title }) => (
              <option key={id} value={id}>
                {visibleText(title)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </Below>
  )
}

export function SiteField({ isWrong, ...value }: Value & { isWrong: boolean }): JSX.Element {
  return (
    <Below wrong={isWrong}>
      <TextField
        label={t('offerSite')}
        hint={t('offerSiteHint')}
        {...value}
        mono
        required
        maxLength={2000}
        placeholder="https://"
        error={isWrong ? t('offerSiteWrong') : undefined}
        test="offer-site"
      />
    </Below>
  )
}

/** Below the choice; comes into view when something is wrong with it. */
function Below({ wrong = false, children }: { wrong?: boolean; children: ComponentChildren }): JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (wrong) box.current?.scrollIntoView({ block: 'nearest' })
  }, [wrong])
  return (
    <div ref={box} class="policy-details">
      {children}
    </div>
  )
}
