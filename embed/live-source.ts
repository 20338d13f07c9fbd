// The visitor's own p2panda as a source, through the page API and nothing else (DESIGN 8, 10).

import { ITEM_TYPES, NO_ITEMS, type ItemsByType } from '../items/all-items.ts'
import type { Item, ItemType, P2panda } from '../page/p2panda.d.ts'
import { ToldSource, type Source } from './source.ts'

const PAGE_LENGTH = 200

/** Items that are shown: what comes after so many pages would take longer to draw than to read. */
const MAX_PAGES = 50

/** How long a page waits for an extension that may be there, ms. */
const SEARCH_TIME = 400

/** The provider, or undefined when none announces itself. */
export function findProvider(): Promise<P2panda | undefined> {
  if (window.p2panda !== undefined) return Promise.resolve(window.p2panda)
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SEARCH_TIME, undefined)
    const found = ({ detail }: WindowEventMap['p2panda:announce']): void => {
      clearTimeout(timer)
      resolve(detail.provider)
    }
    window.addEventListener('p2panda:announce', found, { once: true })
    window.dispatchEvent(new Event('p2panda:request'))
  })
}

/** Asks for nothing: whether the site may read the festival already. */
export async function mayRead(provider: P2panda, festival: string): Promise<boolean> {
  const permissions = await provider.permissions().catch(() => [])
  return permissions.some(({ scopes, until }) => until > Date.now() && scopes.includes(`read:${festival}`))
}

/**
 * Everything in the festival, now and after each change, until the signal ends it. Goes to `nothing` when the permission ends;
 * rejects never.
 */
export function liveSource(provider: P2panda, festival: string, signal: AbortSignal): Source {
  const source = new ToldSource({ status: { kind: 'loading' }, items: NO_ITEMS })
  let isReading = false
  let isStale = false
  const read = async (): Promise<void> => {
    isStale = true
    if (isReading) return
    isReading = true
    while (isStale && !signal.aborted) {
      isStale = false
      const items = (await mayRead(provider, festival)) ? await readAll(provider, festival) : undefined
      if (!signal.aborted) source.tell(items === undefined ? GONE : { status: { kind: 'live' }, items })
    }
    isReading = false
  }
  const onState = ({ detail }: CustomEvent<{ festival: string }>): void => {
    if (detail.festival === festival) void read()
  }
  provider.addEventListener('statechange', onState, { signal })
  provider.addEventListener('permissionchange', () => void read(), { signal })
  provider.addEventListener('disconnect', () => source.tell(GONE), { signal })
  void read()
  return source
}

const GONE = { status: { kind: 'nothing' }, items: NO_ITEMS } as const

/** Where a list changes between two of its pages, the second one may be refused: then all of it is read again. */
const ATTEMPTS = 3

async function readAll(provider: P2panda, festival: string): Promise<ItemsByType | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      const lists = await Promise.all(ITEM_TYPES.map((type) => readType(provider, festival, type)))
      return Object.fromEntries(ITEM_TYPES.map((type, index) => [type, lists[index]])) as ItemsByType
    } catch {
      if (!(await mayRead(provider, festival))) return undefined
    }
  }
  return undefined
}

async function readType(provider: P2panda, festival: string, type: ItemType): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const read = await provider.query({
      festival,
      type,
      limit: PAGE_LENGTH,
      ...(cursor === undefined ? {} : { cursor }),
    })
    items.push(...read.items)
    cursor = read.cursor
    if (cursor === undefined) break
  }
  return items
}
