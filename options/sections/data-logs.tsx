// What exactly everybody said, for whoever wants to see it: the logs of a festival, each from its newest entry backwards.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readLogSummaries, type LogSummary } from '../../src/adapters/dexie/read-log.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { plural, t } from '../../ui/i18n.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import { Person } from '../../ui/person.tsx'
import { personName } from '../../ui/persona-title.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { useLive } from '../../ui/use-live.ts'
import { usePaged } from '../../ui/use-paged.ts'
import { usePeople, type People } from '../../ui/use-people.ts'
import { LogLines } from './log-lines.tsx'

export function Logs(props: { festivals: FestivalOverview[]; mine: readonly PublicKey[] }): JSX.Element | null {
  const { festivals, mine } = props
  if (festivals.length === 0) return null
  return (
    <section class="card padded">
      <h2>{t('logsTitle')}</h2>
      <p class="small soft">{t('logsText')}</p>
      {festivals.map((festival) => (
        <LogsOf key={festival.festival} festival={festival} mine={mine} />
      ))}
    </section>
  )
}

function LogsOf({ festival, mine }: { festival: FestivalOverview; mine: readonly PublicKey[] }): JSX.Element {
  const logs = useLive((db) => readLogSummaries(db, festival.festival), [festival.festival])
  const people = usePeople(festival.festival)
  const paged = usePaged(logs ?? [])
  const [open, setOpen] = useState<LogSummary | undefined>(undefined)
  const name = (log: LogSummary): string => isolated(personName(log.author, people[log.author]))
  return (
    <>
      <h3 class="small soft">{festivalTitle(festival)}</h3>
      <ul>
        {paged.shown.map((log) => (
          <LogRow key={log.log} log={log} people={people} onOpen={() => setOpen(log)} />
        ))}
      </ul>
      <MoreButton paged={paged} test="logs-more" />
      {open && (
        <Sheet title={t('logTitle', [name(open)])} onClose={() => setOpen(undefined)}>
          <LogLines
            key={open.log}
            log={open.log}
            author={name(open)}
            timezone={festival.timezone}
            mine={mine.includes(open.author) ? festival.festival : undefined}
          />
        </Sheet>
      )}
    </>
  )
}

function LogRow(props: { log: LogSummary; people: People; onOpen: () => void }): JSX.Element {
  const { author, entries, newest, verified, forkedAt } = props.log
  return (
    <li class="stored-row" data-test="log-row" data-author={author} data-entries={entries} data-newest={newest}>
      <span class="grow">
        <Person publicKey={author} profile={props.people[author]} />
      </span>
      {forkedAt !== undefined && <Badge tone="declined">{t('logForked')}</Badge>}
      {newest > entries && <Badge tone="waiting">{t('logAhead')}</Badge>}
      {verified < entries && <Badge tone="waiting">{t('storedUnchecked')}</Badge>}
      <span class="mono small">{plural('countEntries', entries)}</span>
      <Button look="line" size="small" test="log-open" onClick={props.onOpen}>
        {t('logOpen')}
      </Button>
    </li>
  )
}
