// Makes the database of an installed extension one of an older version again, as IndexedDB itself sees it: the rows and indexes that
// the older version had. Done by an extension of the same name and place in which nothing else runs.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '../../../scripts/browsers/browser.ts'

/** Dexie counts ten versions of IndexedDB for each of its own. */
export const DEXIE_STEP = 10

/** What later versions added to one store. */
export interface Added {
  readonly store: string
  readonly indexes: readonly string[]
  readonly fields: readonly string[]
}

/** Stores, and in each of them the keys of all rows. */
export type Keys = Readonly<Record<string, readonly string[]>>

/** Lets an unpacked extension do nothing, but still have pages; gives what puts it back. */
export async function silence(extension: string): Promise<() => Promise<void>> {
  const file = join(extension, 'manifest.json')
  const manifest = await readFile(file, 'utf8')
  const {
    background: _background,
    content_scripts: _scripts,
    ...quiet
  } = JSON.parse(manifest) as Record<string, object>
  await writeFile(file, JSON.stringify(quiet))
  await writeFile(join(extension, 'quiet.html'), '<!doctype html><title>Quiet</title>')
  return () => writeFile(file, manifest)
}

/** Writes the database anew as this version, without what came later; gives its keys. */
export function makeOlder(page: Page, version: number, added: Added): Promise<Keys> {
  return page.evaluate(rewrite, version * DEXIE_STEP, added)
}

/** The version of the database, and its keys; of one store also what an index of it has. */
export function readDatabase(
  page: Page,
  store: string,
  index: string,
): Promise<{ version: number; keys: Keys; found: string[] }> {
  return page.evaluate(read, store, index)
}

/** Runs in the page, and names nothing outside itself. */
async function rewrite(version: number, { store: changed, indexes: later, fields }: Added): Promise<Keys> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('no reason')))
    })
  const before = await done(indexedDB.open('p2panda'))
  const stores = await Promise.all(
    Array.from(before.objectStoreNames, async (name) => {
      const store = before.transaction(name).objectStore(name)
      const indexes = Array.from(store.indexNames, (index) => store.index(index)).map(
        ({ name: index, keyPath, unique, multiEntry }) => ({ index, keyPath, unique, multiEntry }),
      )
      const rows = (await done(store.getAll())) as Record<string, unknown>[]
      const keys = (await done(store.getAllKeys())).map((key) => JSON.stringify(key))
      return { name, keyPath: store.keyPath, autoIncrement: store.autoIncrement, indexes, rows, keys }
    }),
  )
  before.close()
  await done(indexedDB.deleteDatabase('p2panda'))
  const opening = indexedDB.open('p2panda', version)
  opening.addEventListener('upgradeneeded', () => {
    for (const { name, keyPath, autoIncrement, indexes, rows } of stores) {
      const store = opening.result.createObjectStore(name, { keyPath, autoIncrement })
      for (const { index, keyPath: path, unique, multiEntry } of indexes) {
        if (name !== changed || !later.includes(index)) store.createIndex(index, path, { unique, multiEntry })
      }
      for (const row of rows) {
        if (name === changed) for (const field of fields) delete row[field]
        store.put(row)
      }
    }
  })
  const after = await done(opening)
  after.close()
  return Object.fromEntries(stores.map(({ name, keys }) => [name, keys]))
}

/** Runs in the page, and names nothing outside itself. */
async function read(of: string, by: string): Promise<{ version: number; keys: Keys; found: string[] }> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('no reason')))
    })
  const db = await done(indexedDB.open('p2panda'))
  const keys: Record<string, string[]> = {}
  for (const name of db.objectStoreNames) {
    const all = await done(db.transaction(name).objectStore(name).getAllKeys())
    keys[name] = all.map((key) => JSON.stringify(key))
  }
  const store = db.transaction(of).objectStore(of)
  const found = store.indexNames.contains(by) ? await done(store.index(by).getAllKeys()) : []
  const { version } = db
  db.close()
  return { version, keys, found: found.map((key) => JSON.stringify(key)) }
}
