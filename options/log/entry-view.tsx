// One entry in plain words and in bytes (mockup 07b): what it says, what it is worth, what it links to, what it is made of.
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import { readEntry, type EntryLink, type WholeEntry } from '../../src/adapters/dexie/read-entry.ts'
import { toHex } from '../../src/bamboo/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatMoment } from '../../ui/format.ts'
import { HeldBy } from '../../ui/held-by.tsx'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { statementWords } from '../../ui/statement-words.ts'
import { useLive } from '../../ui/use-live.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { noEffectWords } from '../sections/no-effect-words.ts'
import { EntryBytes } from './entry-bytes.tsx'
import { EntryContent } from './entry-content.tsx'
import { StandingBadge } from './standing-badge.tsx'

export interface EntryViewProps {
  log: number
  seqNum: number
  /** What to call who signed it, isolated. */
  author: string
  timezone: string
  onOpen: (seqNum: number) => void
  onBack: () => void
}

export function EntryView(props: EntryViewProps): JSX.Element {
  const { log, seqNum } = props
  const found = useLive(async (db) => ({ seqNum, entry: await readEntry(db, log, seqNum) }), [log, seqNum])
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = found?.seqNum
  // Another entry takes the place of what was pressed; at once, before a key that follows moves the focus on.
  useLayoutEffect(() => heading.current?.focus(), [shown])
  return (
    <div class="stack log-entry" data-test="entry-view" data-seq-num={shown}>
      <div class="row">
        <Button look="line" size="small" icon="left" test="entry-back" onClick={props.onBack}>
          {t('entryBack')}
        </Button>
      </div>
      {found !== undefined && (
        <div>
          <p class="mono small soft">{placeWords(found.seqNum, found.entry, props.timezone)}</p>
          <h3 ref={heading} tabIndex={-1}>
            {found.entry === undefined ? t('entryGone') : statementWords(found.entry.line.statement)}
          </h3>
        </div>
      )}
      {found?.entry !== undefined && <Whole {...props} key={found.seqNum} entry={found.entry} />}
    </div>
  )
}

/** "Entry 17, Tue 2 June, 14:06" */
function placeWords(seqNum: number, entry: WholeEntry | undefined, timezone: string): string {
  const at = entry?.line.at
  return at === undefined ? t('entryNumber', [seqNum]) : t('entryNumberAt', [seqNum, formatMoment(at, timezone)])
}

function Whole(props: EntryViewProps & { entry: WholeEntry }): JSX.Element {
  const { entry, author, timezone } = props
  const { line, bytes, payload, other } = entry
  const size = formatBytes(bytes.length)
  return (
    <>
      <Worth entry={entry} author={author} />
      {line.noEffect !== undefined && (
        <p class="small" data-test="no-effect" data-code={line.noEffect.code}>
          {noEffectWords(line.noEffect)}
        </p>
      )}
      {entry.links.length > 0 && (
        <ul class="entry-links" aria-label={t('entryLinks')}>
          {entry.links.map((link) => (
            <Link key={link.seqNum} link={link} isNext={link.seqNum === line.seqNum - 1} onOpen={props.onOpen} />
          ))}
        </ul>
      )}
      <section class="card padded stack">
        <h4>{t('entryContent')}</h4>
        {payload === undefined ? (
          <p class="small">{t('entryContentNotHere')}</p>
        ) : (
          <>
            <EntryContent payload={payload} timezone={timezone} />
            <div class="row">
              <CopyButton text={toHex(payload)} words={t('entryCopyContent')} test="entry-copy-content" />
            </div>
          </>
        )}
      </section>
      <section class="card padded stack">
        <div class="row wrap">
          <h4 class="grow">{t('entryBytes')}</h4>
          <span class="small soft">
            {payload === undefined ? size : t('entryBytesAnd', [size, formatBytes(payload.length)])}
          </span>
        </div>
        <EntryBytes bytes={bytes} author={author} />
        <div class="row">
          <CopyButton text={toHex(bytes)} words={t('entryCopy')} test="entry-copy" />
        </div>
      </section>
      {other !== undefined && (
        <More words={t('entryOther')} test="entry-other">
          <p class="small">{t('entryOtherMeaning', [author])}</p>
          <EntryBytes bytes={other} author={author} />
          <div class="row">
            <CopyButton text={toHex(other)} words={t('entryCopy')} />
          </div>
        </More>
      )}
    </>
  )
}

function Worth({ entry, author }: { entry: WholeEntry; author: string }): JSX.Element {
  const { line, isSigned, holders } = entry
  return (
    <div class="row wrap">
      <span data-test="entry-signed" data-signed={isSigned}>
        <Badge tone={isSigned ? 'granted' : 'declined'}>
          {isSigned ? t('entrySigned', [author]) : t('entryNotSigned', [author])}
        </Badge>
      </span>
      {line.standing === 'counts' && line.noEffect === undefined && <Badge tone="granted">{t('entryCounts')}</Badge>}
      <StandingBadge line={line} />
      {holders !== undefined && <HeldBy holders={holders} />}
    </div>
  )
}

function Link(props: { link: EntryLink; isNext: boolean; onOpen: (seqNum: number) => void }): JSX.Element {
  const { seqNum, state } = props.link
  const words = props.isNext ? t('entryLinkNext', [seqNum]) : t('entryLinkFar', [seqNum])
  return (
    <li data-test="entry-link" data-seq-num={seqNum} data-state={state}>
      {state === 'absent' ? (
        <span class="small">{words}</span>
      ) : (
        <Button look="link" size="small" test="entry-link-open" onClick={() => props.onOpen(seqNum)}>
          {words}
        </Button>
      )}
      {state === 'fits' && <Badge tone="granted">{t('entryLinkFits')}</Badge>}
      {state === 'differs' && <Badge tone="declined">{t('entryLinkDiffers')}</Badge>}
      {state === 'absent' && <Badge tone="calm">{t('entryLinkAbsent')}</Badge>}
    </li>
  )
}
