// Rooms as Fahrplan apps know them: by name, with one thing at a time. Apps drop one of two events that overlap in a room, so what
// is parallel is spread over lanes: "Hall", "Hall (2)". Two rooms of one name get different ones for the same reason.

import { plainLine } from './plain-text.ts'
import type { ProgrammeEvent, ProgrammeRoom } from './programme-data.ts'

/** A column of a Fahrplan: its events do not overlap. */
export interface RoomLane {
  /** Different from that of every other lane. */
  name: string
  /** The id of the room, and which of its lanes it is, from 1; the lane of events without a room has an empty id. */
  room: string
  lane: number
  /** By start. */
  events: ProgrammeEvent[]
}

/** Every room, in their order, with the events whose main room it is. `nowhere` names the room of events that have none. */
export function roomLanes(
  rooms: readonly Pick<ProgrammeRoom, 'id' | 'title'>[],
  events: readonly ProgrammeEvent[],
  nowhere: string,
): RoomLane[] {
  const known = new Set(rooms.map(({ id }) => id))
  const byRoom = new Map<string, ProgrammeEvent[]>()
  for (const event of events) {
    const main = event.rooms.find((id) => known.has(id)) ?? ''
    const ofRoom = byRoom.get(main)
    if (ofRoom === undefined) byRoom.set(main, [event])
    else ofRoom.push(event)
  }
  const all = byRoom.has('') ? [...rooms, { id: '', title: nowhere }] : rooms
  const names = new Set<string>()
  const first = new Map(all.map(({ id, title }) => [id, freeName(title, names)]))
  return all.flatMap(({ id, title }) =>
    spread(byRoom.get(id) ?? []).map((inLane, index): RoomLane => {
      const name = index === 0 ? (first.get(id) ?? title) : freeName(title, names)
      return { name, room: id, lane: index + 1, events: inLane }
    }),
  )
}

/** In as few lanes as there are things at once; one without any events. */
function spread(events: readonly ProgrammeEvent[]): ProgrammeEvent[][] {
  const lanes: ProgrammeEvent[][] = [[]]
  for (const event of [...events].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? 0) <= event.from)
    if (free === undefined) lanes.push([event])
    else free.push(event)
  }
  return lanes
}

function freeName(title: string, taken: Set<string>): string {
  const plain = plainLine(title) || '?'
  let name = plain
  for (let number = 2; taken.has(name); number += 1) name = `${plain} (${number})`
  taken.add(name)
  return name
}
