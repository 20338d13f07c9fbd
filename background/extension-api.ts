// What background uses of the browser's extension API and nothing more: the list of powers it has. `main.ts` passes the
// real one in, tests a small fake. Listeners are registered in `main.ts` only.

import type { Sender } from '../messages/sender.ts'

export interface ExtensionApi {
  runtime: {
    readonly id: string
    getURL(path: string): string
    getPlatformInfo(): Promise<unknown>
  }
  storage: { session: StorageArea; local: StorageArea }
  alarms: {
    create(name: string, when: { when: number } | { periodInMinutes: number }): unknown
    clear(name: string): Promise<boolean>
  }
  action: {
    setBadgeText(details: { text: string }): Promise<void>
    setBadgeBackgroundColor(details: { color: string }): Promise<void>
    setBadgeTextColor?(details: { color: string }): Promise<void> | void
  }
  /** Firefox for Android has none. */
  windows?: Windows | undefined
  notifications: {
    create(id: string, options: { type: 'basic'; iconUrl: string; title: string; message: string }): Promise<string>
    clear(id: string): Promise<boolean>
  }
  i18n: { getMessage(key: string, substitutions?: string[]): string }
  tabs: {
    sendMessage(tab: number, message: unknown, options: { frameId: number }): Promise<unknown>
    create(details: { url: string }): Promise<{ id?: number | undefined }>
    update(id: number, details: { active: boolean }): Promise<unknown>
    remove(id: number): Promise<void>
  }
}

export interface Windows {
  create(details: { type: 'popup'; url: string; width: number; height: number }): Promise<{ id?: number | undefined }>
  update(id: number, details: { focused: boolean }): Promise<unknown>
  remove(id: number): Promise<void>
}

export interface StorageArea {
  get(key: string): Promise<Record<string, unknown>>
  set(items: Record<string, unknown>): Promise<void>
  remove(key: string): Promise<void>
  /** Chromium: keeps content scripts out of the area. */
  setAccessLevel?(level: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>
}

/** One end of a long-lived connection to a page or to the offscreen document. */
export interface Port {
  readonly name: string
  readonly sender?: Sender | undefined
  postMessage(message: unknown): void
  disconnect(): void
  readonly onMessage: { addListener(listener: (message: unknown) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
}

/** Chromium's `chrome.offscreen`; Firefox has none. */
export interface OffscreenApi {
  hasDocument(): Promise<boolean>
  createDocument(details: { url: string; reasons: string[]; justification: string }): Promise<void>
  closeDocument(): Promise<void>
}
