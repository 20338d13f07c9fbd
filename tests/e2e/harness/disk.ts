// What a browser has on its disk of somebody's words, in whatever form: rows or the bytes of entries.
import type { Page } from '../../../scripts/browsers/browser.ts'
import type { Person } from '../../../scripts/story/person.ts'

/** The tables of the database of a person's extension that hold these words (ASCII). */
export async function tablesWith(person: Person, words: string): Promise<string[]> {
  const page = await person.popup()
  return tablesOf(page, words)
}

function tablesOf(page: Page, words: string): Promise<string[]> {
  return page.evaluate(async (wanted) => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('no answer')))
      })
    // Runs in the page, so it stands by itself. Bytes are read as Latin letters; in Firefox they belong to another realm
    // than this function, so `instanceof` does not know them.
    const isBytes = (value: unknown): value is Uint8Array =>
      Object.prototype.toString.call(value) === '[object Uint8Array]'
    const isIn = (value: unknown): boolean => {
      if (typeof value === 'string') return value.includes(wanted)
      if (isBytes(value)) return new TextDecoder('latin1').decode(value).includes(wanted)
      return typeof value === 'object' && value !== null && Object.values(value).some(isIn)
    }
    const db = await answer(indexedDB.open('p2panda'))
    const found: string[] = []
    for (const name of db.objectStoreNames) {
      const rows = await answer(db.transaction(name).objectStore(name).getAll())
      if (rows.some(isIn)) found.push(name)
    }
    db.close()
    return found
  }, words)
}

/** Changes rows as no panel does: those of a table in which a field has a value get these fields. */
export async function changeRows(
  person: Person,
  table: string,
  where: readonly [field: string, value: string | number],
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  const page = await person.popup()
  await page.evaluate(
    async (name, [field, value], changes) => {
      const answer = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result))
          request.addEventListener('error', () => reject(request.error ?? new Error('no answer')))
        })
      const db = await answer(indexedDB.open('p2panda'))
      const store = db.transaction(name, 'readwrite').objectStore(name)
      for (const row of (await answer(store.getAll())) as Record<string, unknown>[]) {
        if (row[field] === value) await answer(store.put({ ...row, ...changes }))
      }
      db.close()
    },
    table,
    where,
    fields,
  )
}

/** The id of a thing by its title, as a person's browser knows it. */
export async function idOfThing(person: Person, title: string): Promise<string> {
  const rows = (await askTable(person, 'resources', 'getAll')) as { id: string; title: string }[]
  return rows.find((row) => row.title === title)?.id ?? ''
}

/** How many rows a table of a person's browser has. */
export async function countRows(person: Person, table: string): Promise<number> {
  return (await askTable(person, table, 'count')) as number
}

async function askTable(person: Person, table: string, question: 'getAll' | 'count'): Promise<unknown> {
  const page = await person.popup()
  return page.evaluate(
    async (name, method) => {
      const answer = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result))
          request.addEventListener('error', () => reject(request.error ?? new Error('no answer')))
        })
      const db = await answer(indexedDB.open('p2panda'))
      const rows = db.transaction(name).objectStore(name)
      const found: unknown = await (method === 'count' ? answer(rows.count()) : answer(rows.getAll()))
      db.close()
      return found
    },
    table,
    question,
  )
}
