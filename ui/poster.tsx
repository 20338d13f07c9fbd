// A festival's poster: flat shapes that overlap, derived from its id, the same on every device (DESIGN §9).
import type { JSX } from 'preact'

const COLOURS = ['#469ffb', '#dd65a5', '#f0bd3d', '#82d952', '#f3926b', '#a797e8', '#4fc0b4'] as const
const GROUNDS = ['#a9d2fd', '#f8d3e6', '#fbe9b9', '#d5f3c3', '#fcd9ca', '#cfc4f2', '#c6ebe7'] as const

/** Endless small numbers from the id: a festival's id is a hash, so its digits are as good as random. */
function dice(id: string): (sides: number) => number {
  let state = 0x2545f491
  for (let index = 0; index < id.length; index += 1) state = Math.imul(state ^ id.charCodeAt(index), 0x01000193)
  return (sides) => {
    state = Math.imul(state ^ (state >>> 15), 0x85ebca6b)
    state = (state ^ (state >>> 13)) + 0x6d2b79f5
    return ((state >>> 4) & 0xffff) % sides
  }
}

function Shape(props: { roll: (sides: number) => number; x: number; fill: string }): JSX.Element {
  const { roll, x, fill } = props
  const y = 30 + roll(30)
  const size = 18 + roll(18)
  const paint = { fill, 'fill-opacity': 0.75 + roll(3) / 10 }
  switch (roll(4)) {
    case 0:
      return <rect x={x - size} y={y - size} width={2 * size} height={1.8 * size} rx={roll(2) * 9} {...paint} />
    case 1:
      return (
        <path d={`M${x - 1.6 * size} ${y + size}L${x} ${y - 1.2 * size}l${1.6 * size} ${2.2 * size}z`} {...paint} />
      )
    default:
      return <circle cx={x} cy={y} r={size} {...paint} />
  }
}

export function Poster(props: { festival: string }): JSX.Element {
  const roll = dice(props.festival)
  const first = roll(COLOURS.length)
  const colour = (step: number): string => COLOURS[(first + step) % COLOURS.length] ?? COLOURS[0]
  const steps = [0, 1 + roll(2), 3 + roll(2), 5 + roll(2)].slice(0, 3 + roll(2))
  return (
    <svg class="poster" viewBox="0 0 160 90" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect width="160" height="90" fill={GROUNDS[first] ?? GROUNDS[0]} />
      {steps.map((step, index) => (
        <Shape key={step} roll={roll} x={28 + index * (112 / steps.length) + roll(16)} fill={colour(step)} />
      ))}
      <circle cx={40 + roll(40)} cy={34 + roll(30)} r="4" fill={colour(2)} />
      <circle cx={86 + roll(40)} cy={30 + roll(30)} r="4" fill="#fffdf8" />
    </svg>
  )
}
