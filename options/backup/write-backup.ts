// Makes a backup file (docs/protocol-backup.md): background seals the secrets, this page streams the content behind them, so
// that no log has to fit into memory or through a message.
import { command } from '../../messages/client.ts'
import type { PanelError, PanelParams } from '../../messages/panel.ts'
import { err, fromHex, ok, prepareHashing, type Result } from '../../src/bamboo/index.ts'
import { parseHead } from '../../src/wallet/backup-format.ts'
import { panelDatabase } from '../../ui/panel-database.ts'
import { BlobPieces } from '../data/blob-pieces.ts'
import { sealContent, type SealOptions } from './seal-content.ts'

export interface SavedBackup {
  file: Blob
  /** When it was made, UTC ms. */
  made: number
  /** Own entries in it, see `countOwn`. */
  own: number
}

/** The file; undefined when it was stopped. Rejects when the database does. */
export async function writeBackup(
  secrets: PanelParams<'backup.begin'>,
  options: SealOptions,
): Promise<Result<SavedBackup, PanelError> | undefined> {
  const begun = await command('backup.begin', secrets)
  if (!begun.ok) return begun
  const headBytes = fromHex(begun.value.head) ?? new Uint8Array()
  const head = parseHead(headBytes)
  const contentKey = fromHex(begun.value.contentKey)
  if (!head.ok || contentKey === undefined) return err({ code: 'internal' })
  await prepareHashing()
  const { chunks, description } = await sealContent(panelDatabase(), head.value, contentKey, options)
  const file = new BlobPieces()
  file.add(headBytes)
  for await (const chunk of chunks) file.add(chunk)
  if (options.signal.aborted) return undefined
  return ok({ file: file.blob(), made: head.value.header.made, own: description.own })
}
