// What a site let the user look at: an event, a thing or a festival, as it is here (page API `open`).
import type { JSX } from 'preact'
import { parseEntryHash, type FestivalId, type ObjectId, type PublicKey } from '../../src/operations/ids.ts'
import { readEvent } from '../../src/adapters/dexie/read-event-overviews.ts'
import { readResources } from '../../src/adapters/dexie/queries.ts'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { useLive } from '../../ui/use-live.ts'
import { usePeopleAround } from '../../ui/use-people.ts'
import { allFestivals } from '../../ui/use-node.ts'
import type { ViewProps } from '../app.tsx'
import { EventCard } from './event-card.tsx'
import { Festival } from './festival.tsx'
import { ThingRow, titlesOf } from './thing-row.tsx'
import { ViewHead } from './view-head.tsx'

type LookProps = ViewProps & { about: string | undefined }

/** `about` is `event:<id>`, `resource:<id>` or `festival:<id>`. */
export function Look(props: LookProps): JSX.Element {
  const [kind, text] = (props.about ?? '').split(':', 2)
  const id = parseEntryHash(text)
  if (id === undefined) return <NotHere />
  if (kind === 'event') return <OneEvent {...props} id={id} />
  if (kind === 'resource') return <OneThing {...props} id={id} />
  const festival = allFestivals(props.node).find((each) => each.festival === id)
  return festival === undefined ? <NotHere /> : <Festival {...props} festival={festival} />
}

function OneEvent(props: LookProps & { id: ObjectId }): JSX.Element | null {
  const now = Date.now()
  const found = useLive(async (db) => ({ overview: await readEvent(db, props.id, now) }), [props.id])
  const place = usePlace(props, found?.overview?.event.festival)
  if (found === undefined) return null
  if (found.overview === undefined) return <NotHere />
  return (
    <div class="scroll" data-test="look">
      <ViewHead title={t('lookEvent')} back="today" />
      <div class="cards">
        <EventCard
          overview={found.overview}
          {...place}
          mine={props.node.mine}
          now={now}
          lines={isMine(props, found.overview)}
        />
      </div>
    </div>
  )
}

function OneThing(props: LookProps & { id: ObjectId }): JSX.Element | null {
  const found = useLive(
    async (db) => {
      const resource = await db.resources.get(props.id)
      return { resource, around: resource === undefined ? [] : await readResources(db, resource.festival) }
    },
    [props.id],
  )
  const place = usePlace(props, found?.resource?.festival)
  if (found === undefined) return null
  if (found.resource === undefined) return <NotHere />
  return (
    <div class="scroll" data-test="look">
      <ViewHead title={t('lookThing')} back="all" />
      <ul class="inside">
        <ThingRow resource={found.resource} {...place} mine={props.node.mine} titles={titlesOf(found.around)} />
      </ul>
    </div>
  )
}

/** Zone and people of the festival that something belongs to. */
function usePlace(
  { node, festival }: LookProps,
  of: FestivalId | undefined,
): { zone: string; people: ReturnType<typeof usePeopleAround> } {
  const people = usePeopleAround(of ?? festival.festival)
  const zone = allFestivals(node).find((each) => each.festival === of)?.timezone ?? festival.timezone
  return { zone, people }
}

function isMine({ node }: LookProps, { event }: { event: { author: PublicKey } }): boolean {
  return node.mine.includes(event.author)
}

function NotHere(): JSX.Element {
  return <Empty title={t('lookNone')} text={t('lookNoneText')} />
}
