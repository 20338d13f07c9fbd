// The picture of the first start: a panda among flat shapes (mockup 04b).
import type { JSX } from 'preact'
import { animalStrokes } from '../../ui/animal-strokes.ts'

export function WelcomePicture(): JSX.Element {
  return (
    <svg width="300" height="136" viewBox="0 0 420 190" aria-hidden="true">
      <path d="M20 178L150 60l130 118z" fill="#469ffb" fill-opacity=".85" />
      <circle cx="236" cy="92" r="76" fill="#dd65a5" fill-opacity=".75" />
      <rect x="276" y="104" width="74" height="74" rx="3" fill="#f0bd3d" fill-opacity=".92" />
      <circle cx="366" cy="62" r="28" fill="#82d952" fill-opacity=".9" />
      <circle cx="150" cy="132" r="6" fill="#f0bd3d" />
      <circle cx="300" cy="126" r="6" fill="#dd65a5" />
      <g transform="translate(186 44) scale(2)">
        <circle cx="24" cy="24" r="24" fill="#dd65a5" />
        {animalStrokes.panda.map(({ d, fill, line, width }) => (
          <path
            key={d}
            d={d}
            fill={fill === undefined ? 'none' : fill === 'white' ? '#fffdf8' : '#1d1b22'}
            stroke={line === undefined ? 'none' : '#1d1b22'}
            stroke-width={width}
            stroke-linecap="round"
          />
        ))}
      </g>
    </svg>
  )
}
