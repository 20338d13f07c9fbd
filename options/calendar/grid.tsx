// The lanes of a calendar beside one axis of hours (mockup 03): drawing into a lane, or keys, say when and where a new event is.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readMove } from '../../src/adapters/dexie/read-move.ts'
import { overlaps } from '../../src/festival/timeframe.ts'
import type { ZoneDay } from '../../src/festival/zone-days.ts'
import { hoursOf } from '../../src/festival/zone-days.ts'
import type { ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { formatDayBrief, formatTime, formatTimes } from '../../ui/format.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { Thing } from '../../ui/thing.tsx'
import { useLive } from '../../ui/use-live.ts'
import { type Cell, drawnSpan, movedCell } from './drawn-span.ts'
import { pxOf } from './lane-blocks.ts'
import { LaneEvents, WholeDay } from './lane-events.tsx'
import type { Lane } from './lanes.ts'
import { collides, MoveCard } from './move-card.tsx'
import { useDrawing } from './use-drawing.ts'
import { type Move, type Mover, useMoving } from './use-moving.ts'
import { type Sight, useSight } from './use-sight.ts'

const HOUR = 3_600_000
/** Where a day begins for who has not scrolled yet. */
const MORNING = 9 * HOUR
/** Least width of the lane of a place, and of a day: a week fits beside the rail of a small screen. Px. */
const PLACE_PX = 148
const DAY_PX = 112
/** Width of the axis, px: as in calendar.css. */
const AXIS_PX = 64

interface GridProps {
  lanes: readonly Lane[]
  zone: string
  /** UTC ms. */
  now: number
  marked: ReadonlySet<ObjectId>
  selected: ObjectId | undefined
  onOpen: (event: ObjectId) => void
  onDrawn: (lane: Lane, interval: Interval) => void
  mine: readonly PublicKey[]
  /** Says for a moment what just happened. */
  say: (words: string) => void
}

export function Grid(props: GridProps): JSX.Element {
  const { lanes, zone, now, onDrawn } = props
  const scrolled = useRef<HTMLDivElement>(null)
  const sight = useSight(scrolled)
  const [drawing, beginDrawing] = useDrawing(onDrawn)
  const mover = useMoving(lanes)
  const { move } = mover
  const met = useLive(
    async (db) => move && readMove(db, move.overview, move.to, Date.now()),
    [move?.overview.event.id, move?.to.from, move?.to.to],
  )
  const [cell, setCell] = useState<Cell | undefined>(undefined)
  const [first] = lanes
  const length = first?.scale.length ?? 24 * HOUR
  const least = first?.day === undefined ? PLACE_PX : DAY_PX
  const today = lanes.find(({ scale: { day } }) => day.from <= now && now < day.to)
  useScrollToNow(scrolled, today?.scale.offsetOf(now), first?.key)
  const seen = lanes.map((lane, index) => [lane, index] as const).filter(([, index]) => isSeen(sight, index, least))
  const chosen = cell && lanes[cell.lane] && spanOf(lanes[cell.lane], cell)

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== scrolled.current || first === undefined || event.altKey || event.ctrlKey || event.metaKey)
      return
    const begin: Cell = {
      lane: 0,
      offset: Math.floor((today?.scale.offsetOf(now) ?? MORNING) / HOUR) * HOUR,
      length: HOUR,
    }
    if (event.key === 'Enter' && chosen !== undefined) return onDrawn(chosen.lane, chosen.interval)
    if (event.key === 'Escape') return setCell(undefined)
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const next = movedCell(cell ?? begin, event, { lanes: lanes.length, length, forward })
    if (next === undefined) return
    event.preventDefault()
    setCell(cell === undefined ? begin : next)
    showCell(scrolled.current, cell === undefined ? begin : next, least)
  }
  return (
    <>
      <p class="spoken" role="status">
        {chosen && `${laneName(chosen.lane, zone)}, ${formatTimes(chosen.interval, zone)}`}
      </p>
      <div
        class="lanes-scroll"
        ref={scrolled}
        role="group"
        tabIndex={0}
        aria-label={t('calendarGrid')}
        aria-describedby="calendar-keys"
        data-test="calendar-grid"
        onKeyDown={onKeyDown}
      >
        <div
          class="lanes"
          style={{ '--lanes': String(lanes.length), '--lane': `${least}px`, '--length': `${pxOf(length)}px` }}
        >
          <div class="lanes-corner" />
          {seen.map(([lane, index]) => (
            <LaneHead key={lane.key} {...props} mover={mover} lane={lane} column={index + 2} />
          ))}
          <Hours {...(first === undefined ? {} : { day: first.scale.day })} lanes={lanes} zone={zone} now={now} />
          {seen.map(([lane, index]) => (
            <LaneBody
              key={lane.key}
              {...props}
              mover={mover}
              collides={collides(met)}
              lane={lane}
              column={index + 2}
              sight={sight}
              onDrawing={(event) => beginDrawing(lane, event)}
              drawn={
                drawing?.lane === lane.key ? drawing.interval : chosen?.lane === lane ? chosen.interval : undefined
              }
            />
          ))}
        </div>
      </div>
      <p class="hint" id="calendar-keys">
        {t('calendarKeys')}
      </p>
      <p class="hint" id="calendar-move-keys">
        {t('calendarMoveKeys')}
      </p>
      {move && <MoveCard move={move} lines={met} zone={zone} say={props.say} onDone={mover.leave} />}
    </>
  )
}

