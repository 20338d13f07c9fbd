// Locks and unlocks the wallet, and gives it a password or takes it away (DESIGN 7). What matters outlives the worker: the
// deadline lies with the data key, wrong tries in the settings. What panels show of it is one row of the settings.

import { readSetting, writeSetting, type Settings } from '../src/adapters/dexie/settings.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { Locks } from '../src/ports/locks.ts'
import { DEFAULT_AUTO_LOCK, isOver, usedAt, type AutoLockMinutes } from '../src/wallet/auto-lock.ts'
import { strengthOf } from '../src/wallet/password-strength.ts'
import type { ExtensionApi } from './extension-api.ts'
import type { Opened } from './open-vault.ts'
import { forgetUnlocked, readUnlocked, writeUnlocked } from './unlocked.ts'
import type { KeeperPorts, VaultKeeper } from './vault-keeper.ts'
import { tryPasswords, wrapWithPassword, type PasswordError, type PasswordPorts } from './wallet-password.ts'

/** Everything that writes the vault, or opens and closes it. */
export const WALLET = 'wallet'
const ALARM = 'lock'

/** Whether an alarm is that of the deadline. */
export function isLockAlarm(name: string): boolean {
  return name === ALARM
}

export interface LockPorts extends KeeperPorts, PasswordPorts {
  locks: Locks
  alarms: ExtensionApi['alarms']
}

export type UnlockError = PasswordError | { code: 'no-wallet' | 'wallet-damaged' }
export type SetPasswordError = UnlockError | { code: 'password-short' }

export class WalletLock {
  readonly #ports: LockPorts
  readonly #vault: VaultKeeper
  readonly #forgetKeys: () => void

  constructor(ports: LockPorts, vault: VaultKeeper, forgetKeys: () => void) {
    this.#ports = ports
    this.#vault = vault
    this.#forgetKeys = forgetKeys
  }

