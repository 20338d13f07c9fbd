// A small fake of the extension API: what background uses of it, in memory. What a browser keeps over the death of a
// worker (storage, windows) is in the fake; a new worker gets the same one.

import type { ExtensionApi, Port, StorageArea } from '../../../background/extension-api.ts'
import type { Sender } from '../../../messages/sender.ts'

export class FakeStorage implements StorageArea {
  readonly values: Map<string, unknown> = new Map()
  /** Called before each use; throws when the worker is dead by then. */
  beforeUse: (() => void) | undefined

  async get(key: string): Promise<Record<string, unknown>> {
    this.beforeUse?.()
    return this.values.has(key) ? { [key]: structuredClone(this.values.get(key)) } : {}
  }

  async remove(key: string): Promise<void> {
    this.beforeUse?.()
    this.values.delete(key)
  }

  async set(items: Record<string, unknown>): Promise<void> {
    this.beforeUse?.()
    for (const [key, value] of Object.entries(items)) this.values.set(key, JSON.parse(JSON.stringify(value)))
  }
}

export class FakeExtension implements ExtensionApi {
  badge = ''
  readonly windowUrls: string[] = []
  readonly openWindows: Set<number> = new Set()
  readonly tabUrls: string[] = []
  readonly openTabs: Set<number> = new Set()
  readonly alarmTimes: number[] = []
  readonly wakeAlarms: Map<string, number> = new Map()
  readonly woken: number[] = []
  /** Tabs whose page has a content script that listens. */
  readonly tabsWithPages: Set<number> = new Set()

  readonly runtime: ExtensionApi['runtime'] = {
    id: 'extension-id',
    getURL: (path: string): string => `chrome-extension://extension-id/${path}`,
    getPlatformInfo: async (): Promise<unknown> => ({ os: 'linux' }),
  }
  readonly storage: { session: FakeStorage; local: FakeStorage } = {
    session: new FakeStorage(),
    local: new FakeStorage(),
  }
  readonly alarms: ExtensionApi['alarms'] = {
    create: (name: string, alarm: { when: number } | { periodInMinutes: number }): void => {
      if ('when' in alarm) this.alarmTimes.push(alarm.when)
      else this.wakeAlarms.set(name, alarm.periodInMinutes)
    },
    clear: async (name: string): Promise<boolean> => this.wakeAlarms.delete(name),
  }
  readonly action: ExtensionApi['action'] = {
    setBadgeText: async ({ text }: { text: string }): Promise<void> => {
      this.badge = text
    },
    setBadgeBackgroundColor: async (): Promise<void> => undefined,
  }
  /** Undefined as in Firefox for Android, where tabs stand for windows. */
  windows: ExtensionApi['windows'] = {
    create: async ({ url }: { url: string }): Promise<{ id: number }> => {
      const id = this.windowUrls.push(url)
      this.openWindows.add(id)
      return { id }
    },
    update: async (id: number): Promise<void> => {
      if (!this.openWindows.has(id)) throw new Error('no such window')
    },
    remove: async (id: number): Promise<void> => {
      if (!this.openWindows.delete(id)) throw new Error('no such window')
    },
  }
  /** What is shown now, and how often something was. */
  readonly notices: Map<string, { title: string; message: string }> = new Map()
  noticesShown = 0
  readonly notifications: ExtensionApi['notifications'] = {
    create: async (id: string, { title, message }: { title: string; message: string }): Promise<string> => {
      this.notices.set(id, { title, message })
      this.noticesShown += 1
      return id
    },
    clear: async (id: string): Promise<boolean> => this.notices.delete(id),
  }
  readonly i18n: ExtensionApi['i18n'] = {
    getMessage: (key: string, substitutions: string[] = []): string =>
      key === 'localeTag' ? 'en-GB' : [key, ...substitutions].join(' '),
  }
  readonly tabs: ExtensionApi['tabs'] = {
    sendMessage: async (tab: number): Promise<void> => {
      if (!this.tabsWithPages.has(tab)) throw new Error('Receiving end does not exist')
      this.woken.push(tab)
    },
    create: async ({ url }: { url: string }): Promise<{ id: number }> => {
      const id = this.tabUrls.push(url)
      this.openTabs.add(id)
      return { id }
    },
    update: async (id: number): Promise<void> => {
      if (!this.openTabs.has(id)) throw new Error('no such tab')
    },
    remove: async (id: number): Promise<void> => {
      if (!this.openTabs.delete(id)) throw new Error('no such tab')
    },
  }
}

/** Ports of Chromium carry JSON: what is undefined is not there on the other side. */
function throughJson(message: unknown): unknown {
  return message === undefined ? undefined : JSON.parse(JSON.stringify(message))
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
  readonly onMessage: Port['onMessage'] = { addListener: (listener) => void this.#message.push(listener) }
  readonly onDisconnect: Port['onDisconnect'] = { addListener: (listener) => void this.#disconnect.push(listener) }

  constructor(name: string, sender: Sender = {}) {
    this.name = name
    this.sender = sender
  }

  postMessage(message: unknown): void {
    if (this.disconnected) throw new Error('Attempting to use a disconnected port object')
    this.sent.push(throughJson(message))
  }

  disconnect(): void {
    this.disconnected = true
  }

  /** The other end sends. */
  send(message: unknown): void {
    const received = throughJson(message)
    for (const listener of this.#message) listener(received)
  }

  /** The other end goes away. */
  vanish(): void {
    this.disconnected = true
    for (const listener of this.#disconnect) listener()
  }
}
