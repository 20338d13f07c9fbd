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
