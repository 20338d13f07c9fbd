// The events of one lane at their times: what overlaps stands side by side, and only what is in sight is drawn.
import { useMemo } from 'preact/hooks'
import type { JSX } from 'preact'
import type { EventOverview } from '../../src/festival/overview.ts'
import type { ObjectId, PublicKey } from '../../src/operations/ids.ts'
import { formatDay, formatTime } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { calendarHref } from './calendar-route.ts'
import { CancelledWords, EventSigns, lookOf } from './event-look.tsx'
import { laneBlocks, type Placed } from './lane-blocks.ts'
import { isWholeDay, type Lane } from './lanes.ts'
import type { MovedPart } from './moved-span.ts'
import type { Mover } from './use-moving.ts'
import { useTurns } from './use-turns.ts'
import type { Sight } from './use-sight.ts'

/** Events of a lane that are drawn before the browser may do something else. */
const AT_ONCE = 24

export interface LaneEventsProps {
  lane: Lane
  /** The festival's. */
  zone: string
  marked: ReadonlySet<ObjectId>
  selected: ObjectId | undefined
  onOpen: (event: ObjectId) => void
  /** Who I am: what I made and nobody called off can be moved. */
  mine: readonly PublicKey[]
  mover: Mover
}

export function LaneEvents(props: LaneEventsProps & { sight: Sight }): JSX.Element {
  const { lane, sight, zone, marked, selected, mine, mover } = props
  const { blocks, crowds } = useMemo(() => laneBlocks(lane), [lane])
  const isInSight = ({ top, height }: { top: number; height: number }): boolean =>
    top + height >= sight.top && top <= sight.bottom
  const inSight = blocks.filter(isInSight)
  const turns = useTurns(
    inSight.map(({ overview }) => overview.event.id),
    AT_ONCE,
  )
  // Scrolling to the side draws the lanes anew, and of this one nothing changes then.
  const drawn = [lane, sight.top, sight.bottom, turns.size, zone, marked, selected, mine, mover.move]
  return useMemo(
    () => (
      <>
        {inSight
          .filter(({ overview }) => turns.has(overview.event.id))
          .map(({ overview, ...place }) => (
            <EventBlock key={overview.event.id} {...props} overview={overview} place={place} />
          ))}
        {crowds.filter(isInSight).map(({ count, ...place }) => (
          <a
            key={place.top}
            class="block crowd"
            style={placed(place)}
            href={calendarHref({ view: 'list', day: lane.scale.day.number })}
            aria-label={plural('calendarCrowd', count)}
            data-test="calendar-crowd"
            data-count={count}
          >
            +{count}
          </a>
        ))}
      </>
    ),
    drawn,
  )
}

function placed({ top, height, column, columns }: Placed): Record<string, string> {
  return {
    insetBlockStart: `${top}px`,
    blockSize: `${height}px`,
    insetInlineStart: `${(column / columns) * 100}%`,
    inlineSize: `${100 / columns}%`,
  }
}

/** Those that go on the whole day. */
export function WholeDay(props: LaneEventsProps): JSX.Element {
  const whole = props.lane.events.filter((overview) => isWholeDay(overview, props.lane.scale.day))
  return (
    <>
      {whole.map((overview) => (
        <EventBlock key={overview.event.id} {...props} overview={overview} isWhole />
      ))}
    </>
  )
}

function EventBlock(
  props: LaneEventsProps & { overview: EventOverview; isWhole?: boolean; place?: Placed },
): JSX.Element {
  const { overview, zone, lane, mover, isWhole, place, onOpen } = props
  const { event } = overview
  const isMovable = canMove(props)
  const isMoving = mover.move?.overview.event.id === event.id
  const isMarked = props.marked.has(event.id)
  const isSelected = props.selected === event.id
  // One that stays in sight while somebody scrolls is not drawn anew.
  const drawn = [
    overview,
    lane,
    zone,
    mover.move,
    isMovable,
    isMarked,
    isSelected,
    isWhole,
    ...Object.values(place ?? {}),
  ]
  return useMemo(() => {
    const flags = [isMovable && 'movable', isMoving && 'moves'].filter(Boolean)
    return (
      <button
        type="button"
        class={[lookOf(overview), isWhole ? 'whole-day' : 'block', ...flags].join(' ')}
        aria-pressed={isSelected ? 'true' : 'false'}
        data-test="calendar-event"
        data-title={visibleText(event.title)}
        data-lane={lane.place === undefined ? '' : visibleText(lane.place.title)}
        data-event={event.id}
        {...(place === undefined ? {} : { style: placed(place) })}
        onClick={() => onOpen(event.id)}
        {...(isMovable && {
          'aria-describedby': 'calendar-move-keys',
          onPointerDown: (down: PointerEvent) => mover.drag(lane, overview, partAt(down), down),
          onKeyDown: (key: KeyboardEvent) => {
            if (mover.press(lane, overview, key)) key.preventDefault()
          },
        })}
      >
        <span class="block-top">
          <span class="mono">{startWords(event, lane.scale.day, zone)}</span>
          <EventSigns overview={overview} marked={isMarked} />
        </span>
        <b class="event-title">
          <SafeText text={event.title} />
        </b>
        <CancelledWords overview={overview} />
        {isMovable && <span class="block-end" />}
      </button>
    )
  }, drawn)
}

/** Mine, where it begins: what goes on since yesterday is moved there. */
function canMove({
  overview: { event },
  lane,
  mine,
  isWhole,
}: LaneEventsProps & { overview: EventOverview; isWhole?: boolean }): boolean {
  return !isWhole && mine.includes(event.author) && event.cancelled === undefined && event.from >= lane.scale.day.from
}

function partAt({ target }: PointerEvent): MovedPart {
  return target instanceof Element && target.closest('.block-end') !== null ? 'end' : 'all'
}

/** When it begins; with the day where that is another one. */
function startWords(event: { from: number; to: number }, day: { from: number; to: number }, zone: string): string {
  if (event.from >= day.from) return formatTime(event.from, zone)
  return t('calendarSince', [formatDay(event.from, zone)])
}
