// Backup files in the tests of background: made and opened with what the options page uses, without a page.

import { Imports } from '../../../network/imports.ts'
import { readContent } from '../../../options/backup/read-content.ts'
import { storePictures } from '../../../options/backup/store-pictures.ts'
import { sealContent } from '../../../options/backup/seal-content.ts'
import type { PanelResponse, PanelResult } from '../../../messages/panel.ts'
import { DexieBlobStore } from '../../../src/adapters/dexie/dexie-blob-store.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { stageRestore } from '../../../src/adapters/dexie/restore-rows.ts'
import { concatBytes, fromHex, toHex } from '../../../src/bamboo/bytes.ts'
import { verifyHere } from '../../../src/log/verify-here.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'
import { NO_DESCRIPTION } from '../../../src/wallet/backup-description.ts'
import { parseHead, type BackupHead } from '../../../src/wallet/backup-format.ts'
import type { Machine } from './machine.ts'

export const PASSPHRASE = 'four pandas by the river'
const OPTIONS = { signal: new AbortController().signal, onProgress: (): void => undefined }

export async function backupOf(machine: Machine): Promise<Uint8Array> {
  const { head: hex, contentKey } = await machine.done('backup.begin', { passphrase: PASSPHRASE })
  const bytes = fromHex(hex) ?? new Uint8Array()
  const { chunks } = await sealContent(machine.db, headOf(bytes), fromHex(contentKey) ?? new Uint8Array(), OPTIONS)
  const parts = [bytes]
  for await (const chunk of chunks) parts.push(chunk)
  return concatBytes(...parts)
}

export function headOf(file: Uint8Array): BackupHead {
  const head = parseHead(file)
  if (!head.ok) throw new Error(head.error.code)
  return head.value
}

/** A backup that was opened once: opening costs more than a second. */
export interface Opened {
  file: Uint8Array
  head: string
  keys: PanelResult<'backup.open'>
}

export async function opened(machine: Machine, file: Uint8Array): Promise<Opened> {
  const head = toHex(file.subarray(0, headOf(file).length))
  return { file, head, keys: await machine.done('backup.open', { head, passphrase: PASSPHRASE }) }
}

/** Puts what is in it into the database of a machine, as the panel does. */
export async function stage(machine: Machine, { file, keys }: Opened): Promise<void> {
  const contentKey = fromHex(keys.contentKey) ?? new Uint8Array()
  const head = headOf(file)
  const content = await readContent(new Blob([new Uint8Array(file)]), head, contentKey, () => undefined)
  const description = content.description ?? NO_DESCRIPTION
  const persona: PublicKey = keys.personas[0] ?? ('' as PublicKey)
  const found = { name: 'a', persona, made: head.header.made, description, bundles: content.bundles }
  await stageRestore(machine.db, found, machine.clock.now())
  await storePictures(new DexieBlobStore(machine.db, machine.clock), content.pictures)
}

export async function takeOver(
  machine: Machine,
  { head, keys }: Opened,
  { online = false, id = machine.freshId() }: { online?: boolean; id?: string } = {},
): Promise<PanelResponse<'backup.restore'>> {
  return machine.command('backup.restore', { head, secretsKey: keys.secretsKey, online }, id)
}

/** All of it at once, with the work that the network half then has. */
export async function restoreInto(machine: Machine, backup: Opened): Promise<void> {
  await stage(machine, backup)
  const answer = await takeOver(machine, backup)
  if (!answer.ok) throw new Error(answer.error.code)
  await importAll(machine)
}

/** What the network half does with the own logs of a backup. */
export async function importAll(machine: Machine): Promise<void> {
  const { db, worker, clock } = machine
  const nothing = (): void => undefined
  await new Promise<void>((resolve) => {
    const ports = { db, store: worker.store, verifier: verifyHere, clock, onStored: nothing, onChecked: nothing }
    new Imports(ports, resolve).look()
  })
  await projectAll(db)
  worker.receive({ kind: 'changed', festivals: (await db.memberships.toArray()).map(({ festival }) => festival) })
  await worker.background.settled()
}
