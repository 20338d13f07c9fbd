// The network that is back, and data that is to be saved, as a browser tells them.

import { afterEach, expect, it, vi } from 'vitest'
import { savesData, watchNetwork } from '../../../src/adapters/web/network-connection.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

it('tells that the network is back until nobody wants to know', () => {
  const browser = new EventTarget()
  vi.stubGlobal('addEventListener', browser.addEventListener.bind(browser))
  vi.stubGlobal('removeEventListener', browser.removeEventListener.bind(browser))
  const changed = vi.fn<() => void>()
  const stop = watchNetwork(changed)
  browser.dispatchEvent(new Event('offline'))
  expect(changed).toHaveBeenCalledTimes(0)
  browser.dispatchEvent(new Event('online'))
  expect(changed).toHaveBeenCalledTimes(1)
  stop()
  browser.dispatchEvent(new Event('online'))
  expect(changed).toHaveBeenCalledTimes(1)
})

it('saves data where the browser says so, and nowhere else', () => {
  vi.stubGlobal('navigator', { connection: { saveData: true } })
  expect(savesData()).toBe(true)
  vi.stubGlobal('navigator', { connection: {} })
  expect(savesData()).toBe(false)
  vi.stubGlobal('navigator', undefined)
  expect(savesData()).toBe(false)
})
