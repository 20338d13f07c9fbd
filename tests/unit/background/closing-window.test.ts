// The window of questions: one, and never one that is just closing.
import { beforeEach, describe, expect, it } from 'vitest'
import { PopupWindow } from '../../../background/popup-window.ts'
import { APPROVAL_WINDOW } from '../../../messages/approval-window.ts'
import { MemoryLocks } from '../../../src/memory/memory-locks.ts'
import { FakeExtension } from './fake-extension.ts'

describe('the window of questions', () => {
  let api: FakeExtension
  let locks: MemoryLocks
  let window: PopupWindow

  beforeEach(async () => {
    api = new FakeExtension()
    locks = new MemoryLocks()
    window = new PopupWindow(api, locks, APPROVAL_WINDOW)
    await window.show('approval')
  })

  it('is brought to the front for the next question while it is open', async () => {
    await window.show('approval')
    expect(api.windowUrls).toHaveLength(1)
  })

  it('is another one for a question that comes while it closes', async () => {
    let gone = (): void => undefined
    // What the window itself does after the last answer.
    const closing = locks.run(APPROVAL_WINDOW, () => new Promise<void>((resolve) => (gone = resolve)))
    const shown = window.show('approval')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(api.windowUrls).toHaveLength(1)
    api.openWindows.clear()
    gone()
    await Promise.all([closing, shown])
    expect(api.windowUrls).toHaveLength(2)
  })
})
