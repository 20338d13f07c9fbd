// Requests for my things: one opened, the others as lines below it, then who is on the waiting list; or several at once.
import { useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { Button } from '../button.tsx'
import { t } from '../i18n.ts'
import { MoreButton } from '../more-button.tsx'
import { allFestivals, type NodeState } from '../use-node.ts'
import { groupInbox, isOnWaitlist, keyOf, type InboxGroup, type Place } from './group-inbox.ts'
import type { WaitingState } from './use-waiting.ts'
import { RequestCard } from './request-card.tsx'
import { RequestRow } from './request-row.tsx'
import { Several } from './several.tsx'
import { Waitlist } from './waitlist.tsx'

/** `about` is the request that is opened first, where somebody came for it. "Later" closes a request until it is opened again. */
export function Requests(props: {
  node: NodeState
  waiting: WaitingState
  say: (words: ComponentChildren) => void
  about?: string | undefined
}): JSX.Element {
  const { node, waiting } = props
  const [opened, setOpened] = useState(props.about)
  const [later, setLater] = useState<readonly string[]>([])
  const [several, setSeveral] = useState(false)
  const groups = groupInbox(waiting.requests.shown)
  const open = groups.filter((group) => !isOnWaitlist(group))
  const shown =
    groups.find((group) => group.some(({ request }) => request.id === opened)) ??
    open.find((group) => !later.includes(keyOf(group)))
  const placeOf = (group: InboxGroup): Place => placeIn(group, node, waiting)
  const putOff = (group: InboxGroup): void => {
    setLater((before) => [...before, keyOf(group)])
    setOpened(undefined)
  }
  const more = waiting.requests
  if (several) return <Several groups={open} more={more} placeOf={placeOf} onClose={() => setSeveral(false)} />
  return (
    <div class="requests">
      <div>
        {shown && (
          <RequestCard
            key={keyOf(shown)}
            group={shown}
            first={opened}
            {...placeOf(shown)}
            say={props.say}
            onLater={() => putOff(shown)}
          />
        )}
      </div>
      <div>
        {open.map(
          (group) =>
            group !== shown && (
              <RequestRow key={keyOf(group)} group={group} {...placeOf(group)} onOpen={() => setOpened(keyOf(group))} />
            ),
        )}
        {open.length > 1 && (
          <Button look="line" icon="list" test="several-open" onClick={() => setSeveral(true)}>
            {t('severalOpen')}
          </Button>
        )}
        <Waitlist
          groups={groups.filter((group) => group !== shown && isOnWaitlist(group))}
          isWhole={more.left === 0}
          placeOf={placeOf}
          onOpen={(group) => setOpened(keyOf(group))}
        />
        <MoreButton paged={more} test="inbox-more" />
      </div>
    </div>
  )
}

/** The zone and the people of the festival that a group belongs to. */
function placeIn([first]: InboxGroup, node: NodeState, waiting: WaitingState): Place {
  const { festival } = first.resource
  const overview = allFestivals(node).find((each) => each.festival === festival)
  return { zone: overview?.timezone ?? 'UTC', people: waiting.people[festival] ?? {} }
}
