// What background tidies by itself: old outcomes of commands, and times that a clock set back would spoil.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { forgetOldCommands } from '../../../background/old-commands.ts'
import { nextProfileTime } from '../../../src/festival/profile-rows.ts'
import type { ProfileRow } from '../../../src/festival/views.ts'
import { Database } from '../../../src/adapters/dexie/schema.ts'

const DAY_MS = 24 * 3_600_000

describe('outcomes of commands', () => {
  it('are forgotten after a week, not before', async () => {
    const db = new Database('old-commands')
    const now = 100 * DAY_MS
    await db.commands.bulkPut([
      { id: 'old', result: 1, at: now - 8 * DAY_MS },
      { id: 'recent', result: 2, at: now - 6 * DAY_MS },
    ])
    await forgetOldCommands(db, now)
    expect(await db.commands.toCollection().primaryKeys()).toEqual(['recent'])
    db.close()
  })
})

describe('a new description of myself', () => {
  it('comes after the old one even when the clock was set back', () => {
    const known = { set: { at: 500, entry: '0040' } } as ProfileRow
    expect(nextProfileTime(400, known)).toBe(501)
    expect(nextProfileTime(900, known)).toBe(900)
    expect(nextProfileTime(900, undefined)).toBe(900)
  })
})
