// The entries of one log, newest first, a page at a time: what each says and what it is worth here.
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { holdersIn, readDelivery } from '../../src/adapters/dexie/delivery-rows.ts'
import { readLogLines, type LogLine } from '../../src/adapters/dexie/read-log.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { formatDay, formatTime } from '../../ui/format.ts'
import { HeldBy } from '../../ui/held-by.tsx'
import { plural, t } from '../../ui/i18n.ts'
import { statementWords } from '../../ui/statement-words.ts'
import { EntryView } from '../log/entry-view.tsx'
import { StandingBadge } from '../log/standing-badge.tsx'
import { noEffectWords } from './no-effect-words.ts'
import { useLive } from '../../ui/use-live.ts'
import { TakeBack } from './take-back.tsx'

const PAGE = 50

export interface LogLinesProps {
  log: number
  /** What to call whose log it is, isolated. */
  author: string
  timezone: string
  /** The festival, when the log is one of mine and its entries can be taken back. */
  mine: FestivalId | undefined
}

/** One of them can be opened: it takes the place of the list, and gives the focus back to its line. */
export function LogLines(props: LogLinesProps): JSX.Element {
  const [count, setCount] = useState(PAGE)
  const [open, setOpen] = useState<number | undefined>(undefined)
  const list = useRef<HTMLOListElement>(null)
  const opened = useRef(0)
  useLayoutEffect(() => {
    if (open === undefined) list.current?.querySelector<HTMLElement>(`[value="${opened.current}"] button`)?.focus()
  }, [open])
  const { log, timezone, mine, author } = props
  const lines = useLive((db) => readLogLines(db, log, Number.POSITIVE_INFINITY, count), [log, count])
  const delivery = useLive((db) => readDelivery(db, log), [log])
  const last = lines?.at(-1)
  if (open !== undefined) {
    const back = (): void => setOpen(undefined)
    return <EntryView log={log} seqNum={open} author={author} timezone={timezone} onOpen={setOpen} onBack={back} />
  }
  const openLine = (seqNum: number): void => {
    opened.current = seqNum
    setOpen(seqNum)
  }
  return (
    <div class="stack" data-test="log-lines">
      <ol class="log-lines" reversed ref={list}>
        {lines?.map((line, index) => (
          <Line
            key={line.seqNum}
            line={line}
            above={lines[index - 1]?.seqNum}
            timezone={timezone}
            mine={mine}
            holders={delivery && holdersIn(delivery.row, line.seqNum)}
            onOpen={openLine}
          />
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
  /** How many others have it, when it was written here. */
  holders: number | undefined
  onOpen: (seqNum: number) => void
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
        <StandingBadge line={props.line} />
        {props.holders !== undefined && <HeldBy holders={props.holders} />}
        {at !== undefined && (
          <span class="mono small soft">{`${formatDay(at, props.timezone)}, ${formatTime(at, props.timezone)}`}</span>
        )}
        <Button
          look="quiet"
          size="small"
          label={t('entryOpenNumber', [seqNum])}
          test="entry-open"
          onClick={() => props.onOpen(seqNum)}
        >
          {t('entryOpen')}
        </Button>
        {props.mine !== undefined && <TakeBack line={props.line} festival={props.mine} />}
      </li>
    </>
  )
}