function LaneHead(props: GridProps & { lane: Lane; column: number; mover: Mover }): JSX.Element {
  const { lane, zone, column } = props
  return (
    <div class="lane-head" style={{ gridArea: `1 / ${column}` }} data-test="lane" data-title={titleOf(lane, zone)}>
      <span class="row top">
        {lane.place && <Thing resource={lane.place} size="small" />}
        <b class="clamp">{lane.place ? <SafeText text={lane.place.title} /> : laneName(lane, zone)}</b>
      </span>
      <WholeDay {...props} />
    </div>
  )
}

function Hours(props: { day?: ZoneDay; lanes: readonly Lane[]; zone: string; now: number }): JSX.Element {
  const { lanes, zone, now } = props
  const [first] = lanes
  const today = lanes.find(({ scale: { day } }) => day.from <= now && now < day.to)
  // A week has the hours of its first day of 24 hours, so that no label is missing.
  const labelled = lanes.find(({ scale: { day } }) => day.to - day.from === 24 * HOUR) ?? first
  return (
    <div class="hours" aria-hidden="true">
      {labelled &&
        hoursOf(labelled.scale.day, zone).map((hour) => (
          <span key={hour} style={{ insetBlockStart: `${pxOf(labelled.scale.offsetOf(hour))}px` }}>
            {formatTime(hour, zone)}
          </span>
        ))}
      {today && (
        <span class="hours-now" style={{ insetBlockStart: `${pxOf(today.scale.offsetOf(now))}px` }}>
          {formatTime(now, zone)}
        </span>
      )}
    </div>
  )
}

function LaneBody(
  props: GridProps & {
    lane: Lane
    column: number
    sight: Sight
    onDrawing: (event: PointerEvent & { currentTarget: HTMLElement }) => void
    mover: Mover
    /** Something that the event that is moved needs is not to be had then. */
    collides: boolean
    drawn: Interval | undefined
  },
): JSX.Element {
  const { lane, now, zone, drawn } = props
  const { scale } = lane
  const at = ({ from, to }: Interval): Record<string, string> => {
    const start = scale.offsetOf(from)
    return { insetBlockStart: `${pxOf(start)}px`, blockSize: `${pxOf(scale.offsetOf(to) - start)}px` }
  }
  const isToday = scale.day.from <= now && now < scale.day.to
  const moved = movedInto(lane, props.mover.move)
  return (
    <div
      class="lane"
      data-key={lane.key}
      style={{ gridArea: `2 / ${props.column}` }}
      data-test="lane-body"
      data-title={titleOf(lane, zone)}
      onPointerDown={props.onDrawing}
    >
      {lane.closed.map((closed) => (
        <span key={closed.from} class="closed" style={at(closed)} />
      ))}
      <LaneEvents {...props} />
      {drawn && (
        <span class="drawn mono" style={at(drawn)}>
          {formatTimes(drawn, zone)}
        </span>
      )}
      {moved && (
        <span class={props.collides ? 'drawn mono collides' : 'drawn mono'} style={at(moved)}>
          {formatTimes(moved, zone)}
        </span>
      )}
      {isToday && <span class="now-line" style={{ insetBlockStart: `${pxOf(scale.offsetOf(now))}px` }} />}
    </div>
  )
}

/** Where in a lane the event that is moved would be: in those of its places, or of the days that it would be on. */
function movedInto({ day, events, scale }: Lane, move: Move | undefined): Interval | undefined {
  if (move === undefined || !overlaps(move.to, scale.day)) return undefined
  const isHere = day !== undefined || events.some(({ event }) => event.id === move.overview.event.id)
  return isHere ? move.to : undefined
}

/** As tests find it. */
function titleOf(lane: Lane, zone: string): string {
  return lane.place === undefined ? laneName(lane, zone) : visibleText(lane.place.title)
}

function laneName({ place, day }: Lane, zone: string): string {
  if (place !== undefined) return isolated(place.title)
  return day === undefined ? t('calendarNowhere') : formatDayBrief(day.from, zone)
}

function spanOf(lane: Lane | undefined, { offset, length }: Cell): { lane: Lane; interval: Interval } | undefined {
  const interval = lane && drawnSpan(lane.scale, offset, offset + length)
  return lane && interval && { lane, interval }
}

/** Whether a lane can be in sight, and is drawn. Lanes are wider than their least width only where all of them fit, and then all are. */
function isSeen({ start, end }: Sight, index: number, least: number): boolean {
  return AXIS_PX + index * least < end && AXIS_PX + (index + 1) * least > start
}

/** Lanes out of sight are not drawn, so where one would be is reckoned: they scroll only where each has its least width. */
function showCell(scrolled: HTMLElement | null, { lane, offset }: Cell, least: number): void {
  if (scrolled === null) return
  const top = pxOf(offset)
  if (top < scrolled.scrollTop) scrolled.scrollTop = top
  if (top > scrolled.scrollTop + scrolled.clientHeight * 0.6) scrolled.scrollTop = top - scrolled.clientHeight * 0.4
  const room = scrolled.clientWidth - AXIS_PX
  const before = Math.abs(scrolled.scrollLeft)
  const start = Math.max(Math.min(before, lane * least), (lane + 1) * least - room)
  // Where lines run from right to left, scrolling goes below zero.
  if (start !== before) scrolled.scrollLeft = document.documentElement.dir === 'rtl' ? -start : start
}

/** Once per day that is shown: to now, or to the morning. */
function useScrollToNow(
  scrolled: { current: HTMLElement | null },
  now: number | undefined,
  shown: string | undefined,
): void {
  useEffect(() => {
    if (scrolled.current !== null)
      scrolled.current.scrollTop = pxOf(now === undefined ? MORNING : Math.max(0, now - 2 * HOUR))
  }, [shown])
}
