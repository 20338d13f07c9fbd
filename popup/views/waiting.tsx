// What opens first: what waits for me, one thing at a time; then what goes on now and next (mockups 01a, 01b).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Empty } from '../../ui/empty.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { t } from '../../ui/i18n.ts'
import type { ViewProps } from '../app.tsx'
import { groupInbox, type InboxGroup } from '../group-inbox.ts'
import { href } from '../route.ts'
import { useWaiting } from '../use-waiting.ts'
import { ApprovalRows } from './approval-rows.tsx'
import { NowAndNext } from './now-and-next.tsx'
import { RequestCard } from './request-card.tsx'
import { RequestRow } from './request-row.tsx'
import { ViewHead } from './view-head.tsx'

export function Waiting(props: ViewProps): JSX.Element {
  const waiting = useWaiting(props.me)
  const [opened, setOpened] = useState<string | undefined>(undefined)
  const [later, setLater] = useState<readonly string[]>([])
  const groups = groupInbox(waiting?.items ?? [])
  const shown = groups.find((group) => keyOf(group) === opened) ?? groups.find((group) => !later.includes(keyOf(group)))
  const count = (waiting?.items.length ?? 0) + (waiting?.approvals.length ?? 0)
  const place = (group: InboxGroup) => placeOf(group, props, waiting?.people ?? {})
  return (
    <>
      <div class="scroll" aria-busy={waiting === undefined ? 'true' : undefined}>
        <ViewHead title={t('waitingTitle')}>
          {count > 0 && (
            <span class="count" data-test="waiting-count">
              {count}
            </span>
          )}
          <span class="grow" />
          <a class="small soft cut" href={href('all')}>
            <SafeText text={props.festival.title} />
          </a>
        </ViewHead>
        <div class="cards">
          <ApprovalRows approvals={waiting?.approvals ?? []} />
          {shown && (
            <RequestCard
              key={keyOf(shown)}
              group={shown}
              {...place(shown)}
              say={props.say}
              onLater={() => {
                setLater((before) => [...before, keyOf(shown)])
                setOpened(undefined)
              }}
            />
          )}
          {groups
            .filter((group) => group !== shown)
            .map((group) => (
              <RequestRow key={keyOf(group)} group={group} {...place(group)} onOpen={() => setOpened(keyOf(group))} />
            ))}
        </div>
        {waiting !== undefined && count === 0 && <Empty title={t('waitingNone')} text={t('waitingNoneText')} />}
        <NowAndNext festival={props.festival} />
      </div>
    </>
  )
}

/** A group is known by its first request while that one waits. */
function keyOf([first]: InboxGroup): string {
  return first.request.id
}

function placeOf(
  [first]: InboxGroup,
  { node }: ViewProps,
  people: NonNullable<ReturnType<typeof useWaiting>>['people'],
) {
  const festival = first.resource.festival
  const overview = node.festivals.find((each) => each.festival === festival)
  return { zone: overview?.timezone ?? 'UTC', people: people[festival] ?? {} }
}
