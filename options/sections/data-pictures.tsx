// How much room pictures take, and dropping those of others.
import type { JSX } from 'preact'
import { MAX_BLOB_BYTES, readBlobUsage } from '../../src/adapters/dexie/blob-rows.ts'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import { formatBytes } from '../../ui/format-bytes.ts'

export function StoredPictures(): JSX.Element | null {
  const usage = useLive(readBlobUsage)
  const empty = useCommand('blob.empty')
  if (usage === undefined) return null
  const { own, others } = usage
  return (
    <section class="card padded stack" data-test="stored-pictures" data-own={own} data-others={others}>
      <h2>{t('storedPictures')}</h2>
      <p class="small">
        {t('storedPicturesText', [formatBytes(own), formatBytes(others), formatBytes(MAX_BLOB_BYTES)])}
      </p>
      <progress value={others} max={MAX_BLOB_BYTES} aria-label={t('storedPictures')} />
      <div class="row">
        <Button
          look="line"
          size="small"
          busy={empty.busy}
          disabled={others === 0}
          test="pictures-empty"
          onClick={() => void empty.run({})}
        >
          {t('storedPicturesEmpty')}
        </Button>
      </div>
      <p class="hint">{t('storedPicturesHint')}</p>
      <Outcome slow={empty.slow} error={empty.error} />
    </section>
  )
}
