// The entries of one log, newest first, a page at a time: what each says and what it is worth here.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readLogLines, type EntryStanding, type LogLine } from '../../src/adapters/dexie/read-log.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { formatDay, formatTime } from '../../ui/format.ts'
import { plural, t } from '../../ui/i18n.ts'
import { statementWords } from '../../ui/statement-words.ts'
import { noEffectWords } from './no-effect-words.ts'
import { useLive } from '../../ui/use-live.ts'
import { TakeBack } from './take-back.tsx'

const PAGE = 50

const STANDING: Readonly<Record<Exclude<EntryStanding, 'counts'>, string>> = {
  ahead: 'standingAhead',
  unchecked: 'standingUnchecked',
  'after-fork': 'standingAfterFork',
  missing: 'standingMissing',
  forgotten: 'standingForgotten',
  waiting: 'standingWaiting',
}

/** `mine`: the festival, when the log is one of mine and its entries can be taken back. */
export function LogLines(props: { log: number; timezone: string; mine: FestivalId | undefined }): JSX.Element {
  const { log, timezone, mine } = props
  const [count, setCount] = useState(PAGE)
  const lines = useLive((db) => readLogLines(db, log, Number.POSITIVE_INFINITY, count), [log, count])
  const last = lines?.at(-1)
  return (
    <div class="stack" data-test="log-lines">
      <ol class="log-lines" reversed>
        {lines?.map((line, index) => (
          <Line key={line.seqNum} line={line} above={lines[index - 1]?.seqNum} timezone={timezone} mine={mine} />
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

interface LineProps {
  line: LogLine
  above: number | undefined
  timezone: string
  mine: FestivalId | undefined
}

function Line(props: LineProps): JSX.Element {
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
        {props.mine !== undefined && <TakeBack line={props.line} festival={props.mine} />}
      </li>
    </>
  )
}
