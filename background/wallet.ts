// The wallet (DESIGN 7): makes personas, signs as them, and gives away no secret but the entropy, for words and backups. What it
// opens it forgets with its worker.

import { readSetting, writeSetting, type Settings } from '../src/adapters/dexie/settings.ts'
import { equalBytes } from '../src/bamboo/bytes.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { Signer } from '../src/ports/signer.ts'
import { isOver } from '../src/wallet/auto-lock.ts'
import type { VaultContent } from '../src/wallet/vault.ts'
import { makeEntropy } from '../src/wallet/words.ts'
import type { ClosedState, Opened, WalletState } from './open-vault.ts'
import { VaultKeeper, WalletLockedError } from './vault-keeper.ts'
import { deriveKeys, publicKeysOf, type Keys } from './wallet-keys.ts'
import { WALLET, WalletLock, type LockPorts } from './wallet-lock.ts'

export { WalletLockedError } from './vault-keeper.ts'

export type WalletPorts = LockPorts

/** What a wallet is made of again: words, or a backup file. */
export interface WalletSecrets {
  /** 16 bytes. */
  entropy: Uint8Array
  /** The main persona is there whether it is named or not. */
  personas: readonly { index: number }[]
}

type Personas = Settings['personas']

export class Wallet {
  readonly #ports: WalletPorts
  readonly #vault: VaultKeeper
  readonly #keys = new Map<PublicKey, Promise<Keys>>()
  /** Passwords, locking, unlocking. */
  readonly lock: WalletLock

