// A page of the extension that holds what background needs next: background then stops at exactly that step, for as long as it is held.
import { until } from '../../../scripts/browsers/wait.ts'
import type { Page } from '../../../scripts/browsers/browser.ts'

interface Holding {
  letGo?: () => void
}

/** Holds a lock of background. Resolves when it is held. */
export async function holdLock(page: Page, name: string): Promise<void> {
  await page.evaluate(
    (lock) =>
      new Promise<void>((held) => {
        void navigator.locks.request(lock, async () => {
          const released = new Promise<void>((letGo) => Object.assign(window as Holding, { letGo }))
          held()
          await released
        })
      }),
    `p2panda/${name}`,
  )
}

/** Until somebody waits for the lock that is held. */
export async function waitsForLock(page: Page, name: string): Promise<void> {
  const isWanted = async (lock: string): Promise<boolean> =>
    ((await navigator.locks.query()).pending ?? []).some((each) => each.name === lock)
  await until(`somebody to wait for ${name}`, () => page.evaluate(isWanted, `p2panda/${name}`))
}

/** Holds a store of the database: nobody writes what has this store in it. Resolves when it is held. */
export async function holdRows(page: Page, store: string): Promise<void> {
  await page.evaluate(
    (name) =>
      new Promise<void>((held, failed) => {
        const opening = indexedDB.open('p2panda')
        opening.addEventListener('error', () => failed(new Error('the database does not open')))
        opening.addEventListener('success', () => {
          const db = opening.result
          const rows = db.transaction(name).objectStore(name)
          let holds = true
          Object.assign(window as Holding, { letGo: () => (holds = false) })
          // A transaction lives as long as something is asked of it.
          const goOn = (): void => {
            if (holds) rows.count().addEventListener('success', goOn)
            else db.close()
          }
          rows.count().addEventListener('success', () => {
            held()
            goOn()
          })
        })
      }),
    store,
  )
}

/** Lets go of what this page holds. */
export async function release(page: Page): Promise<void> {
  await page.evaluate(() => (window as Holding).letGo?.())
}
