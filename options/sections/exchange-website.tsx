// Saves what a festival's web site needs: one press, one file.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { LeftOut } from '../../src/snapshot/make-snapshot.ts'
import { Button } from '../../ui/button.tsx'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { locale, plural, t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { panelDatabase } from '../../ui/panel-database.ts'
import { fileNameOf } from '../data/file-name.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { ChooseFestival } from '../exchange/choose-festival.tsx'
import { useFileLink } from '../exchange/file-link.tsx'
import { webSiteZip } from '../exchange/web-site-zip.ts'

export function ExportWebSite({ festivals }: { festivals: FestivalOverview[] }): JSX.Element {
  const [current] = useCurrentFestival(festivals)
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const festival = festivals.find((each) => each.festival === chosen) ?? current
  return (
    <section class="card padded stack" data-test="exchange-website">
      <h2>{t('webSiteTitle')}</h2>
      <p class="small soft">{festival === undefined ? t('exportNothing') : t('webSiteText')}</p>
      {festival !== undefined && (
        <>
          <ChooseFestival
            festivals={festivals}
            value={festival.festival}
            test="website-festival"
            onChoose={setChosen}
          />
          <Save key={festival.festival} festival={festival} />
        </>
      )}
    </section>
  )
}

/** What has become of pressing the button. */
type Saving =
  | { state: 'idle' | 'busy' }
  | { state: 'failed'; code: 'unknown-festival' | 'export-failed' }
  | { state: 'saved'; leftOut: LeftOut }

function Save({ festival }: { festival: FestivalOverview }): JSX.Element {
  const [saving, setSaving] = useState<Saving>({ state: 'idle' })
  const [saved, save] = useFileLink()
  const write = async (): Promise<void> => {
    setSaving({ state: 'busy' })
    try {
      const made = await webSiteZip(panelDatabase(), festival, locale())
      if (!made.ok) return setSaving({ state: 'failed', code: made.error.code })
      const { bytes, leftOut } = made.value
      save(new Uint8Array(bytes), fileNameOf(festival.title, 'zip'), 'application/zip')
      setSaving({ state: 'saved', leftOut })
    } catch {
      setSaving({ state: 'failed', code: 'export-failed' })
    }
  }
  return (
    <>
      <div class="row wrap">
        <Button
          look="line"
          icon="download"
          busy={saving.state === 'busy'}
          test="website-save"
          onClick={() => void write()}
        >
          {t('webSiteSave')}
        </Button>
      </div>
      {saving.state === 'failed' && (
        <Note tone="bad" alert test="error" code={saving.code}>
          {t(saving.code === 'unknown-festival' ? 'webSiteNotHere' : 'exportFailed')}
        </Note>
      )}
      {saving.state === 'saved' && saved !== undefined && (
        <p class="small" role="status">
          <a href={saved.url} download={saved.name} data-test="website-file">
            {t('exportSaved', [saved.name, formatBytes(saved.size)])}
          </a>{' '}
          <span data-test="website-left-out">{leftOutWords(saving.leftOut)}</span>
        </p>
      )}
    </>
  )
}

function leftOutWords({ events, resources }: LeftOut): string {
  if (events + resources === 0) return t('webSiteAll')
  const parts = [
    ...(events === 0 ? [] : [plural('countEvents', events)]),
    ...(resources === 0 ? [] : [plural('countThings', resources)]),
  ]
  return t('webSiteLeftOut', [parts.join(' · ')])
}
