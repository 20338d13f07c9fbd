// The programme on paper, as both browsers print it: all of it, one room, and a booklet of one sheet.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { openData } from '../../scripts/story/files.ts'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { useFolders } from './harness/folders.ts'
import { type Pdf, readPdf } from './harness/pdf.ts'
import { pressOn } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'

const DAYS = ['2027-06-18', '2027-06-19']
const HOURS = Array.from({ length: 11 }, (_, index) => index + 11)
/** Takes its turn in both rooms at every hour. */
const TITLES = ['Welding for beginners', 'Lecture on lichens', 'Choir rehearsal', 'Open stage', 'Soup']
const EVENTS = DAYS.length * HOURS.length * 2

/** In the barn and in the cellar, before the festival's first day and after its last one. */
const OUTSIDE = [
  { day: '2027-06-16', title: 'Putting up the tents', room: 'Barn' },
  { day: '2027-06-17', title: 'Carrying cables', room: 'Cellar' },
  { day: '2027-06-22', title: 'Taking down the tents', room: 'Barn' },
]

function schedule(): string {
  const event = (title: string, day: string, hour: number, room: string): string =>
    `<event><title>${title}</title><date>${day}T${hour}:00:00+02:00</date><duration>1:00</duration><room>${room}</room></event>`
  const events = DAYS.map((day) => {
    const rooms = ['Barn', 'Yard'].map((room, offset) => {
      const each = HOURS.map((hour) => {
        return event(`${TITLES[(hour + offset) % TITLES.length]} ${room} ${day.slice(-2)} ${hour}`, day, hour, room)
      })
      return `<room name="${room}">${each.join('')}</room>`
    })
    return `<day date="${day}">${rooms.join('')}</day>`
  })
  const outside = OUTSIDE.map(({ day, title, room }) => {
    return `<day date="${day}"><room name="${room}">${event(title, day, 12, room)}</room></day>`
  })
  return `<schedule><conference><title>${FESTIVAL}</title></conference>${events.join('')}${outside.join('')}</schedule>`
}

describe.each(BROWSERS)('the programme on paper in %s', (kind) => {
  const folder = useFolders()
  const { panda } = usePeople()

  it('has every event once as a list, those of one room alone, and a booklet on one sheet', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const empty = await ada.browser.open(ada.browser.extensionUrl('options/options.html#calendar/print'))
    await empty.waitFor(hook('print-nothing'))
    await isFineToLookAt(empty, 'paper for a festival without events')
    await empty.close()
    const data = await openData(ada)
    const home = await folder()
    const file = join(home, 'schedule.xml')
    await writeFile(file, schedule())
    await data.upload(hook('exchange-input'), [file])
    await data.click(hook('exchange-take'))
    await data.waitFor(`${hook('exchange-done')}[data-code="${EVENTS + OUTSIDE.length}"]`, { timeoutMs: 60_000 })
    const printed = async (page: Page, name: string): Promise<Pdf> => {
      const path = join(home, `${name}.pdf`)
      await page.print(path)
      return readPdf(await readFile(path))
    }

    const app = await ada.browser.open(ada.browser.extensionUrl('options/options.html#calendar/print'))
    const rows = (count: number) => `${hook('printed')}:has(section):not(:has(li:nth-of-type(${count + 1})))`
    await app.waitFor(`${hook('print-now')}:not([aria-busy])`)
    await app.waitFor(rows(EVENTS / DAYS.length))
    const all = await printed(app, 'programme')
    expect(all.pages).toBe(2)
    expect(all.size).toEqual([210, 297])
    for (const words of [FESTIVAL, 'Welding for beginners Yard 19 19', 'Open stage Barn 18 13', 'Fri, 18 June']) {
      expect(all.says(words), words).toBe(true)
    }
    // What is only for the screen stays there.
    for (const words of ['Back to the calendar', 'Festivals', 'What is printed', 'Also the 3 events']) {
      expect(all.says(words), words).toBe(false)
    }
    // Building up and taking down are for nobody who visits, until somebody says so.
    for (const { title } of OUTSIDE) expect(all.says(title), title).toBe(false)

    // In the cellar nothing else happens: that is its programme.
    await app.select(hook('print-place'), 'Cellar')
    await app.waitFor(`${hook('printed')}:has([data-title="${OUTSIDE[1]?.title}"]):not(:has([data-title*="Barn"]))`)
    expect(await app.exists(hook('print-outside'))).toBe(false)
    await app.select(hook('print-place'), '')

    // By keys, and the focus stays where it is.
    await pressOn(app, 'print-outside', 'Space')
    await app.waitFor(`${hook('print-outside')}:checked:focus`)
    await app.waitFor(`${hook('printed')}:has([data-title="${OUTSIDE[2]?.title}"])`)
    await isFineToLookAt(app, 'paper with what happens before and after')
    const more = await printed(app, 'more')
    for (const { title } of OUTSIDE) expect(more.says(title), title).toBe(true)
    expect(more.says('Welding for beginners Yard 19 19')).toBe(true)

    await app.select(hook('print-place'), 'Yard')
    await app.waitFor(`${hook('printed')}:not(:has([data-title*="Barn"]))`)
    // Nothing happens in the yard before and after.
    expect(await app.exists(hook('print-outside'))).toBe(false)
    const yard = await printed(app, 'yard')
    expect(yard.pages).toBe(1)
    expect(yard.says('Welding for beginners Yard 19 19')).toBe(true)
    expect(yard.says('Barn')).toBe(false)

    await app.click(hook('print-other'))
    await app.waitFor(hook('fold-page'))
    const booklet = await printed(app, 'booklet')
    expect(booklet.pages).toBe(1)
    expect(booklet.size).toEqual([297, 210])
    expect(booklet.says('Yard 18 11')).toBe(true)
  })
})
