// Opens, makes and rewrites the vault for the rest of the wallet; personas and passwords are no business of it (DESIGN 7).

import { readSetting } from '../src/adapters/dexie/settings.ts'
import type { Result } from '../src/bamboo/result.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { Random } from '../src/ports/random.ts'
import { isOver, type UnlockedTimes } from '../src/wallet/auto-lock.ts'
import { makeVault, resealVault, rewrapVault, type VaultContent, type WrapWith } from '../src/wallet/vault.ts'
import { freshWrappingKey, webAesGcm } from '../src/adapters/web/aes-gcm.ts'
import type { StorageArea } from './extension-api.ts'
import { openCopies, type ClosedState, type Opened } from './open-vault.ts'
import { readUnlocked } from './unlocked.ts'
import {
  fillCopies,
  healCopies,
  putAside,
  readCopies,
  storeVault,
  type CopyPorts,
  type VaultCopies,
} from './vault-copies.ts'

/** Nothing can be signed: the wallet is locked, or there is none, or its copies or its key were lost or damaged. */
export class WalletLockedError extends Error {
  override readonly name = 'WalletLockedError'
}

export interface KeeperPorts extends CopyPorts {
  session: StorageArea
  clock: Clock
  random: Random
}

export class VaultKeeper {
  readonly #ports: KeeperPorts
  /** When the password that opened the vault counts no more, as far as this worker knows; without one, never. */
  times: UnlockedTimes | undefined

  constructor(ports: KeeperPorts) {
    this.#ports = ports
  }

  copies(): Promise<VaultCopies> {
    return readCopies(this.#ports)
  }

  async open(): Promise<Result<Opened, ClosedState>> {
    const { db, session, clock } = this.#ports
    const [copies, unlocked, personas] = await Promise.all([
      this.copies(),
      readUnlocked(session),
      readSetting(db, 'personas'),
    ])
    this.times = unlocked?.times
    const isUnlocked = unlocked !== undefined && !isOver(unlocked.times, clock.now())
    return openCopies(copies, isUnlocked ? unlocked : undefined, personas !== undefined)
  }

  /** The vault; rejects with `WalletLockedError` when it does not open. */
  async opened(): Promise<Opened> {
    const opened = await this.open()
    if (!opened.ok) throw new WalletLockedError(opened.error)
    return opened.value
  }

  /** A new vault, without a password, in the place of what does not open; with what `also` writes into settings and commands. */
  async make(content: VaultContent, also: () => Promise<void>): Promise<void> {
    const { random } = this.#ports
    const [newest] = (await this.copies()).readable
    const wrapWith = { wrap: { kind: 'device' } as const, key: await freshWrappingKey() }
    const generation = (newest?.header.generation ?? 0) + 1
    const { record } = await makeVault(webAesGcm, random, wrapWith, content, generation)
    await storeVault(this.#ports, record, wrapWith.key, also)
  }

  /** The next generation with other content, wrapped as it was. */
  async reseal({ record, dataKey }: Opened, content: VaultContent, also: () => Promise<void>): Promise<void> {
    const { random } = this.#ports
    const { wrappingKey } = await this.copies()
    const { header } = record
    const next =
      header.v === 1 && wrappingKey !== undefined
        ? await rewrapVault(webAesGcm, random, record, { dataKey, content }, { wrap: header.wrap, key: wrappingKey })
        : await resealVault(webAesGcm, random, record, { dataKey, content })
    await storeVault(this.#ports, next, wrappingKey, also)
  }

  /** The next generation, wrapped in another way: by this password, or by a new key of the profile. */
  async rewrap({ record, ...opened }: Opened, password?: WrapWith<CryptoKey>): Promise<void> {
    const wrapWith = password ?? { wrap: { kind: 'device' }, key: await freshWrappingKey() }
    const next = await rewrapVault(webAesGcm, this.#ports.random, record, opened, wrapWith)
    await storeVault(this.#ports, next, password === undefined ? wrapWith.key : undefined, async () => undefined)
  }

  /** Writes lost copies again, and older ones when the vault opens. */
  async heal(): Promise<Result<Opened, ClosedState>> {
    const [copies, opened] = [await this.copies(), await this.open()]
    if (opened.ok) await healCopies(this.#ports, copies, opened.value.record)
    else await fillCopies(this.#ports, copies)
    return opened
  }

  /** Keeps copies that do not open, so that another vault can take their place. */
  async putAside(): Promise<void> {
    await putAside(this.#ports, await this.copies(), this.#ports.clock.now())
  }
}
