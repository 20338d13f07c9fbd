// What to call somebody: the name that I gave them, the one that they chose, or the animal of their key in the user's
// language: "Patient Panda", "Geduldige Eule".
import { englishPersonaName, personaName } from '../src/wallet/animals.ts'
import { t } from './i18n.ts'
import { visibleText } from './hidden-characters.ts'

/** How somebody may be called, besides by their animal. */
export interface Named {
  /** What they call themselves. */
  name?: string
  /** What I call them. */
  petname?: string
  /** Their own name looks like one that I gave to somebody else. */
  imitates?: true
  /** They say nothing new any more. */
  retired?: true
  /** Who goes on as them, as they say themselves: what to call that one. */
  goesOnAs?: string
}

/** German adjectives bend with the animal, so the animal's message holds the ending and the adjective's only the stem. */
export function personaTitle(publicKey: string): string {
  const { adjective, animal } = personaName(publicKey)
  const title = t(`animal_${animal}`, [t(`adjective_${adjective}`)])
  return title.startsWith('animal_') ? englishPersonaName(publicKey) : title
}

/** What to call somebody. A name that imitates one of mine is not used. */
export function personName(publicKey: string, profile: Named = {}): string {
  const given = seen(profile.petname)
  if (given !== '') return given
  const chosen = profile.imitates === true ? '' : seen(profile.name)
  return chosen === '' ? personaTitle(publicKey) : chosen
}

/** What stands beside that name: what they call themselves when it says otherwise, and their animal. */
export function otherNames(publicKey: string, profile: Named = {}): { chosen?: string; animal?: string } {
  const shown = personName(publicKey, profile)
  const chosen = seen(profile.name)
  const animal = personaTitle(publicKey)
  return { ...(chosen === '' || chosen === shown ? {} : { chosen }), ...(animal === shown ? {} : { animal }) }
}

function seen(name: string | undefined): string {
  return name === undefined ? '' : visibleText(name).trim()
}
