// Receipts from a database: what is gathered is enough to prove the answer, and not more than it needs.

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { gatherReceipt } from '../../../src/adapters/dexie/gather-receipt.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { EntryHash } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { verifyReceipt, type ReceiptReport } from '../../../src/receipt/verify-receipt.ts'
import { AT, HandLog, grantOf, joinOf, person, profileOf, requestOf, resourceOf } from '../log/fixtures.ts'
import { made, receiptStory, type ReceiptStory } from '../receipt/story.ts'
import { closeDatabases, newDatabase } from './databases.ts'

let db: Database
let story: ReceiptStory
beforeEach(async () => {
  db = newDatabase()
  story = await receiptStory()
})
afterEach(closeDatabases)

async function hold(...logs: HandLog[]): Promise<void> {
  for (const log of logs) await ingest(new DexieLogStore(db), story.festival, log.incoming())
  await projectAll(db)
}

async function reportOf(answer: EntryHash): Promise<ReceiptReport> {
  const material = await gatherReceipt(db, answer)
  if (material === undefined) throw new Error('nothing gathered')
  const report = await verifyReceipt(made(material).bytes)
  if (!report.ok) throw new Error(report.error.code)
  return report.value
}

describe('a receipt from a database', () => {
  it('proves a grant, with what was asked and by whom', async () => {
    await story.ben.add(profileOf('not for receipts'))
    await hold(story.ada, story.ben)
    expect(await reportOf(story.grant)).toMatchObject({
      festivalTitle: 'Panda Camp',
      resource: { title: 'Projector' },
      request: { id: story.request },
      event: { title: 'Reading group' },
      standing: { code: 'effective', asOf: [{ seqNum: 3 }] },
    })
    // Of Ben's log: how it begins, the event and the request.
    const material = await gatherReceipt(db, story.grant)
    expect(material?.around.map((log) => log.map(({ seqNum }) => seqNum))).toEqual([[1, 2, 3]])
  })

  it('proves a denial', async () => {
    const deny = await story.ada.add({ v: 1, op: 'authorization.deny', at: AT, request: story.request, by: 'manual' })
    await hold(story.ada, story.ben)
    expect((await reportOf(deny)).standing.code).toBe('effective')
  })

  it('has every log in which the resource lived', async () => {
    const second = new HandLog(await person('ada'), 17n)
    await second.add(joinOf(story.festival))
    const log = { author: (await person('ada')).publicKey, logId: 7n }
    await second.add({ v: 1, op: 'log.continue', at: AT, log, head: { seqNum: 3, hash: story.ada.hash(3) } })
    const request = await story.ben.add(requestOf(story.event, story.projector, AT + 9_000_000))
    const grant = await second.add(grantOf(request, story.projector, AT + 9_000_000))
    await hold(story.ada, story.ben, second)
    expect((await reportOf(grant)).standing).toMatchObject({ code: 'effective', asOf: [{ logId: 7n }, { logId: 17n }] })
    expect((await reportOf(story.grant)).standing.code).toBe('effective')
  })

  it('proves the place alone when the home is too long', async () => {
    const description = 'x'.repeat(7900)
    for (let n = 0; n < 280; n += 1) await story.ada.add({ ...resourceOf('Chair'), description } as Operation)
    const grant = await story.ada.add(
      grantOf(
        await story.ben.add(requestOf(story.event, story.projector, AT + 9_000_000)),
        story.projector,
        AT + 9_000_000,
      ),
    )
    await hold(story.ada, story.ben)
    const material = await gatherReceipt(db, grant)
    expect(material && made(material)).toMatchObject({ isWhole: false })
    expect((await reportOf(grant)).standing).toMatchObject({ code: 'only-signed', at: { seqNum: 284 }, isLinked: true })
  })

  it('is none of what is not here', async () => {
    await hold(story.ada)
    expect(await gatherReceipt(db, story.request)).toBeUndefined()
  })
})
