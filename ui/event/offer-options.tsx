// What is offered as the options of a choice, grouped by how it stands at the time of an event: what is free first.
import type { JSX } from 'preact'
import { isolated, visibleText } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { type Freedom, freedom, freedoms, type Offered } from './use-offers.ts'

const WORDS: Readonly<Record<Freedom, string>> = {
  free: 'free',
  asked: 'askedToo',
  taken: 'takenBadge',
  closed: 'closedBadge',
}

export function OfferOptions({ offers }: { offers: readonly Offered[] }): JSX.Element {
  const standing = (offered: Offered): Freedom => freedom(offered, 1) ?? 'free'
  return (
    <>
      {freedoms.map((state) => (
        <Group key={state} state={state} offers={offers.filter((each) => standing(each) === state)} />
      ))}
    </>
  )
}

function Group({ state, offers }: { state: Freedom; offers: readonly Offered[] }): JSX.Element | null {
  if (offers.length === 0) return null
  return (
    <optgroup label={t(WORDS[state])}>
      {offers.map(({ resource, around }) => (
        <option key={resource.id} value={resource.id}>
          {around === undefined
            ? visibleText(resource.title)
            : `${visibleText(resource.title)}, ${t('offeredAround', [isolated(around.title)])}`}
        </option>
      ))}
    </optgroup>
  )
}
