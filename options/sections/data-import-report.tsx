// What was found in a file, and what was left out of it and why.
import type { JSX } from 'preact'
import type { ImportRow } from '../../src/adapters/dexie/import-schema.ts'
import { formatAgo } from '../../ui/format.ts'
import { plural, t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { problemWords } from '../data/import-words.ts'

export function ImportReport({ row }: { row: ImportRow }): JSX.Element | null {
  const { state, entries, added, checked, problems } = row
  if (state === 'staged') return null
  return (
    <div
      class="stack tight"
      data-test="import-report"
      data-entries={entries}
      data-added={added}
      data-checked={checked}
      data-problems={problems.map(({ code }) => code).join(' ')}
    >
      <p class="small soft">{found(row).join(' · ')}</p>
      {sentences(problems).map((words) => (
        <Note key={words} tone={state === 'failed' ? 'bad' : 'warn'}>
          {words}
        </Note>
      ))}
    </div>
  )
}

function found({ kind, state, entries, added, people, newest }: ImportRow): string[] {
  const parts = [plural('countEntries', entries)]
  if (people !== undefined) parts.push(plural('countPeople', people))
  if (newest !== undefined) parts.push(t('importNewest', [formatAgo(newest, Date.now())]))
  if (kind !== 'add') return parts
  const nothingNew = state === 'done' && added === 0
  return [...parts, nothingNew ? t('importNothingNew') : plural('countNew', added)]
}

/** Each sentence once, whatever number of codes says it. */
function sentences(problems: ImportRow['problems']): string[] {
  return [...new Set(problems.map(({ code }) => problemWords(code)))]
}
