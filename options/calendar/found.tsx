// What a search finds, over the whole festival, while it is typed.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { searchEvents } from '../../src/adapters/dexie/search-events.ts'
import { byTime } from '../../src/festival/event-overviews.ts'
import { searchWords } from '../../src/festival/folded-text.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { plural } from '../../ui/i18n.ts'
import { useLive } from '../../ui/use-live.ts'
import { EventRows } from './event-rows.tsx'

const LIMIT = 50
/** Who types goes on typing within this time, ms. */
const PAUSE = 120

export function Found(props: {
  festivals: readonly FestivalOverview[]
  search: string
  zone: string
  now: number
  marked: ReadonlySet<ObjectId>
  selected: ObjectId | undefined
  onOpen: (event: ObjectId) => void
}): JSX.Element {
  const { festivals, ...rows } = props
  const search = usePaused(props.search)
  const about = [search, ...festivals.map(({ festival }) => festival)].join(' ')
  const found = useLive(
    async (db) => {
      const options = { now: Date.now(), limit: LIMIT }
      const each = await Promise.all(
        festivals.map(({ festival }) => searchEvents(db, festival, searchWords(search), options)),
      )
      const events = each.flatMap(({ events }) => events).toSorted((a, b) => byTime(a.event, b.event))
      return { events, hasMore: each.some(({ hasMore }) => hasMore) }
    },
    [about],
  )
  return (
    <>
      <p class="small soft" role="status" data-test="calendar-found" data-count={found?.events.length}>
        {found &&
          (found.hasMore ? plural('searchMore', found.events.length) : plural('searchFound', found.events.length))}
      </p>
      <EventRows {...rows} events={found?.events ?? []} withDays />
    </>
  )
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
