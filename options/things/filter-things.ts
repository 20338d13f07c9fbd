// Searching among things, as somebody types and chooses.
import { hasWords, searchWords } from '../../src/festival/folded-text.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import type { ThingNow } from './use-things.ts'

/** What a person is looking for among them. */
export interface ThingFilter {
  text: string
  kind: string
  owner: string
  isFreeNow: boolean
}

/** Those that fit; each word of `text` is in its name, in what is said about it or in a tag. */
export function filterThings(things: readonly ThingNow[], { text, kind, owner, isFreeNow }: ThingFilter): ThingNow[] {
  const words = searchWords(text)
  return things.filter(
    ({ resource, now }) =>
      (kind === '' || resource.kind === kind) &&
      (owner === '' || resource.owner === owner) &&
      (!isFreeNow || now === 'free' || now === 'asked') &&
      hasWords(words, [resource.title, resource.description, ...resource.tags]),
  )
}

/** The owners of things, each once, in the order in which they come. */
export function ownersOf(things: readonly ThingNow[]): PublicKey[] {
  return [...new Set(things.map(({ resource }) => resource.owner))]
}
