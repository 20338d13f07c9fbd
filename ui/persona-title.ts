// The animal name of a key in the user's language: "Patient Panda", "Geduldige Eule".
import { englishPersonaName, personaName } from '../src/wallet/animals.ts'
import { t } from './i18n.ts'
import { visibleText } from './hidden-characters.ts'

/** German adjectives bend with the animal, so the animal's message holds the ending and the adjective's only the stem. */
export function personaTitle(publicKey: string): string {
  const { adjective, animal } = personaName(publicKey)
  const title = t(`animal_${animal}`, [t(`adjective_${adjective}`)])
  return title.startsWith('animal_') ? englishPersonaName(publicKey) : title
}

/** What to call somebody: the name they gave themselves in this festival, else the animal name. */
export function personName(publicKey: string, profile?: { name?: string }): string {
  const name = profile?.name === undefined ? '' : visibleText(profile.name).trim()
  return name === '' ? personaTitle(publicKey) : name
}
