// What web sites did here: read, asked, had signed; the newest first (mockup 08b).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readActivity, type SiteActivity } from '../../src/adapters/dexie/site-activity.ts'
import { Button } from '../../ui/button.tsx'
import { formatMoment } from '../../ui/format.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { publishWords } from '../../ui/scopes.ts'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { viewerZone } from '../../ui/zone-time.ts'

const PAGE = 20

export function SiteActivityList(props: { festivals: NodeState['festivals'] }): JSX.Element | null {
  const [count, setCount] = useState(PAGE)
  const items = useLive(readActivity)
  if (items === undefined || items.length === 0) return null
  return (
    <section class="grow">
      <h2>{t('siteDid')}</h2>
      <ol class="log-lines" data-test="site-activity">
        {items
          .toReversed()
          .slice(0, count)
          .map((item, index) => (
            <Line key={`${item.at} ${index}`} item={item} festivals={props.festivals} />
          ))}
      </ol>
      {items.length > count && (
        <Button look="line" test="site-activity-more" onClick={() => setCount(count + PAGE)}>
          {t('logOlder')}
        </Button>
      )}
    </section>
  )
}

function Line({ item, festivals }: { item: SiteActivity; festivals: NodeState['festivals'] }): JSX.Element {
  const { at, origin, seqNum } = item
  return (
    <li data-test="site-did" data-what={item.what} data-state={item.state}>
      <span class="mono small soft">{formatMoment(at, viewerZone())}</span>
      <b class="mono small break">
        <bdi>{visibleText(origin.replace(/^https:\/\//, ''))}</bdi>
      </b>
      <span class="grow small did">{didWords(item, festivals)}</span>
      {seqNum !== undefined && <span class="small soft">{t('siteEntry', [seqNum])}</span>}
    </li>
  )
}

/** "asked to make events: “Party”. You signed." */
function didWords(item: SiteActivity, festivals: NodeState['festivals']): string {
  const { what, state, op, title, count } = item
  const festival = festivals.find((each) => each.festival === item.festival)?.title
  if (what === 'read') return t('siteDidRead', [festival === undefined ? t('festivalUnknown') : isolated(festival)])
  if (what === 'end') return t('siteDidEnd')
  if (what === 'block') return t('siteDidBlock')
  const outcome = state === undefined ? '' : t(OUTCOMES[state])
  if (what === 'connect') return `${t('siteDidConnect')} ${outcome}`
  const about = title === undefined ? '' : isolated(title)
  const more = count === undefined ? '' : ` (${count})`
  const asked = what === 'join' ? t('siteDidJoin', [about]) : t('siteDidAsk', [actionWords(op), about + more])
  return `${asked} ${outcome}`
}

function actionWords(op: SiteActivity['op']): string {
  if (op === 'authorization.grant') return t('prepareGrant')
  if (op === 'authorization.deny') return t('prepareDeny')
  return op === undefined ? '' : publishWords(op)
}

const OUTCOMES: Readonly<Record<NonNullable<SiteActivity['state']>, string>> = {
  approved: 'siteDidApproved',
  rejected: 'siteDidRejected',
  expired: 'siteDidExpired',
  cancelled: 'siteDidCancelled',
  alone: 'siteDidAlone',
}
