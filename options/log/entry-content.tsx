// What an entry carries, field by field, in the words of its author's software.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { formatMoment } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { spacedHex } from './byte-groups.ts'
import { contentLines, type ContentLine } from './content-lines.ts'

/** A content may have thousands of values; who wants them all asks. */
const PAGE = 100

export function EntryContent({ payload, timezone }: { payload: Uint8Array; timezone: string }): JSX.Element {
  const [count, setCount] = useState(PAGE)
  const lines = contentLines(payload)
  if (lines === undefined) {
    return (
      <>
        <p class="small">{t('entryContentUnknown')}</p>
        <p class="mono small soft hex" dir="ltr" data-test="entry-content-bytes">
          {spacedHex(payload.subarray(0, count))}
        </p>
        {payload.length > count && <MoreButton onClick={() => setCount(payload.length)} />}
      </>
    )
  }
  return (
    <>
      <ul class="content-lines">
        {lines.slice(0, count).map((line, index) => (
          <Line key={index} line={line} timezone={timezone} />
        ))}
      </ul>
      {lines.length > count && <MoreButton onClick={() => setCount(lines.length)} />}
    </>
  )
}

function Line({ line, timezone }: { line: ContentLine; timezone: string }): JSX.Element {
  const { depth, name, text, moment } = line
  return (
    <li style={{ '--depth': depth }} data-test="content-line" data-name={name} data-depth={depth}>
      {name !== '' && (
        <span class="mono soft">
          <SafeText text={name} />
        </span>
      )}
      <span>
        {text !== undefined && <SafeText text={text} lines />}
        {moment !== undefined && <span class="soft"> {formatMoment(moment, timezone)}</span>}
      </span>
    </li>
  )
}

function MoreButton({ onClick }: { onClick: () => void }): JSX.Element {
  return (
    <Button look="line" size="small" test="content-all" onClick={onClick}>
      {t('entryContentAll')}
    </Button>
  )
}
