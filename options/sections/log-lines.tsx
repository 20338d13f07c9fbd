// The entries of one log, newest first, a page at a time: what each says and what it is worth here.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readLogLines, type EntryStanding, type LogLine } from '../../src/adapters/dexie/read-log.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { formatDay, formatTime } from '../../ui/format.ts'
import { plural, t } from '../../ui/i18n.ts'
import { statementWords } from '../../ui/statement-words.ts'
import { noEffectWords } from './no-effect-words.ts'
import { useLive } from '../../ui/use-live.ts'

const PAGE = 50

const STANDING: Readonly<Record<Exclude<EntryStanding, 'counts'>, string>> = {
  ahead: 'standingAhead',
  unchecked: 'standingUnchecked',
  'after-fork': 'standingAfterFork',
  missing: 'standingMissing',
  forgotten: 'standingForgotten',
  waiting: 'standingWaiting',
}

export function LogLines({ log, timezone }: { log: number; timezone: string }): JSX.Element {
  const [count, setCount] = useState(PAGE)
  const lines = useLive((db) => readLogLines(db, log, Number.POSITIVE_INFINITY, count), [log, count])
  const last = lines?.at(-1)
  return (
    <div class="stack" data-test="log-lines">
      <ol class="log-lines" reversed>
        {lines?.map((line, index) => (
          <Line key={line.seqNum} line={line} above={lines[index - 1]?.seqNum} timezone={timezone} />
        ))}
      </ol>
      {last !== undefined && last.seqNum > 1 && (
        <Button look="line" test="log-older" onClick={() => setCount(count + PAGE)}>
          {t('logOlder')}
        </Button>
      )}
    </div>
  )
}

function Line(props: { line: LogLine; above: number | undefined; timezone: string }): JSX.Element {
  const { seqNum, standing, statement, at, noEffect } = props.line
  const between = props.above === undefined ? 0 : props.above - seqNum - 1
  return (
    <>
      {between > 0 && <li class="small soft between">{plural('logBetween', between)}</li>}
      <li value={seqNum} data-test="log-line" data-seq-num={seqNum} data-standing={standing}>
        <span class="grow">
          {statementWords(statement)}
          {noEffect !== undefined && (
            <span class="small soft why" data-test="no-effect" data-code={noEffect.code}>
              {noEffectWords(noEffect)}
            </span>
          )}
        </span>
        {standing !== 'counts' && (
          <Badge tone={standing === 'after-fork' ? 'declined' : 'waiting'}>{t(STANDING[standing])}</Badge>
        )}
        {noEffect !== undefined && <Badge tone="declined">{t('standingAfterFork')}</Badge>}
        {at !== undefined && (
          <span class="mono small soft">{`${formatDay(at, props.timezone)}, ${formatTime(at, props.timezone)}`}</span>
        )}
      </li>
    </>
  )
}
