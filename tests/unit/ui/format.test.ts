// Dates and times as people of a festival say them.
import { describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from './fake-i18n.ts'

vi.mock('webextension-polyfill', () => fakeBrowser('en'))
const { formatAgo, formatBrief, formatForYou, formatTimes, formatWhen, zoneCity } =
  await import('../../../ui/format.ts')
const { timeAxis } = await import('../../../ui/time-axis.ts')

const BERLIN = 'Europe/Berlin'
const HOUR = 3_600_000
const evening = Date.UTC(2026, 5, 5, 16)

describe('a span of time in words', () => {
  it('is the day and the hours of the festival', () => {
    expect(formatWhen({ from: evening, to: evening + 4 * HOUR }, BERLIN)).toMatch(/^Fri,? 5 June( 2026)?, 18:00–22:00$/)
    expect(formatBrief({ from: evening, to: evening + 4 * HOUR }, BERLIN)).toBe('Fri 18:00–22:00')
  })

  it('ends at 24:00 when it ends at midnight, and stays one evening when it ends in the night', () => {
    expect(formatTimes({ from: evening, to: evening + 6 * HOUR }, BERLIN)).toBe('18:00–24:00')
    expect(formatBrief({ from: evening, to: evening + 9 * HOUR }, BERLIN)).toBe('Fri 18:00–03:00')
  })

  it('names both days when it is longer', () => {
    expect(formatWhen({ from: evening, to: evening + 48 * HOUR }, BERLIN)).toMatch(
      /18:00 – Sun,? 7 June( 2026)?, 18:00$/,
    )
  })

  it('says the viewer’s time only when it differs', () => {
    const span = { from: evening, to: evening + 4 * HOUR }
    expect(formatForYou(span, BERLIN, 'Europe/Lisbon')).toBe('17:00–21:00 for you, Lisbon')
    expect(formatForYou(span, BERLIN, 'Europe/Paris')).toBeUndefined()
  })

  it('calls a zone by its city', () => {
    expect(zoneCity('America/New_York')).toBe('New York')
    expect(zoneCity('Nowhere/At all')).toBe('UTC')
  })

  it('says how long ago something was', () => {
    expect(formatAgo(evening - 12 * 60_000, evening)).toBe('12 min ago')
    expect(formatAgo(evening, evening + 1000)).toBe('just now')
    expect(formatAgo(evening - 72 * HOUR, evening)).toBe('3 days ago')
  })
})

describe('the axis of a time bar', () => {
  it('has even hours around two evenings that overlap', () => {
    const spans = [
      { from: evening, to: evening + 4 * HOUR },
      { from: evening + 2.5 * HOUR, to: evening + 5.5 * HOUR },
    ]
    expect(timeAxis(spans, BERLIN).ticks.map(({ label }) => label)).toEqual(['16', '18', '20', '22', '24'])
  })

  it('holds every span that is not longer than four months', () => {
    for (const hours of [0.25, 1, 3, 7, 20, 50, 300, 2000]) {
      for (const shift of [0, 5, 11.5, 17]) {
        const span = { from: evening + shift * HOUR, to: evening + (shift + hours) * HOUR }
        const axis = timeAxis([span], 'Asia/Kathmandu')
        expect(axis.from).toBeLessThanOrEqual(span.from)
        expect(axis.to).toBeGreaterThanOrEqual(span.to)
      }
    }
  })
})
