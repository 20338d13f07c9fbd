// "Needs this ticket": what an event must hold to be given a thing (DESIGN §4.3, `requires`).
import type { JSX } from 'preact'
import { readResourcesAround } from '../../src/adapters/dexie/queries.ts'
import { ITEMS } from '../../src/operations/limits.ts'
import type { FestivalId, ObjectId } from '../../src/operations/ids.ts'
import { Check } from '../check.tsx'
import { t } from '../i18n.ts'
import { SafeText } from '../safe-text.tsx'
import { useLive } from '../use-live.ts'

/** Nothing while neither the festival nor one around it has tickets. */
export function OfferRequires(props: {
  festival: FestivalId
  chosen: readonly ObjectId[]
  onChange: (chosen: ObjectId[]) => void
}): JSX.Element | null {
  const { chosen, onChange } = props
  const resources = useLive((db) => readResourcesAround(db, props.festival), [props.festival])
  const tickets = resources?.filter(({ kind, retired }) => kind === 'ticket' && retired === undefined) ?? []
  if (tickets.length === 0) return null
  return (
    <fieldset>
      <legend class="label">{t('offerRequires')}</legend>
      {tickets.map(({ id, title }) => (
        <Check
          key={id}
          on={chosen.includes(id)}
          disabled={!chosen.includes(id) && chosen.length >= ITEMS.requires}
          test="offer-requires"
          data={{ 'data-title': title }}
          onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((each) => each !== id))}
        >
          <SafeText text={title} />
        </Check>
      ))}
      <p class="hint">{t('offerRequiresHint')}</p>
    </fieldset>
  )
}
