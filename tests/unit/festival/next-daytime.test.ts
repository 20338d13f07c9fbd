// The hour that is proposed for something new.

import { expect, it } from 'vitest'
import { nextDaytime } from '../../../src/festival/next-daytime.ts'

const at = (text: string): number => Date.parse(text)

it.each([
  ['in the afternoon', '2026-07-01T13:20Z', 'Europe/Berlin', '2026-07-01T14:00Z'],
  ['on the hour', '2026-07-01T13:00Z', 'Europe/Berlin', '2026-07-01T14:00Z'],
  ['at the last hour of a day', '2026-07-01T18:59Z', 'Europe/Berlin', '2026-07-01T19:00Z'],
  ['late in the evening', '2026-07-01T19:00Z', 'Europe/Berlin', '2026-07-02T08:00Z'],
  ['before midnight', '2026-07-01T21:59Z', 'Europe/Berlin', '2026-07-02T08:00Z'],
  ['after midnight', '2026-07-01T22:30Z', 'Europe/Berlin', '2026-07-02T08:00Z'],
  ['early in the morning', '2026-07-02T04:30Z', 'Europe/Berlin', '2026-07-02T08:00Z'],
  ['where people are up', '2026-07-02T05:10Z', 'Europe/Berlin', '2026-07-02T06:00Z'],
  ['where clocks are half an hour off', '2026-07-01T08:10Z', 'Asia/Kolkata', '2026-07-01T08:30Z'],
  ['in the night in which clocks go back', '2026-10-24T21:00Z', 'Europe/Berlin', '2026-10-25T09:00Z'],
])('is the next one by day: %s', (_when, now, zone, next) => {
  expect(nextDaytime(at(now), zone)).toBe(at(next))
})
