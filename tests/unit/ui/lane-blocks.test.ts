// Where events of a calendar are drawn: side by side as long as that can be read, and every one that is not drawn is counted.
import { describe, expect, it } from 'vitest'
import { HOUR_PX, laneBlocks } from '../../../options/calendar/lane-blocks.ts'
import type { EventOverview } from '../../../src/festival/overview.ts'
import { passingScale, zoneDays } from '../../../src/festival/zone-days.ts'

const HOUR = 3_600_000
const [day = expect.fail()] = zoneDays(20_000, 1, 'UTC')
const scale = passingScale(day)

function events(count: number, from: number, hours: number): EventOverview[] {
  const time = { from: day.from + from * HOUR, to: day.from + (from + hours) * HOUR }
  return Array.from({ length: count }, (_, index) => ({
    event: { id: `${from}-${index}`, ...time },
  })) as EventOverview[]
}

describe('the blocks of a lane', () => {
  it('stand side by side while there is room for all of them', () => {
    const { blocks, crowds } = laneBlocks({ events: events(5, 9, 1), scale })
    expect(blocks.map(({ column, columns }) => [column, columns])).toEqual([0, 1, 2, 3, 4].map((each) => [each, 5]))
    expect(blocks[0]).toMatchObject({ top: 9 * HOUR_PX, height: HOUR_PX })
    expect(crowds).toEqual([])
  })

  it('leave the last column to how many more begin in each hour', () => {
    const crowded = [...events(40, 9, 3), ...events(20, 10.5, 1), ...events(2, 15, 1)]
    const { blocks, crowds } = laneBlocks({ events: crowded, scale })
    expect(blocks).toHaveLength(4 + 2)
    expect(crowds).toEqual([
      { column: 4, columns: 5, height: HOUR_PX, top: 9 * HOUR_PX, count: 36 },
      { column: 4, columns: 5, height: HOUR_PX, top: 10 * HOUR_PX, count: 20 },
    ])
    // Nothing of the afternoon is made narrower by the crowd of the morning.
    expect(blocks.slice(-2).map(({ columns }) => columns)).toEqual([2, 2])
  })

  it('never lose one', () => {
    for (const count of [1, 5, 6, 7, 300]) {
      const { blocks, crowds } = laneBlocks({ events: events(count, 23.9, 2), scale })
      expect(blocks.length + crowds.reduce((sum, each) => sum + each.count, 0)).toBe(count)
    }
  })
})
