// The bytes of an entry, coloured by field (mockup 07b). The names below say in the order of the bytes what is what; one that is
// pressed marks its bytes and tells what they are for.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { entryFields, viewEntry, type EntryField, type EntryFieldName } from '../../src/bamboo/index.ts'
import { plural, t } from '../../ui/i18n.ts'
import { byteGroups, spacedHex } from './byte-groups.ts'
import { fieldMeaning, fieldName, type ToldEntry } from './field-words.ts'

/** `author`: what to call who signed it, isolated. */
export function EntryBytes({ bytes, author }: { bytes: Uint8Array; author: string }): JSX.Element | null {
  const [chosen, setChosen] = useState<EntryFieldName | undefined>(undefined)
  const fields = entryFields(bytes)
  const decoded = viewEntry(bytes)
  if (!fields.ok || !decoded.ok) return null
  const told = { entry: decoded.value, author }
  const field = fields.value.find(({ name }) => name === chosen)
  return (
    <div class="entry-bytes stack">
      <div class="bytes" role="img" aria-label={plural('entryBytesFields', fields.value.length)} dir="ltr">
        {byteGroups(bytes, fields.value).map(({ offset, runs }) => (
          <span class="group" key={offset}>
            <span class="offset">{offset}</span>
            {runs.map((run) => (
              <span
                key={run.field}
                class={`run field-${run.field}${run.isStart ? ' start' : ''}${run.field === chosen ? ' chosen' : ''}`}
              >
                {run.hex}
              </span>
            ))}
          </span>
        ))}
      </div>
      <ul class="legend" aria-label={t('entryLegend')}>
        {fields.value.map(({ name, from, to }) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={name === chosen}
              data-test="entry-field"
              data-field={name}
              data-from={from}
              data-to={to}
              onClick={() => setChosen(name === chosen ? undefined : name)}
            >
              <span class={`field-${name}`}>{fieldName(name, told)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="small" role="status" data-test="entry-field-meaning">
        {field === undefined ? t('entryLegendHint') : <Meaning field={field} bytes={bytes} told={told} />}
      </div>
    </div>
  )
}

function Meaning(props: { field: EntryField; bytes: Uint8Array; told: ToldEntry }): JSX.Element {
  const { name, from, to } = props.field
  const where = to - from === 1 ? t('entryByte', [from]) : t('entryByteRange', [from, to - 1])
  return (
    <>
      <p>{`${where} ${fieldMeaning(name, props.told)}`}</p>
      <p class="mono soft hex" dir="ltr">
        {spacedHex(props.bytes.subarray(from, to))}
      </p>
    </>
  )
}
