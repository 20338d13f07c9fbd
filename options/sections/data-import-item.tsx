// One opened file: what it is, how far it is, what was found in it, and what can be done with it.
import type { JSX } from 'preact'
import type { ImportRow } from '../../src/adapters/dexie/import-schema.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { Icon } from '../../ui/icon.tsx'
import { list, t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { canTryAgain, importState, shareDone } from '../data/import-words.ts'
import { useNudge } from '../data/use-nudge.ts'
import { ImportReport } from './data-import-report.tsx'
import { Progress } from './data-progress.tsx'

interface ItemProps {
  row: ImportRow
  festivals: FestivalOverview[]
  /** Without a persona nothing can be added. */
  hasPersona: boolean
}

export function ImportItem({ row, festivals, hasPersona }: ItemProps): JSX.Element {
  useNudge(row)
  const { tone, words } = importState(row)
  const known = festivals.filter(({ festival }) => row.festivals.includes(festival))
  const isMoving = row.state === 'running' || row.state === 'paused'
  return (
    <li class="import-row stack tight" data-test="import-row" data-state={row.state} data-name={row.name}>
      <div class="row wrap">
        <Icon name="file" />
        <b class="name break">
          <SafeText text={row.name} />
        </b>
        <span class="mono small">{formatBytes(row.size)}</span>
        <span role="status">
          <Badge tone={tone}>{words}</Badge>
        </span>
      </div>
      {known.length > 0 && (
        <p class="small">{t('importAbout', [list(known.map((each) => visibleText(festivalTitle(each))))])}</p>
      )}
      {isMoving && <Progress label={visibleText(row.name)} share={shareDone(row)} test="import-progress" />}
      <ImportReport row={row} />
      <Actions row={row} hasPersona={hasPersona} />
    </li>
  )
}

function Actions({ row, hasPersona }: { row: ImportRow; hasPersona: boolean }): JSX.Element {
  const start = useCommand('import.start')
  const pause = useCommand('import.pause')
  const remove = useCommand('import.remove')
  const { state, kind } = row
  const canBegin = state === 'staged' || canTryAgain(row) || (state === 'done' && kind === 'check')
  const begin = (what: ImportRow['kind']): void => void start.run({ import: row.id, kind: what })
  return (
    <>
      <div class="row wrap">
        {canBegin && (
          <Button look="main" busy={start.busy} disabled={!hasPersona} test="import-add" onClick={() => begin('add')}>
            {t(state === 'failed' ? 'importAddAgain' : 'importAdd')}
          </Button>
        )}
        {state === 'staged' && (
          <Button look="line" busy={start.busy} test="import-check" onClick={() => begin('check')}>
            {t('importCheck')}
          </Button>
        )}
        {state === 'running' && (
          <Button look="line" busy={pause.busy} test="import-pause" onClick={() => void pause.run({ import: row.id })}>
            {t('importPause')}
          </Button>
        )}
        {state === 'paused' && (
          <Button look="main" busy={start.busy} test="import-go-on" onClick={() => begin(kind)}>
            {t('importGoOn')}
          </Button>
        )}
        <Button
          look="quiet"
          busy={remove.busy}
          test="import-remove"
          onClick={() => void remove.run({ import: row.id })}
        >
          {t('importRemove')}
        </Button>
      </div>
      <Outcome slow={start.slow} error={start.error ?? pause.error ?? remove.error} />
    </>
  )
}
