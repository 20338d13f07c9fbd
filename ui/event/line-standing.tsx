// Below a line of mine: how it goes on with it, who decides when, and whether a draw was fair (DESIGN §5.4). Never more certain
// than what this browser knows.
import type { JSX } from 'preact'
import type { DrawVerdict } from '../../src/festival/check-draw.ts'
import type { LineState } from '../../src/festival/overview.ts'
import type { RequestRow, ResourceRow } from '../../src/festival/views.ts'
import { formatAgo, formatMoment } from '../format.ts'
import { isolated } from '../hidden-characters.ts'
import { list, t } from '../i18n.ts'
import { SiteLink } from '../site-link.tsx'
import { type LineStanding as Standing, useLineStanding } from './use-line-standing.ts'

/** Whoever said something since then is taken to be there, ms. */
const SILENT_MS = 15 * 60_000

const VERDICTS: Readonly<Record<DrawVerdict, string>> = {
  'in-order': 'drawFair',
  'passed-over': 'drawPassedOver',
  late: 'drawLate',
  'commitment-changed': 'drawChanged',
  'not-shown': 'drawNotShown',
  'other-nonce': 'drawOther',
  'not-checked': 'drawNotChecked',
}

export function LineStanding(props: {
  request: RequestRow
  resource: ResourceRow
  state: LineState
  /** The owner's name. */
  owner: string
  /** The festival's. */
  zone: string
}): JSX.Element | null {
  const { request, resource, state, owner, zone } = props
  const standing = useLineStanding(request, resource)
  if (standing === undefined) return null
  const words = [
    lineWords(standing),
    drawWords(standing, resource, state, owner, zone),
    state === 'waiting' ? waitingWords(standing, owner) : undefined,
  ].filter((each) => each !== undefined)
  const hasSite = state === 'waiting' && resource.policy.kind === 'external'
  if (words.length === 0 && !hasSite) return null
  const { draw, line } = standing
  return (
    <span
      class="small soft standing"
      data-test="line-standing"
      data-verdict={draw?.verdict}
      data-place={draw?.place ?? line?.place}
    >
      {hasSite && (
        <>
          {t('siteDecides')} <SiteLink resource={resource} />{' '}
        </>
      )}
      {words.join(' ')}
    </span>
  )
}

/** What is missing first, and that the owner has not been heard of for a while. */
function waitingWords({ missing, heard, now }: Standing, owner: string): string | undefined {
  const words = [
    missing.length > 0 ? t('lineNeeds', [list(missing.map((title) => isolated(title ?? t('thingUnknown'))))]) : '',
    heard > 0 && heard < now - SILENT_MS ? t('lastHeard', [isolated(owner), formatAgo(heard, now)]) : '',
  ]
  return words.join(' ').trim() || undefined
}

function lineWords({ line }: Standing): string | undefined {
  return line && t('placeInLine', [line.place, line.of])
}

function drawWords(
  { draw, now }: Standing,
  { policy }: ResourceRow,
  state: LineState,
  owner: string,
  zone: string,
): string | undefined {
  if (policy.kind !== 'lottery' || draw === undefined) return undefined
  const when = formatMoment(policy.until, zone)
  if (draw.verdict === 'not-shown' && state !== 'waiting') return undefined
  if (draw.verdict === 'not-shown' && now < policy.until) return t('drawWaits', [when])
  const name = isolated(owner)
  return t(VERDICTS[draw.verdict], [draw.place ?? 0, draw.drawn, name, when])
}
