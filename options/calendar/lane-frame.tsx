// One lane of a calendar: what stands above it, and the day below with what happens there.
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { overlaps } from '../../src/festival/timeframe.ts'
import type { ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { formatDayBrief, formatTimes } from '../../ui/format.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { Thing } from '../../ui/thing.tsx'
import { pxOf } from './lane-blocks.ts'
import { LaneEvents, WholeDay } from './lane-events.tsx'
import type { Lane } from './lanes.ts'
import type { Move, Mover } from './use-moving.ts'
import type { Sight } from './use-sight.ts'

interface LaneProps {
  lane: Lane
  column: number
  zone: string
  /** UTC ms. */
  now: number
  marked: ReadonlySet<ObjectId>
  selected: ObjectId | undefined
  onOpen: (event: ObjectId) => void
  mine: readonly PublicKey[]
  mover: Mover
}

export function LaneHead(props: LaneProps): JSX.Element {
  const { lane, zone, column, marked, selected, mine, mover } = props
  return useMemo(
    () => (
      <div class="lane-head" style={{ gridArea: `1 / ${column}` }} data-test="lane" data-title={titleOf(lane, zone)}>
        <span class="row top">
          {lane.place && <Thing resource={lane.place} size="small" />}
          <b class="clamp">{lane.place ? <SafeText text={lane.place.title} /> : laneName(lane, zone)}</b>
        </span>
        <WholeDay {...props} />
      </div>
    ),
    [lane, column, zone, marked, selected, mine, mover.move],
  )
}

export function LaneBody(
  props: LaneProps & {
    sight: Sight
    /** Its events are drawn: lanes that come into sight together take turns, so that nobody waits for all of them. */
    isTurn: boolean
    onDrawing: (event: PointerEvent & { currentTarget: HTMLElement }) => void
    /** Something that the event that is moved needs is not to be had then. */
    collides: boolean
    drawn: Interval | undefined
  },
): JSX.Element {
  const { lane, column, now, zone, drawn, sight, isTurn, marked, selected, mine, mover } = props
  const { scale } = lane
  const at = ({ from, to }: Interval): Record<string, string> => {
    const start = scale.offsetOf(from)
    return { insetBlockStart: `${pxOf(start)}px`, blockSize: `${pxOf(scale.offsetOf(to) - start)}px` }
  }
  const isToday = scale.day.from <= now && now < scale.day.to
  const moved = movedInto(lane, mover.move)
  const seen = [lane, column, now, zone, sight.top, sight.bottom, isTurn, marked, selected, mine, mover.move]
  return useMemo(
    () => (
      <div
        class="lane"
        data-key={lane.key}
        style={{ gridArea: `2 / ${column}` }}
        data-test="lane-body"
        data-title={titleOf(lane, zone)}
        onPointerDown={props.onDrawing}
      >
        {lane.closed.map((closed) => (
          <span key={closed.from} class="closed" style={at(closed)} />
        ))}
        {isTurn && <LaneEvents {...props} />}
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
    ),
    [...seen, props.collides, drawn?.from, drawn?.to],
  )
}

/** Where in a lane the event that is moved would be: in those of its places, or of the days that it would be on. */
function movedInto({ day, place, events, scale }: Lane, move: Move | undefined): Interval | undefined {
  if (move === undefined || !overlaps(move.to, scale.day)) return undefined
  const isMoved = move.place !== undefined && move.place.resource.id === place?.id
  const stays = move.place === undefined && events.some(({ event }) => event.id === move.overview.event.id)
  const isHere = day !== undefined || isMoved || stays
  return isHere ? move.to : undefined
}

/** As tests find it. */
function titleOf(lane: Lane, zone: string): string {
  return lane.place === undefined ? laneName(lane, zone) : visibleText(lane.place.title)
}

/** In words, for who hears it. */
export function laneName({ place, day }: Lane, zone: string): string {
  if (place !== undefined) return isolated(place.title)
  return day === undefined ? t('calendarNowhere') : formatDayBrief(day.from, zone)
}
