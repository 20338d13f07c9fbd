// The built extension with a content script that says what it is told to: to background by message, and over ports of any name. What a
// page could make of a content script that it had taken over, and what anybody else could say from there.
import { appendFile, cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserKind, Page } from '../../../scripts/browsers/browser.ts'
import { extensionFolder } from './extension.ts'

/** A port by its name, and what is said over it. */
export interface SaidOverPort {
  readonly port: string
  readonly messages: readonly object[]
}

/** What came back. */
export interface Heard {
  /** One per message: null where nobody answered. */
  readonly answers: readonly unknown[]
  /** One list per port; 'closed' is its last word when the other side ended it. */
  readonly ports: readonly (readonly unknown[])[]
}

/** Copies it into `folder`. */
export async function lyingExtension(kind: BrowserKind, folder: string): Promise<string> {
  const copy = join(folder, 'lying')
  await cp(extensionFolder(kind), copy, { recursive: true })
  await appendFile(
    join(copy, 'page/content.js'),
    `;addEventListener('lie', ({ detail }) => (${say.toString()})(...JSON.parse(detail)).then((heard) => {
      document.documentElement.dataset.heard = JSON.stringify(heard)
    }))`,
  )
  return copy
}

/** Has the content script of this page speak to the extension that it belongs to. */
export async function lie(page: Page, messages: readonly object[], ports: readonly SaidOverPort[]): Promise<Heard> {
  return page.evaluate(
    async (said) => {
      const { dataset } = document.documentElement
      delete dataset['heard']
      dispatchEvent(new CustomEvent('lie', { detail: said }))
      while (dataset['heard'] === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
      return JSON.parse(dataset['heard']) as Heard
    },
    JSON.stringify([null, messages, ports]),
  )
}

/**
 * Runs in whatever has the API of extensions, and names nothing outside itself. `to` is the id of another extension. Every message
 * has an answer, or the browser says that there is none; every port ends, or answers each message.
 */
export async function say(
  to: string | null,
  messages: readonly object[],
  ports: readonly SaidOverPort[],
): Promise<Heard> {
  interface Runtime {
    sendMessage(...said: unknown[]): Promise<unknown>
    connect(...where: unknown[]): {
      onMessage: { addListener(listener: (message: unknown) => void): void }
      onDisconnect: { addListener(listener: () => void): void }
      postMessage(message: object): void
    }
  }
  const scope = globalThis as unknown as Record<'browser' | 'chrome', { runtime: Runtime } | undefined>
  const { runtime } = (scope.browser ?? scope.chrome) as { runtime: Runtime }
  const where = to === null ? [] : [to]
  const answerTo = (message: object): Promise<unknown> =>
    runtime.sendMessage(...where, message).then(
      (answer) => answer ?? null,
      () => null,
    )
  const answers = await Promise.all(messages.map(answerTo))
  const heardOver = ({ port: name, messages: said }: SaidOverPort): Promise<unknown[]> =>
    new Promise((resolve) => {
      const heard: unknown[] = []
      const port = runtime.connect(...where, { name })
      port.onDisconnect.addListener(() => resolve([...heard, 'closed']))
      port.onMessage.addListener((message) => {
        heard.push(message)
        if (heard.length === said.length) resolve(heard)
      })
      for (const message of said) port.postMessage(message)
    })
  return { answers, ports: await Promise.all(ports.map(heardOver)) }
}
