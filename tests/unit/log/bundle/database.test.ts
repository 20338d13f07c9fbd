// A festival through files and databases: whoever imports into a database exports the same bytes again.

import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { DexieLogStore } from '../../../../src/adapters/dexie/dexie-log-store.ts'
import { closeDatabases, newDatabase } from '../../dexie/databases.ts'
import { bundleOf, camp, contentOf, importBytes } from './fixtures.ts'

afterEach(closeDatabases)

it('a database takes a bundle in and gives it back, byte for byte', async () => {
  const { store, festival } = await camp(200)
  const bytes = await bundleOf(store, festival)
  const database = new DexieLogStore(newDatabase())
  expect(await importBytes(database, bytes)).toMatchObject({ ok: true, value: { added: 208, forks: 1, problems: [] } })
  expect(await bundleOf(database, festival)).toEqual(bytes)
})

it('a database that was filled in pieces holds the same as one that was filled at once', async () => {
  const { store, festival } = await camp(200)
  const bytes = await bundleOf(store, festival)
  const [whole, pieces] = [new DexieLogStore(newDatabase()), new DexieLogStore(newDatabase())]
  await importBytes(whole, bytes)
  let from = 0
  const onePiece = async (): Promise<string> => {
    const signal = { aborted: false }
    const onProgress = ({ offset }: { offset: number }): void => {
      from = offset
      signal.aborted = true
    }
    const run = await importBytes(pieces, bytes, { from, signal, onProgress })
    return run.ok ? 'done' : run.error.code
  }
  const runs = [await onePiece(), await onePiece(), await onePiece(), await onePiece(), await onePiece()]
  // Three logs and a proof, one at a time; the last run finds nothing but the end.
  expect(runs).toEqual(['aborted', 'aborted', 'aborted', 'aborted', 'done'])
  expect(await contentOf(pieces, festival)).toEqual(await contentOf(whole, festival))
})
