// A small fake of the extension API: what background uses of it, in memory. What a browser keeps over the death of a
// worker (storage, windows) is in the fake; a new worker gets the same one.

import type { ExtensionApi, Port, StorageArea } from '../../../background/extension-api.ts'
import type { Sender } from '../../../messages/sender.ts'

export class FakeStorage implements StorageArea {
  readonly values = new Map<string, unknown>()

  async get(key: string): Promise<Record<string, unknown>> {
    return this.values.has(key) ? { [key]: structuredClone(this.values.get(key)) } : {}
  }

  async set(items: Record<string, unknown>): Promise<void> {
    for (const [key, value] of Object.entries(items)) this.values.set(key, JSON.parse(JSON.stringify(value)))
  }
}

export class FakeExtension implements ExtensionApi {
  badge = ''
  readonly windowUrls: string[] = []
  readonly openWindows = new Set<number>()
  readonly alarmTimes: number[] = []
  readonly woken: number[] = []
  /** Tabs whose page has a content script that listens. */
  readonly tabsWithPages = new Set<number>()

  readonly runtime = {
    id: 'extension-id',
    getURL: (path: string): string => `chrome-extension://extension-id/${path}`,
    getPlatformInfo: async (): Promise<unknown> => ({ os: 'linux' }),
  }
  readonly storage = { session: new FakeStorage(), local: new FakeStorage() }
  readonly alarms = {
    create: (_: string, { when }: { when: number }): void => void this.alarmTimes.push(when),
    clear: async (): Promise<boolean> => true,
  }
  readonly action = {
    setBadgeText: async ({ text }: { text: string }): Promise<void> => {
      this.badge = text
    },
    setBadgeBackgroundColor: async (): Promise<void> => undefined,
  }
  readonly windows = {
    create: async ({ url }: { url: string }): Promise<{ id: number }> => {
      const id = this.windowUrls.push(url)
      this.openWindows.add(id)
      return { id }
    },
    update: async (id: number): Promise<void> => {
      if (!this.openWindows.has(id)) throw new Error('no such window')
    },
  }
  readonly tabs = {
    sendMessage: async (tab: number): Promise<void> => {
      if (!this.tabsWithPages.has(tab)) throw new Error('Receiving end does not exist')
      this.woken.push(tab)
    },
  }
}

type Listener<T> = (value: T) => void

/** Background's end of a port; the test is the other end. */
export class FakePort implements Port {
  readonly name: string
  readonly sender: Sender
  /** What background sent. */
  readonly sent: unknown[] = []
  disconnected = false
  readonly #message: Listener<unknown>[] = []
  readonly #disconnect: Listener<void>[] = []
  readonly onMessage = { addListener: (listener: Listener<unknown>): void => void this.#message.push(listener) }
  readonly onDisconnect = { addListener: (listener: () => void): void => void this.#disconnect.push(listener) }

  constructor(name: string, sender: Sender = {}) {
    this.name = name
    this.sender = sender
  }

  postMessage(message: unknown): void {
    if (this.disconnected) throw new Error('Attempting to use a disconnected port object')
    this.sent.push(structuredClone(message))
  }

  disconnect(): void {
    this.disconnected = true
  }

  /** The other end sends. */
  send(message: unknown): void {
    for (const listener of this.#message) listener(structuredClone(message))
  }

  /** The other end goes away. */
  vanish(): void {
    this.disconnected = true
    for (const listener of this.#disconnect) listener()
  }
}
