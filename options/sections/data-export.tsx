// Saves a festival to a file that somebody else can open without any network.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { WriteProgress } from '../../src/log/bundle/write-bundle.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { Field } from '../../ui/field.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import { download } from '../data/download.ts'
import { exportBundle } from '../data/export-bundle.ts'
import { fileNameOf } from '../data/file-name.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { showOften } from '../data/show-often.ts'
import { Progress } from './data-progress.tsx'

export function ExportFestival({ festivals }: { festivals: FestivalOverview[] }): JSX.Element {
  const [current] = useCurrentFestival(festivals)
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const festival = festivals.find((each) => each.festival === chosen) ?? current
  return (
    <section class="card padded stack">
      <h2>{t('exportTitle')}</h2>
      <p class="small soft">{festival === undefined ? t('exportNothing') : t('exportText')}</p>
      {festival !== undefined && (
        <>
          <Field label={t('exportChoose')}>
            {(wiring) => (
              <select
                {...wiring}
                class="input"
                data-test="export-festival"
                value={festival.festival}
                onChange={(event) => setChosen(event.currentTarget.value)}
              >
                {festivals.map((each) => (
                  <option key={each.festival} value={each.festival}>
                    {visibleText(festivalTitle(each))}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Save key={festival.festival} festival={festival} />
        </>
      )}
    </section>
  )
}

/** What has become of pressing the button. */
type Saving =
  | { state: 'idle' | 'failed' }
  | { state: 'writing'; share: number }
  | { state: 'saved'; name: string; size: number; url: string }

function Save({ festival }: { festival: FestivalOverview }): JSX.Element {
  const row = useLive((db) => db.festivals.get(festival.festival), [festival.festival])
  const isClosed = row?.visibility === 'closed'
  const [letsIn, setLetsIn] = useState(false)
  const invite = useCommand('festival.invite')
  const [saving, write] = useSaving(festival)
  const save = async (): Promise<void> => {
    if (isClosed && !letsIn) return write(undefined)
    const made = await invite.run({ festival: festival.festival })
    if (made !== undefined) await write(made.invite)
  }
  return (
    <>
      {isClosed && (
        <Check on={letsIn} onChange={setLetsIn} test="export-lets-in">
          {t('exportLetsIn')}
          <span class="hint">{t('exportLetsInHint')}</span>
        </Check>
      )}
      <div class="row wrap">
        <Button
          look="line"
          icon="download"
          busy={invite.busy || saving.state === 'writing'}
          disabled={row === undefined}
          test="export-save"
          onClick={() => void save()}
        >
          {t('exportSave')}
        </Button>
        <Outcome slow={invite.slow} error={invite.error} />
      </div>
      {saving.state === 'writing' && <Progress label={t('exportWriting')} share={saving.share} />}
      {saving.state === 'failed' && (
        <Note tone="bad" alert test="error" code="export-failed">
          {t('exportFailed')}
        </Note>
      )}
      {saving.state === 'saved' && (
        <p class="small" role="status">
          <a href={saving.url} download={saving.name} data-test="export-file">
            {t('exportSaved', [saving.name, formatBytes(saving.size)])}
          </a>
        </p>
      )}
    </>
  )
}

function useSaving(festival: FestivalOverview): [Saving, (invite: string | undefined) => Promise<void>] {
  const [saving, setSaving] = useState<Saving>({ state: 'idle' })
  const stop = useRef(new AbortController())
  const url = useRef<string | undefined>(undefined)
  useEffect(
    () => () => {
      stop.current.abort()
      if (url.current !== undefined) URL.revokeObjectURL(url.current)
    },
    [],
  )
  const write = async (invite: string | undefined): Promise<void> => {
    setSaving({ state: 'writing', share: 0 })
    const part = { festival: festival.festival, ...(invite === undefined ? {} : { invite }) }
    const onProgress = showOften(({ entries, of }: WriteProgress) =>
      setSaving({ state: 'writing', share: entries / of }),
    )
    try {
      const file = await exportBundle(part, { signal: stop.current.signal, onProgress })
      if (file === undefined) return
      if (url.current !== undefined) URL.revokeObjectURL(url.current)
      url.current = URL.createObjectURL(file)
      const name = fileNameOf(festival.title)
      setSaving({ state: 'saved', name, size: file.size, url: url.current })
      download(url.current, name)
    } catch {
      setSaving({ state: 'failed' })
    }
  }
  return [saving, write]
}
