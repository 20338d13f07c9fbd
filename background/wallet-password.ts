// Passwords of the vault (DESIGN 7): how one becomes a key, and trying one, slower after each that was wrong.

import { readSetting, writeSetting } from '../src/adapters/dexie/settings.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { fromHex, toHex } from '../src/bamboo/bytes.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { Random } from '../src/ports/random.ts'
import { beforeTry, waitLeft } from '../src/wallet/auto-lock.ts'
import type { StretchKey } from '../src/wallet/scrypt.ts'
import type { WrapWith } from '../src/wallet/vault.ts'
import { VAULT_SALT_LENGTH, VAULT_SCRYPT, type PasswordWrap, type VaultRecord } from '../src/wallet/vault-record.ts'
import { webAesGcm } from '../src/adapters/web/aes-gcm.ts'
import { openWith, type Opened } from './open-vault.ts'

/** wrong-password · too-many-tries: none was tried, `seconds` from now one will be. */
export type PasswordError = { code: 'wrong-password' } | { code: 'too-many-tries'; seconds: number }

export interface PasswordPorts {
  db: Database
  clock: Clock
  random: Random
  stretchKey: StretchKey
}

/** A new wrap by this password, with a salt of its own. */
export async function wrapWithPassword(ports: PasswordPorts, password: string): Promise<WrapWith<CryptoKey>> {
  const salt = toHex(ports.random.bytes(VAULT_SALT_LENGTH))
  const wrap: PasswordWrap = { kind: 'password', kdf: 'scrypt', ...VAULT_SCRYPT, salt }
  return { wrap, key: await keyOf(ports, password, wrap) }
}

/** The vault, if one of the passwords opens it. All of them together are one try. */
export async function tryPasswords(
  ports: PasswordPorts,
  record: VaultRecord,
  wrap: PasswordWrap,
  passwords: readonly string[],
): Promise<Result<Opened, PasswordError>> {
  const { db, clock } = ports
  const tries = await readSetting(db, 'unlockTries')
  const wait = waitLeft(tries, clock.now())
  if (wait > 0) return err({ code: 'too-many-tries', seconds: Math.ceil(wait / 1000) })
  await writeSetting(db, 'unlockTries', beforeTry(tries, clock.now()))
  for (const password of new Set(passwords)) {
    const opened = await openWith(await keyOf(ports, password, wrap), record)
    if (opened === undefined) continue
    await db.settings.delete('unlockTries')
    return ok(opened)
  }
  return err({ code: 'wrong-password' })
}

async function keyOf(
  { stretchKey }: PasswordPorts,
  password: string,
  { n, r, p, salt }: PasswordWrap,
): Promise<CryptoKey> {
  const raw = await stretchKey(password, fromHex(salt) ?? new Uint8Array(), { n, r, p })
  const key = await webAesGcm.importKey(raw)
  raw.fill(0)
  return key
}
