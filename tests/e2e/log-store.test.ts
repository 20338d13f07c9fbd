// The database store in real browsers: IndexedDB of Chromium and Firefox, which fake-indexeddb only resembles.
import { describe, expect, it } from 'vitest'
import { BROWSERS } from './harness/browsers.ts'
import { useScriptPage } from './harness/script-page.ts'

/** What the bundle leaves on the page. */
declare const storePage: typeof import('../conformance/log-store-page.ts')

describe.each(BROWSERS)('the database store in %s', (kind) => {
  const page = useScriptPage(kind, { source: 'conformance/log-store-page.ts', globalName: 'storePage' })

  it('passes the suite of log stores', async () => {
    const { passed, failed } = await page().evaluate(() => storePage.runSuite())
    expect(failed).toEqual([])
    expect(passed).toBeGreaterThan(30)
  })

  it('fills, forgets and cuts a long log in one transaction each', async () => {
    const counts = await page().evaluate((count: number) => storePage.changeLongLog(count), 4000)
    expect(counts).toEqual([0, 4000, 2000, 50, true])
  })

  it('folds a log of several batches, also by two projectors at once and again from nothing', async () => {
    expect(await page().evaluate((events: number) => storePage.countLongLog(events), 600)).toEqual([600, 600, 600])
  })

  it('reads a week of a thousand events with all answers', async () => {
    const events = 1000
    const read = await page().evaluate((count: number) => storePage.readCrowdedWeek(count), events)
    expect(read).toEqual({ events, granted: 5 * events })
  })
  it('takes over what older versions left, with the tables and indexes of a new one', async () => {
    const logs = { logs: '++id, &[author+logId], festival, [festival+author]' }
    const oldest = { ...logs, segments: '[log+index]', events: 'id, festival, log, [festival+from], author' }
    const whole = { lacks: [], hasTooMuch: [] }
    const takeOver = (version: number, tables: Record<string, string>): unknown =>
      page().evaluate((from, left) => storePage.takeOver(from, left), version, tables)
    // The first one verified everything before it was stored.
    expect(await takeOver(1, oldest)).toEqual({ ...whole, verified: 7 })
    // Version 4 had a table that was never written to.
    const fourth = { ...oldest, blobs: 'hash, usedAt', standings: 'request, [owner+state+festival]' }
    expect(await takeOver(4, fourth)).toEqual({ ...whole, verified: 5 })
    expect(await takeOver(6, { ...oldest, heldAnswers: 'id, batch, request, state' })).toEqual({
      ...whole,
      verified: 5,
    })
  })
})
