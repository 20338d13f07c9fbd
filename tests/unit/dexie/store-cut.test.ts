// A log is cut below a signature that does not verify: what was projected from the dropped entries goes with them, and what
// comes in their place is seen, whenever the projector looks.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import type { Database } from '../../../src/adapters/dexie/schema.ts'
import type { AppendTarget, VerifiedAppend } from '../../../src/ports/log-store.ts'
import { appended, bare, heldLog } from '../../../src/testing/log-store-suite/made-up.ts'
import { AT, HandLog, adasFestival, eventOf, joinOf, person, profileOf } from '../log/fixtures.ts'
import { closeDatabases, newDatabase, viewsOf } from './databases.ts'

afterEach(closeDatabases)

/** Ben's log, as entries that are not checked yet go into it. */
async function bensLog(): Promise<{ log: HandLog; target: AppendTarget }> {
  const { festival } = await adasFestival()
  const signer = await person('ben')
  const log = new HandLog(signer)
  await log.add(joinOf(festival))
  return { log, target: { author: signer.publicKey, logId: 7n, festival, own: false, provisional: true } }
}

/** What the log would be had its author gone on differently after entry `last`. */
function branchAt(log: HandLog, last: number): HandLog {
  const branch = log.fork()
  branch.entries.splice(last)
  return branch
}

function appendsOf(log: HandLog, from: number = 1): VerifiedAppend[] {
  const all = log.entries.map(({ bytes, payload, hash }, index): VerifiedAppend => {
    return { seqNum: index + 1, entry: bytes, payload, hash, ended: false }
  })
  return all.slice(from - 1)
}

async function viewsAfter(target: AppendTarget, entries: VerifiedAppend[]): Promise<unknown> {
  const db: Database = newDatabase()
  await appended(new DexieLogStore(db), target, 0, entries)
  await projectAll(db)
  return viewsOf(db)
}

describe('a log that was cut', () => {
  it.each([
    { when: 'before the projector looks again', grows: false },
    { when: 'and has grown beyond what was folded before the projector looks', grows: true },
  ])('leaves no views of what is gone, $when', async ({ grows }) => {
    const { log, target } = await bensLog()
    for (let event = 2; event <= 70; event += 1) await log.add(eventOf(`Event ${event}`))
    const db = newDatabase()
    const store = new DexieLogStore(db)
    await appended(store, target, 0, appendsOf(log))
    await projectAll(db)
    expect(await db.events.count()).toBe(69)

    await store.cut(target.author, target.logId, 31)
    const branch = branchAt(log, 30)
    if (grows) for (let note = 31; note <= 80; note += 1) await branch.add(profileOf(`Ben ${note}`))
    if (grows) await appended(store, target, 30, appendsOf(branch, 31))
    await projectAll(db)
    expect(await db.events.count()).toBe(29)
    expect(await heldLog(store, target)).toMatchObject({ folded: grows ? 80 : 30 })
    expect(await viewsOf(db)).toEqual(await viewsAfter(target, appendsOf(branch)))
  })

  it('is searched anew for what lets the fold pass a missing payload', async () => {
    const { log, target } = await bensLog()
    for (let note = 2; note <= 70; note += 1) await log.add(profileOf(`Ben ${note}`))
    const db = newDatabase()
    const store = new DexieLogStore(db)
    await appended(store, target, 0, bare(appendsOf(log), [3]))
    await projectAll(db)
    expect(await heldLog(store, target)).toMatchObject({ folded: 2 })

    await store.cut(target.author, target.logId, 31)
    const branch = branchAt(log, 30)
    await branch.add({ v: 1, op: 'retract', at: AT, entry: log.hash(3) })
    for (let event = 32; event <= 80; event += 1) await branch.add(eventOf(`Event ${event}`))
    await appended(store, target, 30, appendsOf(branch, 31))
    await projectAll(db)
    expect(await heldLog(store, target)).toMatchObject({ folded: 80 })
  })
})
