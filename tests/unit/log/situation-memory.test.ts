// What is known of a log is remembered from batch to batch: whatever happens to the log in between, all comes out as if the
// store had been asked each time.

import { beforeAll, describe, expect, it } from 'vitest'
import { prepareHashing } from '../../../src/bamboo/index.ts'
import { checkEntries, takeChecked, type TakeOptions } from '../../../src/log/ingest.ts'
import { SituationMemory } from '../../../src/log/situation-memory.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { LogSituation } from '../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { HandLog, adasFestival, joinedLog, person, profileOf } from './fixtures.ts'

beforeAll(() => prepareHashing())

class AskedStore extends MemoryLogStore {
  questions = 0

  override situation(...asked: Parameters<MemoryLogStore['situation']>): Promise<LogSituation> {
    this.questions += 1
    return super.situation(...asked)
  }
}

const SIZE = 10
const ENTRIES = 80

interface World {
  store: AskedStore
  festival: FestivalId
  log: HandLog
  /** Goes on differently after entry 25. */
  fork: HandLog
}

async function world(): Promise<World> {
  const { festival } = await adasFestival()
  const log = await joinedLog('ben', festival, ENTRIES - 1)
  const fork = new HandLog(await person('ben'))
  fork.entries.push(...log.entries.slice(0, 25))
  while (fork.entries.length < ENTRIES) await fork.add(profileOf('Not Ben', 5))
  return { store: new AskedStore(), festival, log, fork }
}

/** Takes the whole log in batches; something happens once after some of them. */
async function takeAll(
  { store, festival, log }: World,
  options: TakeOptions & { provisional?: boolean },
  [after, happen]: readonly [number, () => Promise<unknown>],
): Promise<unknown[]> {
  const outcomes: unknown[] = []
  for (let start = 0; start < ENTRIES; start += SIZE) {
    const batch = await checkEntries(log.incoming(start + 1, start + SIZE), options)
    outcomes.push(await takeChecked(store, festival, batch, options))
    if (start + SIZE === after) await happen()
  }
  const logs = await store.logs(festival)
  const [held] = logs
  const rest = held === undefined ? [] : [await store.entries(held, 1, ENTRIES), await store.sparse(held)]
  return [outcomes, logs, ...rest, await store.forkProofs(festival)]
}

type Happening = (world: World) => Promise<unknown>

const held = async ({ store, festival }: World) => (await store.logs(festival))[0] ?? expect.fail()
const sparseOf = (log: HandLog, seqNum: number) =>
  log.entries.slice(seqNum - 1, seqNum).map(({ bytes, payload }) => ({ seqNum, entry: bytes, payload }))

/** What can happen to a log between two batches; cutting needs signatures that were not checked. */
const HAPPENINGS: Readonly<Record<string, Happening>> = {
  nothing: async () => undefined,
  'a fork of it becomes known': async (all) => {
    const { author, logId } = await held(all)
    const [first, second] = [all.log.entries[40]?.bytes, all.fork.entries[40]?.bytes]
    if (first === undefined || second === undefined) throw new Error('no entry')
    await all.store.keepForkProof({ author, logId, seqNum: 41, first, second })
  },
  'an entry that contradicts what comes is kept beyond its head': async (all) =>
    all.store.keepSparse(await held(all), sparseOf(all.fork, 45)),
  'an entry that agrees with what comes is kept beyond its head': async (all) =>
    all.store.keepSparse(await held(all), sparseOf(all.log, 45)),
  'its author is blocked': async (all) => all.store.block((await held(all)).author),
  'somebody else takes the next entries': async ({ store, festival, log }) =>
    takeChecked(store, festival, await checkEntries(log.incoming(31, 47))),
  'its end is cut off': async (all) => {
    const { author, logId } = await held(all)
    await all.store.cut(author, logId, 22)
  },
  'its end is cut off and it goes on differently': async (all) => {
    const { author, logId } = await held(all)
    await all.store.cut(author, logId, 26)
    await takeChecked(all.store, all.festival, await checkEntries(all.fork.incoming(26, 30), { provisional: true }))
  },
}

describe('what is remembered of a log', () => {
  it.each(Object.entries(HAPPENINGS))('makes no difference when %s', async (name, happen) => {
    for (const provisional of name.includes('cut') ? [true] : [false, true]) {
      const [asking, remembering] = [await world(), await world()]
      const expected = await takeAll(asking, { provisional }, [30, () => happen(asking)])
      const options = { provisional, situations: new SituationMemory() }
      expect(await takeAll(remembering, options, [30, () => happen(remembering)])).toEqual(expected)
      expect(remembering.store.questions).toBeLessThan(asking.store.questions)
    }
  })

  it('spares the store three questions of four', async () => {
    const all = await world()
    await takeAll(all, { situations: new SituationMemory() }, [0, async () => undefined])
    // The first batch begins the log, the second one finds it; then every fourth one asks.
    expect(all.store.questions).toBe(3)
  })

  it('lets a limit that is lowered meanwhile count three batches later at most', async () => {
    const all = await world()
    const { publicKey } = await person('ben')
    const lower = async (): Promise<void> => all.store.allow(publicKey, all.festival, { entries: 30, bytes: 1_000_000 })
    await takeAll(all, { situations: new SituationMemory() }, [30, lower])
    const { seqNum } = await held(all)
    expect(seqNum).toBeGreaterThanOrEqual(30)
    expect(seqNum).toBeLessThanOrEqual(60)
  })

  it('is not of another log of the same author, and not of another festival', async () => {
    const all = await world()
    const situations = new SituationMemory()
    const take = async (log: HandLog, from: number, to: number, festival: FestivalId = all.festival) =>
      takeChecked(all.store, festival, await checkEntries(log.incoming(from, to)), { situations })
    const other = new HandLog(await person('ben'), 8n)
    for (const each of all.log.entries.slice(0, 40)) await other.add(each.payload)
    await take(all.log, 1, 10)
    await take(all.log, 11, 20)
    expect(await take(other, 21, 30)).toMatchObject({ error: { code: 'gap', seqNum: 21 } })
    expect(await take(all.log, 21, 30, 'elsewhere' as FestivalId)).toMatchObject({
      error: { code: 'foreign-festival' },
    })
    expect(await take(all.log, 21, 30)).toMatchObject({ ok: true, value: { appended: 10 } })
  })
})
