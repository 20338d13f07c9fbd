// The lanes of a calendar beside one axis of hours (mockup 03): drawing into a lane, or keys, say when and where a new event is.
import { useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readMove } from '../../src/adapters/dexie/read-move.ts'
import type { ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { formatTimes } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'
import { useLive } from '../../ui/use-live.ts'
import { type Cell, drawnSpan, movedCell } from './drawn-span.ts'
import { isSeen, LANE_PX, MORNING, showCell, useScrollToNow } from './grid-sight.ts'
import { Hours } from './hours.tsx'
import { pxOf } from './lane-blocks.ts'
import { LaneBody, LaneHead, laneName } from './lane-frame.tsx'
import type { Lane } from './lanes.ts'
import { collides, MoveCard } from './move-card.tsx'
import { useDrawing } from './use-drawing.ts'
import { useMoving } from './use-moving.ts'
import { useSight } from './use-sight.ts'
import { useTurns } from './use-turns.ts'

const HOUR = 3_600_000

interface GridProps {
  /** What happens in the lanes is not read yet. */
  isBusy: boolean
  /** The number of the day that is looked at. */
  day: number
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
  const { lanes, zone, now, day, onDrawn } = props
  const scrolled = useRef<HTMLDivElement>(null)
  const sight = useSight(scrolled)
  const [drawing, beginDrawing] = useDrawing(onDrawn)
  const mover = useMoving(lanes)
  const { move } = mover
  const met = useLive(
    async (db) => move && readMove(db, move.overview, move, Date.now()),
    [move?.overview.event.id, move?.to.from, move?.to.to, move?.place?.resource.id],
  )
  const [cell, setCell] = useState<Cell | undefined>(undefined)
  const [first] = lanes
  const length = first?.scale.length ?? 24 * HOUR
  const least = LANE_PX[first?.day === undefined ? 'place' : 'day']
  const today = lanes.find(({ scale: { day } }) => day.from <= now && now < day.to)
  const lane = lanes.findIndex((each) => each.day?.number === day)
  useScrollToNow(scrolled, { now: today?.scale.offsetOf(now), lane, least }, first?.key)
  const seen = lanes.map((lane, index) => [lane, index] as const).filter(([, index]) => isSeen(sight, index, least))
  const turns = useTurns(seen.map(([{ key }]) => key))
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
        aria-busy={props.isBusy ? 'true' : undefined}
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
          <Hours lanes={lanes} zone={zone} now={now} />
          {seen.map(([lane, index]) => (
            <LaneBody
              key={lane.key}
              {...props}
              mover={mover}
              collides={collides(met)}
              lane={lane}
              column={index + 2}
              sight={sight}
              isTurn={turns.has(lane.key)}
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

function spanOf(lane: Lane | undefined, { offset, length }: Cell): { lane: Lane; interval: Interval } | undefined {
  const interval = lane && drawnSpan(lane.scale, offset, offset + length)
  return lane && interval && { lane, interval }
}
