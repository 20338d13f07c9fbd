// The way to one section, in the rail, in the bar of a phone and in its sheet.
import type { JSX } from 'preact'
import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { countInboxes, readApprovals } from '../src/adapters/dexie/queries.ts'
import { Icon } from '../ui/icon.tsx'
import { t } from '../ui/i18n.ts'
import { useLive } from '../ui/use-live.ts'
import { sectionLook } from './section-look.ts'
import type { Section } from './section-route.ts'

/** `current` is the section that is shown. */
export function SectionLink(props: { to: Section; current: Section; onClick?: () => void }): JSX.Element {
  const { to, current } = props
  return (
    <a
      href={`#${to}`}
      aria-current={to === current ? 'page' : undefined}
      data-test={`rail-${to}`}
      onClick={props.onClick}
    >
      <Icon name={sectionLook[to].icon} />
      {t(sectionLook[to].words)}
      {to === 'requests' && <WaitingCount />}
    </a>
  )
}

/** More are said to be more. */
const MOST = 999

/** How many requests and sites wait for an answer. */
function WaitingCount(): JSX.Element | null {
  const count = useLive(async (db) => {
    const [requests, approvals] = [
      await countInboxes(db, await readPersonaKeys(db), Date.now(), MOST + 1),
      await readApprovals(db),
    ]
    return requests + approvals.length
  })
  if (!count) return null
  return (
    <span class="count" data-test="rail-count">
      {count > MOST ? `${MOST}+` : count}
    </span>
  )
}
