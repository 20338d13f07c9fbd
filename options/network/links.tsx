// Who is around, for whoever wants to know more than how many: the picture, and each link in figures.
import type { JSX } from 'preact'
import { readOwnLogs } from '../../src/adapters/dexie/delivery-rows.ts'
import { readStatus } from '../../src/adapters/dexie/queries.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import type { StatusLink } from '../../src/adapters/dexie/status-schema.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { festivalTitle } from '../../ui/festival-title.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { list, plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useLive } from '../../ui/use-live.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { OverlayPicture, type DrawnPanda } from './overlay-picture.tsx'

/** `festivals`: those that are followed. `isThere`: the network says what it does, so its last word can be believed. */
export function Links(props: { festivals: readonly FestivalOverview[]; isThere: boolean }): JSX.Element {
  const { festivals, isThere } = props
  const around = useLive(readAround)
  const links = isThere ? (around?.links ?? []) : []
  const written = new Set(around?.written)
  const numbers = new Map(festivals.map(({ festival }, index) => [festival, index + 1]))
  const drawn = (link: StatusLink): DrawnPanda => ({
    hasAll: hasAll(link, written),
    festivals:
      festivals.length === 1 ? '' : link.festivals.flatMap((festival) => numbers.get(festival) ?? []).join(', '),
  })
  return (
    <More words={t('linksMore')} test="links-more">
      {links.length === 0 ? (
        <p class="small soft">{isThere ? t('healthNobody') : t('healthStarting')}</p>
      ) : (
        <>
          <OverlayPicture pandas={links.map(drawn)} />
          {festivals.length > 1 && <FestivalNumbers festivals={festivals} />}
          <p class="small soft">{t('pictureNames')}</p>
          <ol class="link-figures">
            {links.map((link, index) => (
              <Figures key={index} link={link} festivals={festivals} hasAll={hasAll(link, written)} />
            ))}
          </ol>
        </>
      )}
    </More>
  )
}

interface Around {
  links: StatusLink[]
  /** Where I wrote anything. */
  written: FestivalId[]
}

async function readAround(db: Database): Promise<Around> {
  const [status, own] = await Promise.all([readStatus(db), readOwnLogs(db)])
  return { links: status?.links ?? [], written: own.map(({ festival }) => festival) }
}

/** Where I wrote nothing there is nothing to hold. */
function hasAll({ festivals, holds }: StatusLink, written: ReadonlySet<FestivalId>): boolean {
  return holds.length > 0 && festivals.every((festival) => holds.includes(festival) || !written.has(festival))
}

/** The numbers in the picture. */
function FestivalNumbers({ festivals }: { festivals: readonly FestivalOverview[] }): JSX.Element {
  return (
    <ol class="festival-numbers small" aria-label={t('pictureNumbers')}>
      {festivals.map((festival) => (
        <li key={festival.festival}>
          <SafeText text={festivalTitle(festival)} />
        </li>
      ))}
    </ol>
  )
}

function Figures(props: { link: StatusLink; festivals: readonly FestivalOverview[]; hasAll: boolean }): JSX.Element {
  const { link, festivals } = props
  const titles = festivals
    .filter(({ festival }) => link.festivals.includes(festival))
    .map((festival) => isolated(festivalTitle(festival)))
  const words = [
    list(titles),
    props.hasAll ? t('pictureAll') : t('pictureHere'),
    ...(link.roundTripMs > 0 ? [plural('linkRoundTrip', link.roundTripMs)] : []),
    t('linkTraffic', [formatBytes(link.receivedBytes), formatBytes(link.sentBytes)]),
  ]
  return (
    <li class="small" data-test="link-figures" data-received={link.receivedBytes} data-sent={link.sentBytes}>
      {words.join(' · ')}
    </li>
  )
}
