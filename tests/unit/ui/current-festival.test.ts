// Which festival a panel shows (ui/current-festival.ts).
import { describe, expect, it } from 'vitest'
import type { FestivalOverview } from '../../../src/festival/overview.ts'
import { currentOf } from '../../../ui/current-festival.ts'

const [winter, summer, old] = ['winter', 'summer', 'old'].map((festival) => ({ festival }) as FestivalOverview) as [
  FestivalOverview,
  FestivalOverview,
  FestivalOverview,
]

describe('the festival that is shown', () => {
  it('is the one that was chosen last, also where it was put away since', () => {
    expect(currentOf('summer', [winter, summer], [old])).toBe(summer)
    expect(currentOf('old', [winter, summer], [old])).toBe(old)
  })

  it('is the first one where that is not here, and never one that was put away by itself', () => {
    expect(currentOf('gone', [winter, summer], [old])).toBe(winter)
    expect(currentOf('old', [winter])).toBe(winter)
    expect(currentOf(undefined, [], [old])).toBeUndefined()
    expect(currentOf(undefined, undefined)).toBeUndefined()
  })
})
