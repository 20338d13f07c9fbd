// The page of `mortal-extension.ts`: says after how many steps background stops, sends it commands, and reads what is stored, past it.
import { readContent } from '../../../options/backup/read-content.ts'
import { sealContent } from '../../../options/backup/seal-content.ts'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { stageRestore } from '../../../src/adapters/dexie/restore-rows.ts'
import { Database } from '../../../src/adapters/dexie/schema.ts'
import { readSetting } from '../../../src/adapters/dexie/settings.ts'
import { fromHex, prepareHashing } from '../../../src/bamboo/index.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import type { PanelCommand, PanelParams, PanelResponse, PanelResult } from '../../../messages/panel.ts'
import { sendUntilAnswered } from '../../../messages/retry.ts'
import { NO_DESCRIPTION } from '../../../src/wallet/backup-description.ts'
import { parseHead } from '../../../src/wallet/backup-format.ts'

interface StorageArea {
  get: (keys: null) => Promise<Record<string, unknown>>
  set: (items: object) => Promise<void>
  clear: () => Promise<void>
}

/** Everything that is stored, as it was at one moment. */
interface Moment {
  stores: Map<string, { key: IDBValidKey; value: unknown }[]>
  areas: Map<string, Record<string, unknown>>
}

/** A log. `sound`: as many of its entries, from the first on, as somebody takes who hears of it for the first time. */
export interface Log {
  own: boolean
  seqNum: number
  sound: number
}

/** How many steps, and how many of them write something. */
export interface Steps {
  steps: number
  writes: number
}

const AREAS = ['local', 'session'] as const
const api = Reflect.get(globalThis, 'chrome') as {
  runtime: { sendMessage: (message: object) => Promise<unknown> }
  storage: Record<(typeof AREAS)[number], StorageArea>
}
const database = new Database()
const moments = new Map<string, Moment>()

/** A command as panels send it: again and again until it was answered. */
export function command<Name extends PanelCommand>(
  name: Name,
  params: PanelParams<Name>,
  id: string = freshId(),
): Promise<PanelResponse<Name>> {
  return sendUntilAnswered(
    {
      send: (request) => api.runtime.sendMessage(request),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    },
    { kind: 'command', id, name, params },
  )
}

/**
 * The same, sent once, to a background that stops after so many steps of it, or so many that write. `stopped`: it never answered, and waits to be killed.
 * Else it took fewer steps.
 */
export async function commandThatStops<Name extends PanelCommand>(
  after: Steps,
  name: Name,
  params: PanelParams<Name>,
  id: string,
): Promise<'stopped' | Steps> {
  await arm(after)
  const channel = new BroadcastChannel('mortal')
  const stopped = heard<true>(channel, 'stopped').then(() => 'stopped' as const)
  let isOver = false
  const send = async (): Promise<void> => {
    try {
      await api.runtime.sendMessage({ kind: 'command', id, name, params })
    } catch (error) {
      if (isOver || !String(error).includes('Receiving end does not exist')) throw error
      // Firefox gave it to a background that was just being killed: nobody heard of it.
      await arm(after)
      await send()
    }
  }
  const answering = send().then(() => told<Steps>({ tell: true }, 'taken'))
  const outcome = await Promise.race([stopped, answering])
  isOver = true
  // Killed, it does not answer, and says so.
  answering.catch(() => undefined)
  channel.close()
  return outcome
}

/** Remembers everything that is stored. */
export async function remember(name: string): Promise<void> {
  const db = await opened()
  const stores: Moment['stores'] = new Map()
  const reading = db.transaction([...db.objectStoreNames])
  for (const store of db.objectStoreNames) {
    const rows = reading.objectStore(store)
    const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll() as IDBRequest<unknown[]>)])
    stores.set(
      store,
      keys.map((key, index) => ({ key, value: values[index] })),
    )
  }
  const areas: Moment['areas'] = new Map()
  for (const area of AREAS) areas.set(area, await api.storage[area].get(null))
  moments.set(name, { stores, areas })
}

