// The reminder: nothing while nothing would be missed, then quiet, then clear; quieter once the key is kept.

import { describe, expect, it } from 'vitest'
import { backupNeed, type BackupState } from '../../../src/wallet/backup-need.ts'

const level = (state: BackupState): string => backupNeed(state).level

describe('the reminder of a backup', () => {
  it('grows with what only this browser has', () => {
    const at = (own: number): string => level({ own, hasWords: false })
    expect([0, 1, 9, 10, 1000].map(at)).toEqual(['none', 'quiet', 'quiet', 'clear', 'clear'])
  })

  it('is quieter when the key is on paper, because others hold what was published', () => {
    const at = (own: number): string => level({ own, hasWords: true })
    expect([0, 1, 19, 20, 99, 100].map(at)).toEqual(['none', 'none', 'none', 'quiet', 'quiet', 'clear'])
  })

  it('counts from the last file, whatever else is true', () => {
    const at = (own: number): string => level({ own, hasWords: false, file: { at: 1, own: 500 } })
    expect([400, 500, 519, 520, 600].map(at)).toEqual(['none', 'none', 'none', 'quiet', 'clear'])
    expect(backupNeed({ own: 503, hasWords: true, file: { at: 1, own: 500 } }).newer).toBe(3)
    expect(backupNeed({ own: 3, hasWords: true, file: { at: 1, own: 500 } }).newer).toBe(0)
  })

  it('never grows smaller while more is written', () => {
    const order = ['none', 'quiet', 'clear']
    for (const state of [{ hasWords: false }, { hasWords: true }, { hasWords: true, file: { at: 0, own: 7 } }]) {
      let before = 0
      for (let own = 0; own < 300; own += 1) {
        const now = order.indexOf(level({ ...state, own }))
        expect(now).toBeGreaterThanOrEqual(before)
        before = now
      }
    }
  })
})
