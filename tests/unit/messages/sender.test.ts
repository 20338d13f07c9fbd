// Who sent a message: a table of senders, forged and real.

import { describe, expect, it } from 'vitest'
import { isOwnDocument, isOwnPage, pageOf, type Self, type Sender } from '../../../messages/sender.ts'
import { commandIn, isPing } from '../../../messages/server.ts'
import { PING } from '../../../messages/silence.ts'

const self: Self = { id: 'ours', origin: 'chrome-extension://ours' }
const popup: Sender = { id: 'ours', url: 'chrome-extension://ours/popup/popup.html', origin: 'chrome-extension://ours' }
const page: Sender = {
  id: 'ours',
  url: 'https://panda.example/programme',
  origin: 'https://panda.example',
  frameId: 0,
  tab: { id: 7 },
  documentLifecycle: 'active',
}
const { origin: _, ...firefoxPopup } = {
  ...popup,
  id: 'node@p2panda.org',
  url: 'moz-extension://0f5c/options/options.html',
}

describe('a sender is one of our own pages', () => {
  it('only with our id, our origin and our address', () => {
    expect(isOwnPage(popup, self)).toBe(true)
    expect(isOwnPage({ ...popup, tab: { id: 3 } }, self)).toBe(true)
    const forged: Sender[] = [
      {},
      page,
      { ...popup, id: 'theirs' },
      { ...popup, id: undefined },
      { ...popup, origin: 'https://panda.example' },
      { ...popup, origin: 'null' },
      { ...popup, url: 'https://panda.example/' },
      { ...popup, url: undefined },
      { ...popup, url: 'chrome-extension://ours.evil.example/popup/popup.html' },
      { ...page, url: 'chrome-extension://ours/popup/popup.html' },
      { ...page, url: 'https://panda.example/#chrome-extension://ours/' },
    ]
    for (const sender of forged) expect(isOwnPage(sender, self), JSON.stringify(sender)).toBe(false)
  })

  it('also where the browser says no origin', () => {
    expect(isOwnPage(firefoxPopup, { id: 'node@p2panda.org', origin: 'moz-extension://0f5c' })).toBe(true)
    expect(isOwnPage(firefoxPopup, { id: 'node@p2panda.org', origin: 'moz-extension://0f5d' })).toBe(false)
  })

  it('and one certain document only at its very address', () => {
    const offscreen = { ...popup, url: 'chrome-extension://ours/network/offscreen.html' }
    expect(isOwnDocument(offscreen, self, 'network/offscreen.html')).toBe(true)
    expect(isOwnDocument(popup, self, 'network/offscreen.html')).toBe(false)
    expect(isOwnDocument({ ...offscreen, url: `${offscreen.url}?x` }, self, 'network/offscreen.html')).toBe(false)
  })
})

describe('a sender is a web page', () => {
  it('in the top frame of a tab, shown, on https or on this machine', () => {
    expect(pageOf(page, self)).toEqual({ origin: 'https://panda.example', container: '', tab: 7 })
    expect(pageOf({ ...page, tab: { id: 7, cookieStoreId: 'firefox-container-2' } }, self)?.container).toBe(
      'firefox-container-2',
    )
    for (const origin of ['http://localhost:8080', 'http://127.0.0.1', 'https://panda.example:8443']) {
      expect(pageOf({ ...page, origin }, self)?.origin).toBe(origin)
    }
  })

  it('by its origin, whatever its address says', () => {
    expect(pageOf({ ...page, url: 'https://bank.example/' }, self)?.origin).toBe('https://panda.example')
    const { origin: _, ...withoutOrigin } = page
    expect(pageOf(withoutOrigin, self)?.origin).toBe('https://panda.example')
  })

  it('and nothing else', () => {
    const others: Sender[] = [
      {},
      popup,
      { ...page, id: 'theirs' },
      { ...page, tab: undefined },
      { ...page, tab: {} },
      { ...page, frameId: 3 },
      { ...page, frameId: undefined },
      { ...page, documentLifecycle: 'prerender' },
      { ...page, documentLifecycle: 'cached' },
      { ...page, origin: 'null' },
      { ...page, origin: 'http://panda.example' },
      { ...page, origin: 'file://' },
      { ...page, origin: 'chrome-extension://ours' },
      { ...page, origin: 'https://user@panda.example' },
      { ...page, origin: 'https://panda.example/' },
      { ...page, origin: 'https://PANDA.example' },
      { ...page, origin: 'http://localhost.evil.example' },
      { ...page, origin: '' },
    ]
    for (const sender of others) expect(pageOf(sender, self), JSON.stringify(sender)).toBeUndefined()
  })
})

describe('a ping', () => {
  it('is heard from our own pages only', () => {
    expect(isPing(PING, popup, self)).toBe(true)
    expect(isPing(PING, page, self)).toBe(false)
    for (const other of [undefined, null, 'ping', {}, { kind: 'command' }])
      expect(isPing(other, popup, self)).toBe(false)
  })
})

describe('a command', () => {
  const message = { kind: 'command', id: 'ab'.repeat(16), name: 'persona.create', params: {} }

  it('comes from our own pages only', () => {
    expect(commandIn(message, popup, self)).toEqual({ id: message.id, name: 'persona.create', params: {} })
    expect(commandIn(message, page, self)).toBeUndefined()
    expect(commandIn(message, { ...popup, id: 'theirs' }, self)).toBeUndefined()
  })

  it('has an id that can not be one of background', () => {
    for (const id of ['', 'policy:1', 'ab'.repeat(15), 'AB'.repeat(16), 7, undefined]) {
      expect(commandIn({ ...message, id }, popup, self)).toBeUndefined()
    }
    for (const other of [undefined, null, 'command', { ...message, kind: 'call' }, { ...message, name: 7 }]) {
      expect(commandIn(other, popup, self)).toBeUndefined()
    }
  })
})
