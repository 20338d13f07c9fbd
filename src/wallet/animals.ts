// The friendly name of a key: an animal, its colour and an adjective, the same on every device (DESIGN §7, §9).
// It helps people to tell personas apart and proves nothing: the public key identifies.

/** The animals; their pictures are in `ui/animal-strokes.ts`. The order is part of the naming and never changes. */
export const animals = [
  'panda',
  'fox',
  'owl',
  'otter',
  'hedgehog',
  'frog',
  'hare',
  'whale',
  'badger',
  'penguin',
  'snail',
  'bat',
  'bear',
  'cat',
  'mouse',
  'duck',
] as const

/** The colours of people; red stays free for "declined". The order is part of the naming and never changes. */
export const personColours = ['blue', 'pink', 'yellow', 'green', 'coral', 'lilac', 'teal'] as const

/** The adjectives, all of them kind. The order is part of the naming and never changes. */
export const adjectives = [
  'patient',
  'quick',
  'quiet',
  'gentle',
  'brisk',
  'sunny',
  'early',
  'deep',
  'honest',
  'merry',
  'slow',
  'late',
  'bold',
  'brave',
  'bright',
  'calm',
  'careful',
  'cheerful',
  'clever',
  'cosy',
  'curious',
  'daring',
  'dreamy',
  'eager',
  'fair',
  'faithful',
  'friendly',
  'funny',
  'generous',
  'glad',
  'handy',
  'happy',
  'hearty',
  'humble',
  'jolly',
  'keen',
  'kind',
  'lively',
  'mild',
  'musical',
  'nimble',
  'neat',
  'open',
  'playful',
  'plucky',
  'polite',
  'proud',
  'rosy',
  'shy',
  'sleepy',
  'smart',
  'soft',
  'steady',
  'sturdy',
  'swift',
  'thoughtful',
  'tireless',
  'trusty',
  'warm',
  'wild',
  'wise',
  'witty',
  'dancing',
  'wandering',
] as const

export type Animal = (typeof animals)[number]
export type PersonColour = (typeof personColours)[number]
export type Adjective = (typeof adjectives)[number]

/** What a key is called and looks like. */
export interface PersonaName {
  adjective: Adjective
  animal: Animal
  colour: PersonColour
}

/** Names a public key (hex, upper or lower case). Any other text gets a name as well, so that no caller can fail. */
export function personaName(publicKey: string): PersonaName {
  const mixed = mix(publicKey.toLowerCase())
  return {
    adjective: pick(adjectives, mixed),
    animal: pick(animals, mixed >>> 6),
    colour: pick(personColours, mixed >>> 10),
  }
}

/** The English name, "Patient Panda": what pages and exports get. Panels say it in the user's language. */
export function englishPersonaName(publicKey: string): string {
  const { adjective, animal } = personaName(publicKey)
  return `${capital(adjective)} ${capital(animal)}`
}

/** 32-bit FNV-1a with the finish of MurmurHash3, so that every character of the key moves every bit of the name. */
function mix(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function pick<Word extends string>(words: readonly [Word, ...Word[]], number: number): Word {
  return words[number % words.length] ?? words[0]
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
