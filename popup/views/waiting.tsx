// What opens first: what waits for me, one thing at a time; then what goes on now and next (mockups 01a, 01b).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Empty } from '../../ui/empty.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { FoundPersonas } from '../../ui/found-personas.tsx'
import { LogNotices } from '../../ui/log-notices.tsx'
import { LostPersona } from '../../ui/lost-persona.tsx'
import type { People } from '../../ui/use-people.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { t } from '../../ui/i18n.ts'
import { allFestivals } from '../../ui/use-node.ts'
import type { ViewProps } from '../app.tsx'
import { groupInbox, type InboxGroup } from '../group-inbox.ts'
import { href } from '../route.ts'
import { useWaiting, type WaitingState } from '../use-waiting.ts'
import { ApprovalRows } from './approval-rows.tsx'
import { NowAndNext } from './now-and-next.tsx'
import { RequestCard } from './request-card.tsx'
import { RequestRow } from './request-row.tsx'
import { ViewHead } from './view-head.tsx'

export function Waiting(props: ViewProps): JSX.Element {
  const waiting = useWaiting()
  const count = (waiting?.items.length ?? 0) + (waiting?.approvals.length ?? 0)
  return (
    <div class="scroll" aria-busy={waiting === undefined ? 'true' : undefined}>
      <ViewHead title={t('waitingTitle')}>
        {count > 0 && (
          <span class="count" data-test="waiting-count">
            {count}
          </span>
        )}
        <span class="grow" />
        <a class="small soft cut reach" href={href('all')}>
          <SafeText text={festivalTitle(props.festival)} />
        </a>
      </ViewHead>
      {waiting && (
        <div class="cards">
          <ApprovalRows approvals={waiting.approvals} />
          <Requests {...props} waiting={waiting} />
          <FoundPersonas festival={props.festival} />
          <LostPersona festival={props.festival} />
          <LogNotices festival={props.festival.festival} mine={props.node.mine} brief />
        </div>
      )}
      {waiting !== undefined && count === 0 && <Empty title={t('waitingNone')} text={t('waitingNoneText')} />}
      <NowAndNext festival={props.festival} />
    </div>
  )
}

/** One request opened, the others as lines below it; "later" closes it until it is opened again. */
function Requests(props: ViewProps & { waiting: WaitingState }): JSX.Element {
  const [opened, setOpened] = useState<string | undefined>(undefined)
  const [later, setLater] = useState<readonly string[]>([])
  const groups = groupInbox(props.waiting.items)
  const shown = groups.find((group) => keyOf(group) === opened) ?? groups.find((group) => !later.includes(keyOf(group)))
  const putOff = (group: InboxGroup): void => {
    setLater((before) => [...before, keyOf(group)])
    setOpened(undefined)
  }
  return (
    <>
      {shown && (
        <RequestCard
          key={keyOf(shown)}
          group={shown}
          {...placeOf(shown, props)}
          say={props.say}
          onLater={() => putOff(shown)}
        />
      )}
      {groups
        .filter((group) => group !== shown)
        .map((group) => (
          <RequestRow
            key={keyOf(group)}
            group={group}
            {...placeOf(group, props)}
            onOpen={() => setOpened(keyOf(group))}
          />
        ))}
    </>
  )
}

/** A group is known by its first request while that one waits. */
function keyOf([first]: InboxGroup): string {
  return first.request.id
}

/** The zone and the people of the festival that a group belongs to. */
function placeOf(
  [first]: InboxGroup,
  { node, waiting }: ViewProps & { waiting: WaitingState },
): { zone: string; people: People } {
  const { festival } = first.resource
  const overview = allFestivals(node).find((each) => each.festival === festival)
  return { zone: overview?.timezone ?? 'UTC', people: waiting.people[festival] ?? {} }
}
