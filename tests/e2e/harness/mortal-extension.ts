// The built extension with a background that stops for good at a step that it was told, so that it can be killed exactly there, and with a page
// that tells it (`mortal-page.ts`). A step is whatever background waits for: a request to the database, a storage area, a lock, an
// alarm, a key. What it asked for before it has; the step itself and all that follow are never asked for.
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import type { BrowserKind } from '../../../scripts/browsers/browser.ts'
import { extensionFolder } from './extension.ts'

/** The page that tells it, below the extension's address. */
export const MORTAL_PAGE = 'mortal.html'

/** Copies it into `folder`. */
export async function mortalExtension(kind: BrowserKind, folder: string): Promise<string> {
  const copy = join(folder, 'mortal')
  await cp(extensionFolder(kind), copy, { recursive: true })
  const main = join(copy, 'background/main.js')
  await writeFile(main, `(${stopWhereTold.toString()})();\n${await readFile(main, 'utf8')}`)
  await build({
    entryPoints: [resolve(import.meta.dirname, 'mortal-page.ts')],
    outfile: join(copy, 'mortal.js'),
    bundle: true,
    format: 'iife',
    globalName: 'mortal',
    target: 'es2023',
    logLevel: 'error',
  })
  const head = '<meta charset="utf-8"><title>Mortal</title><link rel="icon" href="data:,">'
  await writeFile(
    join(copy, MORTAL_PAGE),
    `<!doctype html><html lang="en">${head}<script src="mortal.js"></script></html>`,
  )
  return copy
}

/** Runs in background before its own script, and names nothing outside itself. */
function stopWhereTold(): void {
  type Call = (this: never, ...args: never[]) => unknown
  const channel = new BroadcastChannel('mortal')
  const WRITES = new Set(['put', 'add', 'delete', 'clear', 'set', 'remove', 'update'])
  let taken = { steps: 0, writes: 0 }
  let limit = { steps: Infinity, writes: Infinity }
  let isStopped = false
  const isDead = (name: string): boolean => {
    if (!isStopped && (taken.steps >= limit.steps || taken.writes >= limit.writes)) {
      isStopped = true
      channel.postMessage({ stopped: true })
    }
    if (isStopped) return true
    taken = { steps: taken.steps + 1, writes: taken.writes + (WRITES.has(name) ? 1 : 0) }
    return false
  }
  const stopping = (target: object, names: readonly string[], whenDead: (self: never) => unknown): void => {
    for (const name of names) {
      const call = Reflect.get(target, name) as Call
      const stops = function (this: never, ...args: never[]): unknown {
        return isDead(name) ? whenDead(this) : call.apply(this, args)
      }
      Object.defineProperty(target, name, { value: stops, configurable: true, writable: true })
      if (Reflect.get(target, name) !== stops) throw new Error(`${name} can not be stopped`)
    }
  }
  const never = (): unknown => new Promise(() => undefined)
  const count: (this: IDBObjectStore) => IDBRequest<number> = Reflect.get(IDBObjectStore.prototype, 'count')
  // A transaction that nothing more is asked of would be committed, half of it: this one stays open until it is killed.
  const stayOpen = (store: IDBObjectStore): unknown => {
    const goOn = (): void => count.call(store).addEventListener('success', goOn)
    goOn()
    return {}
  }
  const reads = ['get', 'getAll', 'getKey', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor']
  stopping(IDBObjectStore.prototype, [...reads, 'put', 'add', 'delete', 'clear'], stayOpen)
  stopping(IDBIndex.prototype, reads, ({ objectStore }: IDBIndex) => stayOpen(objectStore))
  stopping(
    IDBCursor.prototype,
    ['continue', 'continuePrimaryKey', 'advance', 'update', 'delete'],
    ({ source }: IDBCursor) => stayOpen(source instanceof IDBIndex ? source.objectStore : source),
  )
  const api = Reflect.get(globalThis, 'chrome') as Record<'storage' | 'alarms', Record<string, object>>
  for (const area of ['local', 'session']) stopping(api.storage[area] ?? {}, ['get', 'set', 'remove'], never)
  stopping(api.alarms, ['create', 'clear'], never)
  stopping(LockManager.prototype, ['request'], never)
  stopping(
    SubtleCrypto.prototype,
    ['encrypt', 'decrypt', 'sign', 'digest', 'importKey', 'generateKey', 'deriveBits'],
    never,
  )
  // Told to stop after so many steps, it first finishes what it is at, and what it begins a moment after its start by itself.
  const REST_MS = 200
  const arm = (stopAfter: typeof limit, before: number): void => {
    if (before !== taken.steps) return void setTimeout(arm, REST_MS, stopAfter, taken.steps)
    taken = { steps: 0, writes: 0 }
    limit = stopAfter
    channel.postMessage({ armed: true })
  }
  channel.addEventListener('message', ({ data }: MessageEvent<{ stopAfter?: typeof limit; tell?: true }>) => {
    if (data.stopAfter !== undefined) arm(data.stopAfter, -1)
    if (data.tell === true) channel.postMessage({ taken })
  })
}
