// A circle is a person: the animal and the colour of a key (DESIGN §9). Never shown without a name beside it.
import type { JSX } from 'preact'
import { personaName } from '../src/wallet/animals.ts'
import { animalStrokes, type Paint } from './animal-strokes.ts'

const PAINTS: Readonly<Record<Paint, string>> = {
  a: 'var(--a)',
  b: 'var(--b)',
  ink: '#1d1b22',
  white: '#fffdf8',
  beak: '#f0bd3d',
}

/** The picture of the persona with this public key. */
export function Animal(props: { publicKey: string; size?: 'tiny' | 'small' | 'large' | 'huge' }): JSX.Element {
  const { animal, colour } = personaName(props.publicKey)
  const classes = ['animal', `colour-${colour}`, props.size].filter(Boolean).join(' ')
  return (
    <svg class={classes} viewBox="0 0 48 48" aria-hidden="true">
      <circle cx="24" cy="24" r="24" fill={PAINTS.a} />
      {animalStrokes[animal].map(({ d, fill, line, width }) => (
        <path
          key={d}
          d={d}
          fill={fill ? PAINTS[fill] : 'none'}
          {...(line
            ? { stroke: PAINTS[line], 'stroke-width': width, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }
            : {})}
        />
      ))}
    </svg>
  )
}
