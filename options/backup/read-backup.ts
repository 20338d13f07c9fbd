// Opens a backup file: background opens the secrets, this page reads the content behind them into what can be taken over or
// compared with what is here. What can be read is given, whatever is wrong with the rest.
import { command } from '../../messages/client.ts'
import type { PanelError, PanelResult } from '../../messages/panel.ts'
import { err, fromHex, ok, toHex, type Result } from '../../src/bamboo/index.ts'
import { MAX_HEAD_LENGTH, parseHead, type BackupHead } from '../../src/wallet/backup-format.ts'
import { readContent, type BackupContent } from './read-content.ts'

/** A backup that was opened. */
export interface OpenedBackup extends BackupContent {
  name: string
  made: number
  /** The head as hex, and the key: what `backup.restore` asks for. */
  head: string
  secretsKey: string
  personas: PanelResult<'backup.open'>['personas']
  here: PanelResult<'backup.open'>['here']
}

/** The readable head of a file, before anything is asked: is it a backup at all, and of when? */
export async function readHead(file: Blob): Promise<Result<BackupHead, PanelError>> {
  try {
    const head = parseHead(new Uint8Array(await file.slice(0, MAX_HEAD_LENGTH).arrayBuffer()))
    return head.ok ? head : err({ code: `backup-${head.error.code}` })
  } catch {
    return err({ code: 'backup-unreadable' })
  }
}

/** `onProgress` gets the share that is read, 0…1. */
export async function openBackup(
  file: File,
  passphrase: string,
  onProgress: (share: number) => void,
): Promise<Result<OpenedBackup, PanelError>> {
  const head = await readHead(file)
  if (!head.ok) return head
  const hex = toHex(new Uint8Array(await file.slice(0, head.value.length).arrayBuffer()))
  const opened = await command('backup.open', { head: hex, passphrase })
  if (!opened.ok) return opened
  const { secretsKey, contentKey, personas, here } = opened.value
  const content = await readContent(file, head.value, fromHex(contentKey) ?? new Uint8Array(32), onProgress)
  return ok({ name: file.name, made: head.value.header.made, head: hex, secretsKey, personas, here, ...content })
}
