// Programmes to try files with: one that is plain, and random hostile ones.

import * as fc from 'fast-check'
import type { ProgrammeData, ProgrammeEvent } from '../../../src/exchange/programme-data.ts'

const HOUR = 3_600_000
/** 5 June 2026, 18:00 in Berlin. */
export const EVENING: number = Date.UTC(2026, 5, 5, 16)

export const event = (id: string, fields: Partial<ProgrammeEvent> = {}): ProgrammeEvent => ({
  id,
  title: id,
  from: EVENING,
  to: EVENING + HOUR,
  rooms: ['hall'],
  people: [{ name: 'Ben', publicKey: 'b0' }],
  links: [],
  tags: [],
  status: 'confirmed',
  confirmation: { granted: 1, required: 1 },
  revision: 0,
  updatedAt: EVENING - 24 * HOUR,
  ...fields,
})

export const programme = (events: ProgrammeEvent[], fields: Partial<ProgrammeData> = {}): ProgrammeData => ({
  festival: { id: 'f', title: 'Summer', zone: 'Europe/Berlin', place: 'The lake', description: 'Swim, then talk' },
  rooms: [
    { id: 'hall', title: 'Hall', address: 'Weg 1, Berlin', gps: { lat: 52.5, lon: 13.25 } },
    { id: 'yard', title: 'Yard' },
  ],
  events,
  ...fields,
})

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '</title><script>alert(1)</script>',
    ']]>&amp;<!--',
    'BEGIN:VEVENT\r\nEND:VCALENDAR',
    'a\\;,b"\n\tc',
    '=HYPERLINK("x")',
    '\u202eevil\u0000\ud800',
    '🐼'.repeat(60),
    'Ä'.repeat(90),
    'Hall (2)',
    '__proto__',
  ),
)

const ZONES = ['Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC', 'Nowhere/None']
/** Three days before the end of what four digits of a year can say. */
const LAST = 253_402_041_600_000
/** Around the nights of 2026 on which clocks change in Berlin, and at the edges of time. */
const INSTANTS = [Date.UTC(2026, 2, 28, 22), Date.UTC(2026, 9, 24, 22), EVENING, 0, LAST]

const randomEvent = (index: number): fc.Arbitrary<ProgrammeEvent> =>
  fc
    .record({
      start: fc.constantFrom(...INSTANTS),
      shift: fc.integer({ min: 0, max: 600 }),
      minutes: fc.integer({ min: 1, max: 3000 }),
      title: hostileText,
      description: hostileText,
      rooms: fc.constantFrom<string[]>(['hall'], ['yard'], ['hall', 'yard'], [], ['gone']),
      name: hostileText,
      tags: fc.array(hostileText, { maxLength: 3 }),
      status: fc.constantFrom('confirmed', 'tentative', 'cancelled'),
      link: fc.constantFrom('https://example.org/?a=1&b=2', 'https://ü.example/%22'),
    })
    .map(({ start, shift, minutes, name, link, ...said }) => {
      const from = Math.min(start + shift * 60_000, LAST)
      const to = from + minutes * 60_000
      return event(`event-${index}`, { ...said, from, to, people: [{ name }], links: [{ url: link }] })
    })

export const randomProgramme: fc.Arbitrary<ProgrammeData> = fc
  .record({
    count: fc.integer({ min: 0, max: 8 }),
    title: hostileText,
    hall: hostileText,
    yard: hostileText,
    zone: fc.constantFrom(...ZONES),
  })
  .chain(({ count, title, hall, yard, zone }) =>
    fc.tuple(...Array.from({ length: count }, (_, index) => randomEvent(index))).map((events) =>
      programme(events, {
        festival: { id: 'f', title, zone, description: title },
        rooms: [
          { id: 'hall', title: hall },
          { id: 'yard', title: yard },
        ],
      }),
    ),
  )
