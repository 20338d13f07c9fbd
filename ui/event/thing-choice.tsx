// Something to ask for, chosen from what is offered: what is free at that time first. Nothing is asked before the button is
// pressed, because arrow keys go through a choice one by one.
import { useId, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from '../button.tsx'
import { isolated } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { OfferOptions } from './offer-options.tsx'
import type { Offered } from './use-offers.ts'

export function ThingChoice(props: {
  label: string
  /** What stands there while nothing is chosen. */
  empty: string
  offers: readonly Offered[]
  busy: boolean
  test: string
  /** Resolves to true when it is asked for. */
  onAsk: (offered: Offered) => Promise<boolean>
}): JSX.Element {
  const { offers, test } = props
  const id = useId()
  const [chosenId, choose] = useState('')
  const chosen = offers.find(({ resource }) => resource.id === chosenId)
  const ask = async (): Promise<void> => {
    if (chosen !== undefined && (await props.onAsk(chosen))) choose('')
  }
  return (
    <div class="stack tight">
      <label class="spoken" for={id}>
        {props.label}
      </label>
      <select
        id={id}
        class="input"
        value={chosen === undefined ? '' : chosenId}
        data-test={test}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{props.empty}</option>
        <OfferOptions offers={offers} />
      </select>
      {chosen && (
        <Button look="line" size="small" busy={props.busy} test={`${test}-ask`} onClick={() => void ask()}>
          {t('askForThing', [isolated(chosen.resource.title)])}
        </Button>
      )}
    </div>
  )
}
