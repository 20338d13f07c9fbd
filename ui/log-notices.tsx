// What people should know about the logs of a festival: mine that went on elsewhere, signatures that are being checked, and
// people who said two different things. Nothing when all is well.
import type { JSX } from 'preact'
import { readNotices, type FestivalNotices, type OwnNotice } from '../src/adapters/dexie/read-notices.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import { ForkCard } from './fork-card.tsx'
import { formatPercent } from './format.ts'
import { plural, t } from './i18n.ts'
import { More } from './more.tsx'
import { Note } from './note.tsx'
import { personaTitle } from './persona-title.ts'
import { useLive } from './use-live.ts'
import { usePeople } from './use-people.ts'

/** Cards shown at once; the others are folded away. */
const OPEN_FORKS = 2

export interface LogNoticesProps {
  festival: FestivalId
  /** My personas: whoever I was there before, I look after what is theirs. */
  mine: readonly PublicKey[]
  /** Only what concerns my answering: without the forks of others. */
  brief?: boolean
}

export function LogNotices({ festival, mine, brief = false }: LogNoticesProps): JSX.Element | null {
  const notices = useLive((db) => readNotices(db, festival, mine), [festival, ...mine])
  const people = usePeople(festival)
  if (notices === undefined) return null
  const forks = notices.forks.filter(({ author }) => !brief || mine.includes(author))
  if (notices.own.length === 0 && notices.checking === undefined && forks.length === 0) return null
  const cards = forks.map((fork) => (
    <ForkCard key={`${fork.author}/${fork.logId}`} festival={festival} fork={fork} people={people} mine={mine} />
  ))
  const folded = cards.slice(OPEN_FORKS)
  return (
    <div class="stack log-notices" data-test="log-notices">
      {notices.own.map((own) => (
        <Own key={own.author} own={own} isOnly={mine.length === 1} />
      ))}
      {notices.checking && <Checking {...notices.checking} />}
      {cards.slice(0, OPEN_FORKS)}
      {folded.length > 0 && (
        <More words={plural('forkMore', folded.length)} test="fork-more">
          {folded}
        </More>
      )}
    </div>
  )
}

function Own({ own: { author, reason }, isOnly }: { own: OwnNotice; isOnly: boolean }): JSX.Element {
  return (
    <Note tone="info" test="own-elsewhere" code={reason}>
      {!isOnly && <b>{personaTitle(author)}: </b>}
      {reason === 'continued' ? t('ownContinued') : t('ownRolledBack')}
    </Note>
  )
}

function Checking({ checked, entries }: NonNullable<FestivalNotices['checking']>): JSX.Element {
  // Rounded down: it is not finished before it is.
  const share = Math.floor((100 * checked) / entries) / 100
  return (
    <Note tone="calm" icon="clock" test="checking" code={String(share)}>
      {t('checkingSignatures', [formatPercent(share)])}
    </Note>
  )
}
