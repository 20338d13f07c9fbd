// What a demo festival begins with (decision 0044): who is there, what they lend, and what they are up to. Titles and texts are
// names of messages in `_locales`; days count from today, hours are those of the festival's clocks.

import type { Availability, Location, Policy, ResourceKind } from '../../src/operations/operation.ts'

/** People who are made up; the first one starts the festival. Names are the same in every language. */
export const PANDAS = ['Mareike', 'Jonas', 'Ola', 'Timur', 'Noor'] as const

export type Panda = (typeof PANDAS)[number]

/** `me` is the person who tries it. */
export type Lender = Panda | 'me'

export type ThingName = 'tent' | 'boathouse' | 'speakers' | 'accordion' | 'sauna' | 'canoes' | 'hammock' | 'projector'

export interface DemoThing {
  lender: Lender
  kind: ResourceKind
  title: string
  text: string
  /** `after`: given to whoever holds that thing. `drawn`: by lot, so many ms after the beginning. */
  policy: Exclude<Policy['kind'], 'token' | 'lottery' | 'external'> | { after: ThingName } | { drawn: number }
  capacity?: number
  location?: Location
}

export interface DemoLine {
  thing: ThingName
  quantity?: number
  message?: string
  /** How it was answered before the person came; without, it waits. A reason is a name of a message. */
  answer?: 'grant' | { reason: string }
}

export interface DemoEvent {
  maker: Panda
  title: string
  text: string
  /** `soon`: two hours between those, from the next full one on; tomorrow, when today has none left. */
  day: number | 'soon'
  from: number
  to: number
  lines: readonly DemoLine[]
}

export const AVAILABLE: Availability = 'always'

export const THINGS: Readonly<Record<ThingName, DemoThing>> = {
  tent: {
    lender: 'Mareike',
    kind: 'place',
    title: 'demoTent',
    text: 'demoTentText',
    policy: 'first-come-first-served',
    location: { type: 'gps', lat: 534_200_000, lon: 127_010_000 },
  },
  boathouse: {
    lender: 'Mareike',
    kind: 'place',
    title: 'demoBoathouse',
    text: 'demoBoathouseText',
    policy: 'manual',
    location: { type: 'gps', lat: 534_191_000, lon: 127_034_000 },
  },
  speakers: {
    lender: 'Jonas',
    kind: 'thing',
    title: 'demoSpeakers',
    text: 'demoSpeakersText',
    policy: 'first-come-first-served',
  },
  accordion: { lender: 'Ola', kind: 'thing', title: 'demoAccordion', text: 'demoAccordionText', policy: 'manual' },
  sauna: {
    lender: 'Timur',
    kind: 'place',
    title: 'demoSauna',
    text: 'demoSaunaText',
    policy: { after: 'boathouse' },
    location: { type: 'gps', lat: 534_187_000, lon: 127_041_000 },
  },
  canoes: {
    lender: 'Noor',
    kind: 'thing',
    title: 'demoCanoes',
    text: 'demoCanoesText',
    policy: 'first-come-first-served',
    capacity: 3,
  },
  hammock: {
    lender: 'Noor',
    kind: 'thing',
    title: 'demoHammock',
    text: 'demoHammockText',
    policy: { drawn: 120_000 },
  },
  projector: { lender: 'me', kind: 'thing', title: 'demoProjector', text: 'demoProjectorText', policy: 'manual' },
}

export const EVENTS: readonly DemoEvent[] = [
  {
    maker: 'Timur',
    title: 'demoSoup',
    text: 'demoSoupText',
    day: 'soon',
    from: 12,
    to: 22,
    lines: [{ thing: 'tent', answer: 'grant' }],
  },
  { maker: 'Mareike', title: 'demoWalk', text: 'demoWalkText', day: 2, from: 9, to: 11, lines: [] },
  {
    maker: 'Noor',
    title: 'demoCinema',
    text: 'demoCinemaText',
    day: 1,
    from: 19,
    to: 22,
    lines: [
      { thing: 'tent', answer: 'grant' },
      { thing: 'speakers', answer: 'grant' },
      { thing: 'projector', message: 'demoCinemaAsks' },
    ],
  },
  {
    maker: 'Timur',
    title: 'demoReading',
    text: 'demoReadingText',
    day: 1,
    from: 18,
    to: 20,
    lines: [
      { thing: 'boathouse', answer: 'grant' },
      { thing: 'projector', message: 'demoReadingAsks' },
    ],
  },
  {
    maker: 'Jonas',
    title: 'demoChoir',
    text: 'demoChoirText',
    day: 2,
    from: 11,
    to: 13,
    lines: [
      { thing: 'tent', answer: 'grant' },
      { thing: 'accordion', answer: { reason: 'demoAccordionNo' } },
    ],
  },
  {
    maker: 'Ola',
    title: 'demoPaddling',
    text: 'demoPaddlingText',
    day: 2,
    from: 14,
    to: 17,
    lines: [{ thing: 'canoes', quantity: 2, answer: 'grant' }, { thing: 'boathouse' }],
  },
]
