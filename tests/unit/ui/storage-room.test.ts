// What browsers say about room, and when it is time to warn.
import { describe, expect, it } from 'vitest'
import { isTight, readStorageRoom } from '../../../ui/storage-room.ts'

/** A browser's answers. `promises`: whether it keeps things when asked to. */
function browserWith(answers: {
  usage?: number
  quota?: number
  isKept?: boolean
  promises?: boolean
  fails?: boolean
}): {
  storage: StorageManager
  asked: () => number
} {
  let asked = 0
  const { isKept = false, promises = false, fails = false, ...estimate } = answers
  const storage = {
    persisted: () => Promise.resolve(isKept),
    persist: () => {
      asked += 1
      return Promise.resolve(promises)
    },
    estimate: () => (fails ? Promise.reject(new Error('no')) : Promise.resolve(estimate)),
  }
  return { storage: storage as unknown as StorageManager, asked: () => asked }
}

describe('the room that a browser gives', () => {
  it('is what it allows and is not used yet', async () => {
    const { storage } = browserWith({ usage: 30, quota: 100, promises: true })
    expect(await readStorageRoom(storage)).toEqual({ used: 30, left: 70, isKept: true })
    const over = browserWith({ usage: 130, quota: 100 })
    expect(await readStorageRoom(over.storage)).toEqual({ used: 130, left: 0, isKept: false })
  })

  it('is asked to be kept until it is promised', async () => {
    const kept = browserWith({ usage: 1, quota: 2, isKept: true })
    await readStorageRoom(kept.storage)
    expect(kept.asked()).toBe(0)
    const notYet = browserWith({ usage: 1, quota: 2 })
    await readStorageRoom(notYet.storage)
    expect(notYet.asked()).toBe(1)
  })

  it('is not known where a browser does not tell', async () => {
    expect(await readStorageRoom(browserWith({ usage: 1 }).storage)).toBeUndefined()
    expect(await readStorageRoom(browserWith({ fails: true }).storage)).toBeUndefined()
  })

  it('is tight while there is still enough to go on for a while', () => {
    const room = { used: 0, isKept: true }
    expect(isTight({ ...room, left: 100_000_000 })).toBe(false)
    expect(isTight({ ...room, left: 99_999_999 })).toBe(true)
  })
})
