// What I decided and asked for, newest first: what can still be taken back on top, filters, search in what is shown, older ones.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { HistoryLine, HistoryPart } from '../../src/adapters/dexie/read-history.ts'
import { hasWords, searchWords } from '../../src/festival/folded-text.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { TextField } from '../../ui/field.tsx'
import { plural, t } from '../../ui/i18n.ts'
import { Segments } from '../../ui/segments.tsx'
import { UndoLine } from '../../ui/undo-toast.tsx'
import { useHeld } from '../../ui/use-held.ts'
import { allFestivals, type NodeState } from '../../ui/use-node.ts'
import type { People } from '../../ui/use-people.ts'
import { HistoryItem } from './history-line.tsx'
import { whoIn } from './history-words.ts'
import { useHistory } from './use-history.ts'

const PAGE = 30

const PARTS: readonly (readonly [HistoryPart, string])[] = [
  ['all', 'historyAll'],
  ['given', 'historyGiven'],
  ['asked', 'historyAskedFor'],
  ['taken-back', 'historyTakenBack'],
]

export function History({ node }: { node: NodeState }): JSX.Element {
  const [part, setPart] = useState<HistoryPart>('all')
  const [count, setCount] = useState(PAGE)
  const [search, setSearch] = useState('')
  const history = useHistory(part, count)
  const held = useHeld()
  const peopleOf = (line: HistoryLine): People => history?.people[line.resource?.festival ?? ''] ?? {}
  const words = searchWords(search)
  const found = history?.lines.filter((line) => words.length === 0 || hasWords(words, textsOf(line, peopleOf(line))))
  return (
    <div class="stack" data-test="history">
      <div class="filters">
        <Segments
          label={t('historyWhich')}
          value={part}
          choices={PARTS.map(([value, key]) => ({ value, words: t(key) }))}
          onChoose={(value) => {
            setPart(value)
            setCount(PAGE)
          }}
        />
        <TextField label={t('historySearch')} value={search} onInput={setSearch} test="history-search" />
      </div>
      {held.map((each) => (
        <div key={each.batch} class="card padded">
          <UndoLine held={each} />
        </div>
      ))}
      {found !== undefined && found.length === 0 && words.length === 0 && !history?.hasMore ? (
        <Empty title={t('historyNone')} text={t('historyNoneText')} />
      ) : (
        <section class="card padded" aria-label={t('requestsHistory')}>
          <p class="small soft" role="status" data-test="history-count" data-count={found?.length}>
            {found && plural('historyFound', found.length)}
          </p>
          <ul class="items">
            {found?.map((line) => (
              <HistoryItem
                key={line.id}
                line={line}
                people={peopleOf(line)}
                mine={node.mine}
                zone={zoneOf(line, node)}
              />
            ))}
          </ul>
        </section>
      )}
      {history?.hasMore && (
        <Button look="line" test="history-older" onClick={() => setCount(count + PAGE)}>
          {t('historyOlder')}
        </Button>
      )}
    </div>
  )
}

function zoneOf({ resource }: HistoryLine, node: NodeState): string {
  return allFestivals(node).find(({ festival }) => festival === resource?.festival)?.timezone ?? 'UTC'
}

function textsOf(line: HistoryLine, people: People): (string | undefined)[] {
  const { resource, event, request, words } = line
  return [resource?.title, event?.title ?? request?.eventTitle, words, whoIn(line, people)]
}
