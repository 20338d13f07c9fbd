// Where a thing is: an address, coordinates, a page on the web or a spot in the festival's own space (DESIGN §4.3).
import type { JSX } from 'preact'
import { Field, TextField } from '../field.tsx'
import { t } from '../i18n.ts'
import type { PlaceValues, ReadPlace } from './read-place.ts'

const TYPES: readonly { type: PlaceValues['type']; words: string }[] = [
  { type: 'none', words: 'placeNone' },
  { type: 'address', words: 'placeAddress' },
  { type: 'gps', words: 'placeGps' },
  { type: 'url', words: 'placeUrl' },
  { type: 'space', words: 'placeSpace' },
]

type FieldName = Exclude<keyof PlaceValues, 'type'>

const FIELDS: Readonly<Record<PlaceValues['type'], readonly { name: FieldName; words: string; optional?: true }[]>> = {
  none: [],
  address: [
    { name: 'street', words: 'placeStreet' },
    { name: 'postcode', words: 'placePostcode', optional: true },
    { name: 'city', words: 'placeCity', optional: true },
    { name: 'country', words: 'placeCountry', optional: true },
    { name: 'note', words: 'placeNote', optional: true },
  ],
  gps: [{ name: 'coordinates', words: 'placeCoordinates' }],
  url: [{ name: 'url', words: 'placeUrlField' }],
  space: [
    { name: 'x', words: 'placeX' },
    { name: 'y', words: 'placeY' },
    { name: 'z', words: 'placeZ' },
    { name: 'world', words: 'placeWorld', optional: true },
  ],
}

/** Why a field makes no sense; axes share theirs. */
const WRONG: Readonly<Partial<Record<keyof PlaceValues, string>>> = {
  street: 'placeAddressWrong',
  coordinates: 'placeCoordinatesWrong',
  url: 'placeUrlWrong',
  x: 'placeAxisWrong',
  y: 'placeAxisWrong',
  z: 'placeAxisWrong',
}

export function OfferPlace(props: {
  values: PlaceValues
  read: ReadPlace
  /** Says what is wrong: not before somebody tried to offer it. */
  told: boolean
  onChange: (change: Partial<PlaceValues>) => void
}): JSX.Element {
  const { values, read, onChange } = props
  const choose = (value: string): void => {
    const chosen = TYPES.find(({ type }) => type === value)
    if (chosen) onChange({ type: chosen.type })
  }
  const wrong = props.told && !read.ok ? read.wrong : undefined
  return (
    <>
      <Field label={t('placeWhere')}>
        {(wiring) => (
          <select
            {...wiring}
            class="input"
            value={values.type}
            data-test="offer-place"
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {TYPES.map(({ type, words }) => (
              <option key={type} value={type}>
                {t(words)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {FIELDS[values.type].map(({ name, words, optional }) => (
        <TextField
          key={name}
          label={t(words)}
          {...(optional ? { optional } : {})}
          value={values[name]}
          onInput={(value) => onChange({ [name]: value })}
          error={name === wrong ? t(WRONG[name] ?? 'placeAddressWrong') : undefined}
          test={`place-${name}`}
        />
      ))}
    </>
  )
}