  constructor(ports: WalletPorts) {
    this.#ports = ports
    this.#vault = new VaultKeeper(ports)
    this.lock = new WalletLock(ports, this.#vault, () => this.#keys.clear())
  }

  /** Whether there is a wallet, and whether it can sign. */
  async state(): Promise<WalletState> {
    const opened = await this.#vault.open()
    return opened.ok ? 'open' : opened.error
  }

  /** Public key of the main persona, or undefined before there is one. */
  async persona(): Promise<PublicKey | undefined> {
    return (await this.#personas())[0]?.publicKey
  }

  /** Makes the first persona. Asked twice, or at the same time from two places, it makes one. Never where a vault is or was. */
  async createPersona(): Promise<Result<{ publicKey: PublicKey; existed: boolean }, Exclude<ClosedState, 'none'>>> {
    const { locks, random } = this.#ports
    return locks.run(WALLET, async () => {
      const existing = await this.persona()
      if (existing !== undefined) return ok({ publicKey: existing, existed: true })
      const opened = await this.#vault.open()
      if (opened.ok) return ok({ publicKey: await this.#completePersonas(opened.value.content), existed: true })
      if (opened.error !== 'none') return err(opened.error)
      return ok({ publicKey: await this.#make({ entropy: makeEntropy(random), personas: [0] }), existed: false })
    })
  }

  /** Makes the next persona. Each call makes one; one that repeats the id of another gets what that made. */
  async addPersona(command: string): Promise<PublicKey> {
    const { db, locks, clock } = this.#ports
    return locks.run(WALLET, async () => {
      const earlier = (await db.commands.get(command))?.result as { publicKey: PublicKey } | undefined
      if (earlier !== undefined) return earlier.publicKey
      const opened = await this.#vault.opened()
      const { entropy, personas } = opened.content
      const index = Math.max(...personas) + 1
      const [added] = await publicKeysOf(entropy, [index])
      if (added === undefined) throw new TypeError('no persona')
      await this.#vault.reseal(opened, { entropy, personas: [...personas, index] }, async () => {
        await writeSetting(db, 'personas', [...(await this.#personas()), added])
        await db.commands.put({ id: command, result: { publicKey: added.publicKey }, at: clock.now() })
      })
      return added.publicKey
    })
  }

  /**
   * Makes the wallet of these secrets; where it is there already, adds personas that are missing. One that is damaged or locked gives way,
   * put aside and without its password: whoever has the words has the keys. The result is the main persona.
   */
  async restore(secrets: WalletSecrets): Promise<Result<{ publicKey: PublicKey }, { code: 'other-wallet' }>> {
    return this.#ports.locks.run(WALLET, async () => {
      const indices = numbers([0, ...secrets.personas.map(({ index }) => index)])
      const content = { entropy: secrets.entropy, personas: indices }
      const opened = await this.#vault.open()
      if (opened.ok) return this.#addTo(opened.value, content)
      if (opened.error === 'locked' && !(await this.#isMine(content))) return err({ code: 'other-wallet' })
      if (opened.error !== 'none') await this.#vault.putAside()
      const publicKey = await this.#make(content)
      await this.lock.forget()
      return ok({ publicKey })
    })
  }

  /** The secret that all else comes from: to show the words and to make a backup, inside background only. */
  async entropy(): Promise<Uint8Array> {
    return (await this.#vault.opened()).content.entropy
  }

  /** Writes lost copies of the vault again and, in Chromium, keeps content scripts out of its storage. */
  async repair(): Promise<void> {
    const { local, locks } = this.#ports
    await local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })
    await locks.run(WALLET, async () => {
      const opened = await this.#vault.heal()
      if (opened.ok) await this.#completePersonas(opened.value.content)
    })
    await this.lock.wake()
    await this.lock.state()
  }

  /** Signs for a persona of this wallet; its `sign` rejects with `WalletLockedError` when the vault does not open. */
  signerFor(publicKey: PublicKey): Signer {
    return {
      publicKey,
      sign: async (message) => {
        const { sign } = await this.#keysOf(publicKey)
        return new Uint8Array(await crypto.subtle.sign('Ed25519', sign, new Uint8Array(message)))
      },
    }
  }

  /** 32 bytes that only this persona can compute: what orders requests that arrive together (DESIGN 5.4). */
  async orderOf(publicKey: PublicKey, message: Uint8Array): Promise<Uint8Array> {
    const { order } = await this.#keysOf(publicKey)
    return new Uint8Array(await crypto.subtle.sign('HMAC', order, new Uint8Array(message)))
  }

  async #keysOf(publicKey: PublicKey): Promise<Keys> {
    const { times } = this.#vault
    if (times !== undefined && isOver(times, this.#ports.clock.now())) this.#keys.clear()
    const known = this.#keys.get(publicKey) ?? this.#derive(publicKey)
    this.#keys.set(publicKey, known)
    try {
      return await known
    } catch (cause) {
      // A failure must not stick: the next attempt may find the vault unlocked or repaired.
      this.#keys.delete(publicKey)
      throw cause
    }
  }

  async #derive(publicKey: PublicKey): Promise<Keys> {
    const persona = (await this.#personas()).find((each) => each.publicKey === publicKey)
    if (persona === undefined) throw new WalletLockedError('no such persona')
    const keys = await deriveKeys(await this.entropy(), persona.index)
    if (keys.publicKey !== publicKey) throw new WalletLockedError('the vault holds another wallet')
    return keys
  }

  async #personas(): Promise<Personas> {
    return (await readSetting(this.#ports.db, 'personas')) ?? []
  }

  /** A new vault where none is; its main persona. */
  async #make(content: VaultContent): Promise<PublicKey> {
    const personas = await this.#known(content)
    const all = { entropy: content.entropy, personas: personas.map(({ index }) => index) }
    await this.#vault.make(all, () => writeSetting(this.#ports.db, 'personas', personas))
    await this.lock.tell()
    this.#keys.clear()
    return mainOf(personas)
  }

  async #addTo(
    opened: Opened,
    content: VaultContent,
  ): Promise<Result<{ publicKey: PublicKey }, { code: 'other-wallet' }>> {
    const { entropy, personas } = opened.content
    if (!equalBytes(entropy, content.entropy)) return err({ code: 'other-wallet' })
    const all = numbers([...personas, ...content.personas])
    const together = { entropy, personas: all }
    if (all.length === personas.length) return ok({ publicKey: await this.#completePersonas(together) })
    const missing = await this.#missing(together)
    await this.#vault.reseal(opened, together, () => this.#addPersonas(missing))
    return ok({ publicKey: mainOf(await this.#personas()) })
  }

  /** Writes the public halves of personas that the vault knows and the settings lost; the main one. */
  async #completePersonas(content: VaultContent): Promise<PublicKey> {
    const missing = await this.#missing(content)
    if (missing.length > 0)
      await this.#ports.db.transaction('rw', this.#ports.db.settings, async () => this.#addPersonas(missing))
    return mainOf(await this.#personas())
  }

  async #missing({ entropy, personas }: VaultContent): Promise<Personas> {
    const known = new Set((await this.#personas()).map(({ index }) => index))
    const missing = personas.filter((index) => !known.has(index))
    return missing.length === 0 ? [] : publicKeysOf(entropy, missing)
  }

  /** Whether a persona that is known here comes from this secret. Where none is known nobody can tell. */
  async #isMine({ entropy }: VaultContent): Promise<boolean> {
    const [known] = await this.#personas()
    if (known === undefined) return true
    const [made] = await publicKeysOf(entropy, [known.index])
    return known.publicKey === made?.publicKey
  }

  /** The personas of a secret, with those that the settings know of it still; what is known of other secrets is none of it. */
  async #known({ entropy, personas }: VaultContent): Promise<Personas> {
    const known = await this.#personas()
    const all = await publicKeysOf(entropy, numbers([...personas, ...known.map(({ index }) => index)]))
    return all.flatMap((made) => {
      const row = known.find(({ publicKey }) => publicKey === made.publicKey)
      return row !== undefined || personas.includes(made.index) ? [row ?? made] : []
    })
  }

  async #addPersonas(missing: Personas): Promise<void> {
    const all = [...(await this.#personas()), ...missing].sort((a, b) => a.index - b.index)
    await writeSetting(this.#ports.db, 'personas', all)
  }
}

function mainOf(personas: Personas): PublicKey {
  const [main] = personas
  if (main === undefined) throw new TypeError('a wallet without a persona')
  return main.publicKey
}

/** Each once, in order. */
function numbers(indices: readonly number[]): number[] {
  return [...new Set(indices)].sort((a, b) => a - b)
}
