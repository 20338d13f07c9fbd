// What is stored in this browser: per festival, and all together against what the browser allows.
import { useContext, useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readStored, type StoredFestival } from '../../src/adapters/dexie/read-stored.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { FillingPart } from '../../ui/filling.ts'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import { formatBytes } from '../data/format-bytes.ts'

export function Stored({ festivals }: { festivals: FestivalOverview[] }): JSX.Element {
  const stored = useLive(readStored)
  const total = stored?.reduce((sum, { entries }) => sum + entries, 0)
  const used = useUsedBytes(total)
  return (
    <section class="card padded">
      <h2>{t('storedTitle')}</h2>
      {stored?.length === 0 && <p class="small soft">{t('storedNothing')}</p>}
      <ul>
        {stored?.map((each) => (
          <StoredRow key={each.festival} stored={each} of={festivals.find((one) => one.festival === each.festival)} />
        ))}
      </ul>
      {used !== undefined && <p class="small soft">{t('storedAll', [formatBytes(used)])}</p>}
    </section>
  )
}

function StoredRow(props: { stored: StoredFestival; of: FestivalOverview | undefined }): JSX.Element {
  const { festival, entries, bytes, unchecked, isLeft } = props.stored
  const forget = useCommand('festival.leave')
  const title =
    props.of === undefined && props.stored.title !== undefined ? props.stored.title : festivalTitle(props.of)
  return (
    <li
      class="stored-row"
      data-test="stored-festival"
      data-title={title}
      data-entries={entries}
      data-unchecked={unchecked}
    >
      <b class="grow">
        <SafeText text={title} />
      </b>
      {unchecked > 0 && <Badge tone="waiting">{t('storedUnchecked')}</Badge>}
      <span class="mono small">
        {plural('countEntries', entries)} · {formatBytes(bytes)}
      </span>
      {isLeft && (
        <Button
          look="line"
          size="small"
          busy={forget.busy}
          label={t('storedForgetName', [visibleText(title)])}
          test="stored-forget"
          onClick={() => void forget.run({ festival, forget: true })}
        >
          {t('storedForget')}
        </Button>
      )}
      <Outcome slow={forget.slow} error={forget.error} />
    </li>
  )
}

/** Asked again when `change` is another one. Undefined where the browser does not tell. */
function useUsedBytes(change: unknown): number | undefined {
  const [used, setUsed] = useState<number | undefined>(undefined)
  const part = useContext(FillingPart)
  useEffect(() => {
    let isGone = false
    const answered = part?.ask()
    void navigator.storage
      .estimate()
      .then(
        ({ usage }) => isGone || setUsed(usage),
        () => undefined,
      )
      .finally(() => answered?.())
    return () => {
      isGone = true
    }
  }, [change])
  return used
}
