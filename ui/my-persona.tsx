// A persona of mine in a line: its animal, what I call it, and beneath that where it is.
import type { ComponentChildren, JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { readMyPersonas, type MyPersona } from '../src/adapters/dexie/read-my-personas.ts'
import { Animal } from './animal.tsx'
import { festivalTitle } from './festival-title.ts'
import { isolated, visibleText } from './hidden-characters.ts'
import { list, t } from './i18n.ts'
import { personaTitle } from './persona-title.ts'
import { useLive } from './use-live.ts'

export function useMyPersonas(): MyPersona[] | undefined {
  return useLive(readMyPersonas)
}

/** My own label, else the animal. */
export function myPersonaName({ publicKey, label }: Pick<MyPersona, 'publicKey' | 'label'>): string {
  return label === undefined ? personaTitle(publicKey) : visibleText(label)
}

export function MyPersonaLine(props: {
  persona: MyPersona
  festivals: readonly FestivalOverview[]
  children?: ComponentChildren
}): JSX.Element {
  const { persona, festivals } = props
  const beneath = [
    persona.label === undefined ? undefined : personaTitle(persona.publicKey),
    whereWords(persona, festivals),
  ].filter((words) => words !== undefined)
  return (
    <span class="row person grow">
      <Animal publicKey={persona.publicKey} size="small" />
      <span class="names grow">
        <b class="cut">
          <bdi>{myPersonaName(persona)}</bdi>
        </b>
        <span class="small soft" data-test="persona-where">
          {beneath.join(' · ')}
        </span>
      </span>
      {props.children}
    </span>
  )
}

function whereWords({ retired, festivals: now, earlier }: MyPersona, festivals: readonly FestivalOverview[]): string {
  if (retired) return t('personaRetired')
  const titles = (ids: readonly string[]): string =>
    list(festivals.filter(({ festival }) => ids.includes(festival)).map((each) => isolated(festivalTitle(each))))
  if (now.length > 0) return t('personaIn', [titles(now)])
  return earlier.length > 0 ? t('personaWasIn', [titles(earlier)]) : t('personaNowhere')
}