  /** Opens the wallet for this session of the browser. One that is open stays so. */
  unlock(password: string): Promise<Result<null, UnlockError>> {
    return this.#alone(async () => {
      const opened = await this.#vault.open()
      if (opened.ok) return ok(null)
      const tried = await this.#try([password])
      if (!tried.ok) return tried
      await this.#keepOpen(tried.value)
      await this.#vault.heal()
      await this.tell()
      return ok(null)
    })
  }

  /** Locks it now. Without a password there is nothing to lock. */
  lock(): Promise<void> {
    return this.#alone(() => this.#lock())
  }

  /** Whether this is the wallet's password; a wrong one counts as a try. True where none is asked for. */
  check(password: string): Promise<Result<null, UnlockError>> {
    return this.#alone(async () => {
      const tried = await this.#try([password])
      return tried.ok ? ok(null) : tried
    })
  }

  /**
   * Sets or changes the password; `current` is asked for where there is one. That `password` is the one already is fine: then a
   * worker died before it could say so.
   */
  setPassword(password: string, current?: string): Promise<Result<null, SetPasswordError>> {
    return this.#alone(async () => {
      if (strengthOf(password) === 'short') return err({ code: 'password-short' })
      const opened = await this.#try([...(current === undefined ? [] : [current]), password])
      if (!opened.ok) return opened
      await this.#vault.rewrap(opened.value, await wrapWithPassword(this.#ports, password))
      await this.#keepOpen(opened.value)
      await this.tell()
      return ok(null)
    })
  }

  /** From now on whoever uses this browser profile can sign. */
  removePassword(current: string): Promise<Result<null, SetPasswordError>> {
    return this.#alone(async () => {
      if (!(await this.#hasPassword())) return ok(null)
      const opened = await this.#try([current])
      if (!opened.ok) return opened
      await this.#vault.rewrap(opened.value)
      await forgetUnlocked(this.#ports.session)
      this.#vault.times = undefined
      await this.tell()
      return ok(null)
    })
  }

  /** After how long without use it locks. */
  setAutoLock(minutes: AutoLockMinutes): Promise<void> {
    return this.#alone(async () => {
      await writeSetting(this.#ports.db, 'autoLock', minutes)
      await this.#prolong()
    })
  }

  /** A person did something: the deadline moves. What gossip and policies do is no use. */
  used(): Promise<void> {
    return this.#alone(() => this.#prolong())
  }

  /** The alarm rang, or a worker starts: locks when it is time, and sets the alarm for when it will be. */
  wake(): Promise<void> {
    return this.#alone(async () => {
      const unlocked = await readUnlocked(this.#ports.session)
      if (unlocked !== undefined && isOver(unlocked.times, this.#ports.clock.now())) await this.#lock()
      else await this.#setAlarm(unlocked?.times.until)
    })
  }

  /** How the wallet stands, written for panels as well; undefined before there is one. */
  state(): Promise<Settings['wallet'] | undefined> {
    return this.#alone(() => this.tell())
  }

  /** Writes for panels how the wallet stands. Called by who holds the lock `WALLET`: what was read before another wrote is old. */
  async tell(): Promise<Settings['wallet'] | undefined> {
    const { db } = this.#ports
    const [opened, hasPassword, before] = [
      await this.#vault.open(),
      await this.#hasPassword(),
      await readSetting(db, 'wallet'),
    ]
    const state = opened.ok ? 'open' : opened.error
    if (state === 'none') return undefined
    if (before?.state !== state || before.hasPassword !== hasPassword) {
      await writeSetting(db, 'wallet', { state, hasPassword })
    }
    return { state, hasPassword }
  }

  /** The vault that a password opened gave way to another one. Called by who holds the lock `WALLET`. */
  async forget(): Promise<void> {
    await this.#ports.db.settings.delete('unlockTries')
    await this.#lock()
  }

  async #lock(): Promise<void> {
    await forgetUnlocked(this.#ports.session)
    this.#vault.times = undefined
    this.#forgetKeys()
    await this.tell()
  }

  async #prolong(): Promise<void> {
    const unlocked = await readUnlocked(this.#ports.session)
    if (unlocked === undefined) return
    if (isOver(unlocked.times, this.#ports.clock.now())) return this.#lock()
    await this.#keep(unlocked)
  }

  #keepOpen({ record, dataKey }: Opened): Promise<void> {
    return this.#keep({ vaultId: record.header.vaultId, dataKey })
  }

  async #keep({ vaultId, dataKey }: { vaultId: string; dataKey: Uint8Array }): Promise<void> {
    const { db, session, clock } = this.#ports
    const times = usedAt(clock.now(), (await readSetting(db, 'autoLock')) ?? DEFAULT_AUTO_LOCK)
    await writeUnlocked(session, { vaultId, dataKey, times })
    this.#vault.times = times
    await this.#setAlarm(times.until)
  }

  async #setAlarm(until: number | undefined): Promise<void> {
    const { alarms } = this.#ports
    if (until === undefined) await alarms.clear(ALARM)
    else await alarms.create(ALARM, { when: until })
  }

  /** The newest copy only: the password of an older one was changed because it should count no more. */
  async #try(passwords: readonly string[]): Promise<Result<Opened, UnlockError>> {
    const [newest] = (await this.#vault.copies()).readable
    if (newest?.header.wrap.kind === 'password') {
      return tryPasswords(this.#ports, newest, newest.header.wrap, passwords)
    }
    const opened = await this.#vault.open()
    if (opened.ok) return opened
    return err({ code: opened.error === 'none' ? 'no-wallet' : 'wallet-damaged' })
  }

  /** What the newest copy says. */
  async #hasPassword(): Promise<boolean> {
    const [newest] = (await this.#vault.copies()).readable
    return newest?.header.wrap.kind === 'password'
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#ports.locks.run(WALLET, work)
  }
}