/** Makes what is stored that of an earlier moment. */
export async function goBackTo(name: string): Promise<void> {
  const moment = moments.get(name)
  if (moment === undefined) throw new Error(`nothing is remembered as ${name}`)
  const db = await opened()
  const writing = db.transaction([...db.objectStoreNames], 'readwrite')
  const written = new Promise<void>((resolve, reject) => {
    writing.addEventListener('complete', () => resolve())
    writing.addEventListener('abort', () => reject(writing.error ?? new Error('aborted')))
  })
  for (const name of db.objectStoreNames) {
    const store = writing.objectStore(name)
    store.clear()
    for (const { key, value } of moment.stores.get(name) ?? []) {
      if (store.keyPath === null) store.put(value, key)
      else store.put(value)
    }
  }
  await written
  for (const area of AREAS) {
    await api.storage[area].clear()
    await api.storage[area].set(moment.areas.get(area) ?? {})
  }
}

/** The logs that are here, read as somebody else would read them. */
export async function logs(): Promise<Log[]> {
  await prepareHashing()
  const store = new DexieLogStore(database)
  const found: Log[] = []
  for (const { festival } of await database.memberships.toArray()) {
    const somebody = new MemoryLogStore()
    for (const log of await store.logs(festival)) {
      await ingest(somebody, festival, await store.entries(log, 1, log.seqNum))
      const { verified = 0 } = (await somebody.log(log.author, log.logId)) ?? {}
      found.push({ own: log.own, seqNum: log.seqNum, sound: verified })
    }
  }
  return found
}

/** Makes a backup file of what is here, opens it, and puts it into the database of an earlier moment: what the app does until somebody says yes. */
export async function stageBackup(passphrase: string, moment: string): Promise<PanelParams<'backup.restore'>> {
  await prepareHashing()
  const { head: hex } = valueOf(await command('backup.begin', { passphrase }))
  const head = parseHead(fromHex(hex) ?? new Uint8Array())
  const { secretsKey, contentKey, personas } = valueOf(await command('backup.open', { head: hex, passphrase }))
  const [key, persona] = [fromHex(contentKey), personas[0]]
  if (!head.ok || key === undefined || persona === undefined) throw new Error('no backup')
  const options = { signal: new AbortController().signal, onProgress: () => undefined }
  const { chunks } = await sealContent(database, head.value, key, options)
  const parts: BlobPart[] = [new Uint8Array(head.value.length)]
  for await (const chunk of chunks) parts.push(new Uint8Array(chunk))
  const { description = NO_DESCRIPTION, bundles } = await readContent(new Blob(parts), head.value, key, () => undefined)
  await goBackTo(moment)
  await stageRestore(database, { name: 'a', persona, made: 1, description, bundles }, 1)
  return { head: hex, secretsKey, online: false }
}

/** What is stored of the wallet, and what was taken over of a backup. */
export async function stored(): Promise<{
  /** The two copies of the vault, null where there is none. */
  vaults: readonly [row: unknown, local: unknown]
  personas: number
  memberships: number
  imports: string[]
  restoring: string | null
  /** When the last backup was made. */
  backup: number | null
}> {
  const [row, { vault: local = null }] = [await database.vault.get('vault'), await api.storage.local.get(null)]
  return {
    vaults: [row?.value ?? null, local],
    personas: (await readSetting(database, 'personas'))?.length ?? 0,
    memberships: await database.memberships.count(),
    imports: (await database.imports.toArray()).map(({ state }) => state),
    restoring: (await readSetting(database, 'restoring'))?.state ?? null,
    backup: (await readSetting(database, 'backup'))?.at ?? null,
  }
}

function valueOf<Name extends PanelCommand>(answer: PanelResponse<Name>): PanelResult<Name> {
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

function freshId(): string {
  return crypto.randomUUID().replaceAll('-', '')
}

async function opened(): Promise<IDBDatabase> {
  await database.open()
  return database.backendDB()
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('no reason')))
  })
}

/** A background that ends before it has heard is told again. */
async function arm(after: Steps): Promise<void> {
  const tooLate = new Promise<false>((resolve) => setTimeout(resolve, 3000, false))
  await command('wallet.state', {})
  if (!(await Promise.race([told<true>({ stopAfter: after }, 'armed'), tooLate]))) await arm(after)
}

async function told<T>(words: object, answer: string): Promise<T> {
  const channel = new BroadcastChannel('mortal')
  const value = heard<T>(channel, answer)
  channel.postMessage(words)
  return value.finally(() => channel.close())
}

function heard<T>(channel: BroadcastChannel, name: string): Promise<T> {
  return new Promise((resolve) => {
    channel.addEventListener('message', ({ data }: MessageEvent<Record<string, T>>) => {
      const value = data[name]
      if (value !== undefined) resolve(value)
    })
  })
}
