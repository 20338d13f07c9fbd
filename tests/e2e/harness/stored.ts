// Everything that an extension has stored and shows, as text to search in: storage areas, every row of every database with bytes as hex,
// cookies, caches, and the document itself with what was typed into it.
import type { Page } from '../../../scripts/browsers/browser.ts'

/** What is found in each place, read by a page of the extension; keys are the storage areas, the stores of the databases and so on. */
export function readStored(page: Page): Promise<Record<string, string>> {
  return page.evaluate(readEverything)
}

/** Runs wherever it is put, and names nothing outside itself. A place that is closed to whoever runs it is not among the keys. */
export async function readEverything(): Promise<Record<string, string>> {
  type Area = { get: (keys: null) => Promise<unknown> } | undefined
  const api = Reflect.get(globalThis, 'chrome') as { storage?: Record<'local' | 'session' | 'sync', Area> } | undefined
  const toText = (value: unknown): string =>
    JSON.stringify(value, (_, each: unknown) => {
      const bytes = each instanceof ArrayBuffer ? new Uint8Array(each) : each
      if (!(bytes instanceof Uint8Array)) return each instanceof CryptoKey ? 'CryptoKey' : each
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    }) ?? ''
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('no reason')))
    })
  const found: Record<string, string> = {
    localStorage: JSON.stringify(Object.entries(localStorage)),
    sessionStorage: JSON.stringify(Object.entries(sessionStorage)),
    cookies: document.cookie,
    document: document.documentElement.outerHTML,
    fields: JSON.stringify(
      [...document.querySelectorAll('input, textarea')].map((field) => Reflect.get(field, 'value')),
    ),
    window: JSON.stringify([window.name, history.state]),
  }
  for (const name of ['local', 'session', 'sync'] as const) {
    try {
      const items = await api?.storage?.[name]?.get(null)
      if (items !== undefined) found[name] = toText(items)
    } catch {
      // Closed to whoever runs this.
    }
  }
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await done(indexedDB.open(name))
    for (const store of db.objectStoreNames) {
      found[`${name}/${store}`] = toText(await done(db.transaction(store).objectStore(store).getAll()))
    }
    db.close()
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    const answers = await Promise.all((await cache.keys()).map((request) => cache.match(request)))
    const texts = await Promise.all(answers.map(async (answer) => (await answer?.text()) ?? ''))
    found[`cache ${name}`] = texts.join('\n')
  }
  return found
}

/** The places in which one of the secrets is, as text, hex or base64. */
export function placesOf(stored: Readonly<Record<string, string>>, secrets: readonly Uint8Array[]): string[] {
  const forms = secrets.flatMap((secret) => {
    const bytes = Buffer.from(secret)
    const base64 = bytes.toString('base64').replace(/=+$/, '')
    return [bytes.toString('latin1'), bytes.toString('hex'), base64, bytes.toString('base64url')]
  })
  return Object.entries(stored).flatMap(([place, text]) => (forms.some((form) => text.includes(form)) ? [place] : []))
}
