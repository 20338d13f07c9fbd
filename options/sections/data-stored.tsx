// What is stored in this browser: per festival, and all together against what the browser allows.
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
import { useStorageRoom } from '../../ui/storage-room.ts'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import { formatBytes } from '../../ui/format-bytes.ts'

export function Stored({ festivals }: { festivals: FestivalOverview[] }): JSX.Element {
  const stored = useLive(readStored)
  const total = stored?.reduce((sum, { entries }) => sum + entries, 0)
  const room = useStorageRoom(total)
  return (
    <section class="card padded">
      <h2>{t('storedTitle')}</h2>
      {stored?.length === 0 && <p class="small soft">{t('storedNothing')}</p>}
      <ul>
        {stored?.map((each) => (
          <StoredRow key={each.festival} stored={each} of={festivals.find((one) => one.festival === each.festival)} />
        ))}
      </ul>
      {room !== undefined && (
        <p class="small soft" data-test="stored-room" data-kept={room.isKept}>
          {t('storedAll', [formatBytes(room.used), formatBytes(room.left)])} {room.isKept && t('storedKept')}
        </p>
      )}
      <p class="hint">{t('storedPruneHint')}</p>
    </section>
  )
}

function StoredRow(props: { stored: StoredFestival; of: FestivalOverview | undefined }): JSX.Element {
  const { festival, entries, mine, bytes, unchecked, pictures, isLeft } = props.stored
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
      data-mine={mine}
    >
      <b class="grow">
        <SafeText text={title} />
      </b>
      {unchecked > 0 && <Badge tone="waiting">{t('storedUnchecked')}</Badge>}
      <span class="mono small">
        {plural('countEntries', entries)} · {formatBytes(bytes)}
      </span>
      <span class="small soft">
        {plural('storedMine', mine)}
        {pictures > 0 && <> · {t('storedWithPictures', [formatBytes(pictures)])}</>}
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
