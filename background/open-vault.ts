// Opens the vault with what this browser has: the data key of this session, or the profile's wrapping key (DESIGN 7).

import { err, ok, type Result } from '../src/bamboo/result.ts'
import { openVault, unwrapDataKey, type OpenVault } from '../src/wallet/vault.ts'
import type { VaultRecord } from '../src/wallet/vault-record.ts'
import { webAesGcm } from '../src/adapters/web/aes-gcm.ts'
import type { VaultCopies } from './vault-copies.ts'

/** none: no vault anywhere · locked: it needs its password · damaged: no copy can be read, or its wrapping key is gone. */
export type ClosedState = 'none' | 'locked' | 'damaged'
export type WalletState = ClosedState | 'open'

/** A vault that was opened, with the record that it was. */
export interface Opened extends OpenVault {
  record: VaultRecord
}

/** The data key of a vault that a password opened in this session. */
export interface SessionKey {
  vaultId: string
  dataKey: Uint8Array
}

/**
 * The newest copy that opens. A copy with a password is never passed over for an older one without. `hasPersonas`: a persona was made
 * here once, so there was a vault.
 */
export async function openCopies(
  copies: VaultCopies,
  session: SessionKey | undefined,
  hasPersonas: boolean,
): Promise<Result<Opened, ClosedState>> {
  for (const record of copies.readable) {
    const opened = await openOne(record, copies.wrappingKey, session)
    if (opened !== undefined) return ok(opened)
    if (record.header.wrap.kind === 'password') return err('locked')
  }
  const isNone = copies.row === undefined && copies.local === undefined && !hasPersonas
  return err(isNone ? 'none' : 'damaged')
}

async function openOne(
  record: VaultRecord,
  wrappingKey: CryptoKey | undefined,
  session: SessionKey | undefined,
): Promise<Opened | undefined> {
  const { wrap, vaultId } = record.header
  if (wrap.kind === 'device') return wrappingKey === undefined ? undefined : openWith(wrappingKey, record)
  return session === undefined || session.vaultId !== vaultId ? undefined : withDataKey(session.dataKey, record)
}

/** The vault opened by the key that wraps its data key; undefined when that is another one. */
export async function openWith(wrappingKey: CryptoKey, record: VaultRecord): Promise<Opened | undefined> {
  const dataKey = await unwrapDataKey(webAesGcm, wrappingKey, record)
  return dataKey.ok ? withDataKey(dataKey.value, record) : undefined
}

async function withDataKey(dataKey: Uint8Array, record: VaultRecord): Promise<Opened | undefined> {
  const content = await openVault(webAesGcm, dataKey, record)
  return content.ok ? { record, dataKey, content: content.value } : undefined
}
