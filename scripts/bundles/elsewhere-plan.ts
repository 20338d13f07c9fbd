// What happens in the example festival: who lends what, and what is made of it.

/** A time of the festival, 3 to 6 June 2027; its zone is two hours ahead of UTC. */
export const on = (day: number, hour: number, minute = 0): number => Date.UTC(2027, 5, day, hour - 2, minute)

export interface Thing {
  readonly name: string
  readonly owner: string
  readonly kind: 'place' | 'thing' | 'skill'
  readonly about: string
  /** Degrees north and east. */
  readonly at?: readonly [number, number]
  /** The web site that decides who gets it; without one the owner does, by hand. */
  readonly site?: string
}

export const THINGS: readonly Thing[] = [
  {
    name: 'Hall B',
    owner: 'Mareike',
    kind: 'place',
    about: 'Workshop yard, ground floor. Sixty chairs, one stove.',
    at: [51.3281, 12.3325],
  },
  {
    name: 'Roof garden',
    owner: 'Inês',
    kind: 'place',
    about: 'Nine hives, twelve benches, the widest sky in town.',
    at: [51.3292, 12.3301],
  },
  {
    name: 'Kiosk by the canal',
    owner: 'Lou',
    kind: 'place',
    about: 'Coffee from eight. The landing stage is behind it.',
    at: [51.3264, 12.3348],
  },
  {
    name: 'Print workshop',
    owner: 'Bao',
    kind: 'place',
    about: 'Riso and screen printing; bring clothes that may suffer.',
    at: [51.3276, 12.329],
  },
  {
    name: 'Fire wall',
    owner: 'Jonas',
    kind: 'place',
    about: 'Eleven metres of white wall, best after dark.',
    at: [51.3258, 12.3311],
  },
  { name: 'Film projector', owner: 'Jonas', kind: 'thing', about: 'Super 8, with a spare lamp.' },
  { name: 'Thirty chairs', owner: 'Mareike', kind: 'thing', about: 'They fold. So does the trolley.' },
  { name: 'Sound system', owner: 'Bao', kind: 'thing', about: 'Two speakers and a mixer with one crackling channel.' },
  {
    name: 'Rowing boat',
    owner: 'Lou',
    kind: 'thing',
    about: 'Holds four people, or one cello. Goes to whoever wins at the oars.',
    site: 'https://elsewhere.example/win-the-boat/',
  },
  { name: 'Sign language', owner: 'Ada', kind: 'skill', about: 'I interpret up to two hours a day.' },
]

export interface Happening {
  readonly title: string
  readonly by: string
  readonly from: number
  readonly to: number
  readonly needs: readonly string[]
  readonly about?: string
  readonly tags?: readonly string[]
  /** What owners say; what is not named here waits. */
  readonly yes?: readonly string[]
  readonly no?: readonly [thing: string, reason: string]
  readonly cancelled?: string
}

export const HAPPENINGS: readonly Happening[] = [
  {
    title: 'Opening with soup',
    by: 'Mareike',
    from: on(3, 18),
    to: on(3, 20),
    needs: ['Hall B', 'Thirty chairs'],
    yes: ['Hall B', 'Thirty chairs'],
    about: 'Bring a bowl. We say who lends what.',
    tags: ['food'],
  },
  {
    title: 'Lanterns along the canal',
    by: 'Lou',
    from: on(3, 21),
    to: on(3, 23),
    needs: ['Kiosk by the canal'],
    yes: ['Kiosk by the canal'],
    tags: ['walk'],
  },
  {
    title: 'Walk: the vanished tracks',
    by: 'Lou',
    from: on(4, 14, 30),
    to: on(4, 16, 30),
    needs: ['Kiosk by the canal'],
    yes: ['Kiosk by the canal'],
    tags: ['walk'],
  },
  {
    title: 'Open riso',
    by: 'Bao',
    from: on(4, 16, 30),
    to: on(4, 18),
    needs: ['Print workshop'],
    cancelled: 'The ink did not come.',
    tags: ['print'],
  },
  {
    title: 'Bees & beats: rooftop listening',
    by: 'Inês',
    from: on(4, 17),
    to: on(4, 18, 30),
    needs: ['Roof garden', 'Sound system'],
    yes: ['Roof garden', 'Sound system'],
    tags: ['music'],
  },
  {
    title: 'Reading group: care work',
    by: 'Ada',
    from: on(4, 18),
    to: on(4, 22),
    needs: ['Hall B', 'Thirty chairs', 'Sign language', 'Sound system'],
    yes: ['Hall B', 'Sign language'],
    no: ['Sound system', 'It is on the roof until seven.'],
    about: 'We read aloud, in turns, and stop whenever somebody wants to.',
    tags: ['reading'],
  },
  {
    title: 'Sluice choir on the water',
    by: 'Ben',
    from: on(4, 19),
    to: on(4, 20, 30),
    needs: ['Kiosk by the canal', 'Rowing boat'],
    yes: ['Kiosk by the canal', 'Rowing boat'],
    tags: ['music'],
  },
  {
    title: 'Night cinema: Super 8 on the fire wall',
    by: 'Jonas',
    from: on(4, 21, 30),
    to: on(4, 23, 30),
    needs: ['Fire wall', 'Film projector', 'Thirty chairs'],
    yes: ['Fire wall', 'Film projector'],
    tags: ['film'],
  },
  {
    title: 'Stargazing for everybody',
    by: 'Inês',
    from: on(4, 22),
    to: on(5, 0),
    needs: ['Roof garden'],
    yes: ['Roof garden'],
    tags: ['sky'],
  },
  {
    title: 'Breakfast at the kiosk',
    by: 'Lou',
    from: on(5, 9),
    to: on(5, 11),
    needs: ['Kiosk by the canal'],
    yes: ['Kiosk by the canal'],
    tags: ['food'],
  },
  {
    title: 'Print your own poster',
    by: 'Bao',
    from: on(5, 11),
    to: on(5, 14),
    needs: ['Print workshop'],
    yes: ['Print workshop'],
    tags: ['print'],
  },
  {
    title: 'Repair café',
    by: 'Ben',
    from: on(5, 14),
    to: on(5, 18),
    needs: ['Hall B'],
    yes: ['Hall B'],
    tags: ['repair'],
  },
  {
    title: 'Long-distance disco',
    by: 'Bao',
    from: on(5, 21),
    to: on(5, 23, 30),
    needs: ['Hall B', 'Sound system'],
    yes: ['Hall B', 'Sound system'],
    tags: ['music'],
  },
  {
    title: 'Honey at noon',
    by: 'Inês',
    from: on(6, 12),
    to: on(6, 13, 30),
    needs: ['Roof garden'],
    yes: ['Roof garden'],
    tags: ['food'],
  },
  {
    title: 'Carrying everything back',
    by: 'Mareike',
    from: on(6, 15),
    to: on(6, 18),
    needs: [],
    about: 'Who lent something takes it home, and a piece of cake.',
  },
]

export const PEOPLE: Readonly<Record<string, string>> = {
  Mareike: 'Has the keys to the workshop yard.',
  Inês: 'Keeps bees on a roof.',
  Lou: 'Runs the kiosk and knows the tracks.',
  Bao: 'Prints, and plays what was printed.',
  Jonas: 'Shows films where there is a wall.',
  Ada: 'Reads aloud and interprets.',
  Ben: 'Sings bass, mends toasters.',
}
