// The wallet (DESIGN 7): makes personas, signs as them, and gives away no secret but the entropy, for words and backups. What it
// opens it forgets with its worker.

import { readSetting, writeSetting, type Settings } from '../src/adapters/dexie/settings.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { Locks } from '../src/ports/locks.ts'
import type { Random } from '../src/ports/random.ts'
import type { Signer } from '../src/ports/signer.ts'
import { makeVault, resealVault, rewrapVault, type VaultContent } from '../src/wallet/vault.ts'
import { makeEntropy } from '../src/wallet/words.ts'
import { equalBytes } from '../src/bamboo/bytes.ts'
import { freshWrappingKey, webAesGcm } from './aes-gcm.ts'
import type { ExtensionApi, StorageArea } from './extension-api.ts'
import { openCopies, type ClosedState, type Opened, type WalletState } from './open-vault.ts'
import { fillCopies, healCopies, putAside, readCopies, storeVault, type CopyPorts } from './vault-copies.ts'
import { deriveKeys, publicKeysOf, type Keys } from './wallet-keys.ts'

/** Nothing can be signed: the wallet is locked, or there is none, or its copies or its key were lost or damaged. */
export class WalletLockedError extends Error {
  override readonly name = 'WalletLockedError'
}

export interface WalletPorts extends CopyPorts {
  session: StorageArea
  locks: Locks
  random: Random
  clock: Clock
  alarms: ExtensionApi['alarms']
}

/** What a wallet is made of again: words, or a backup file. */
export interface WalletSecrets {
  /** 16 bytes. */
  entropy: Uint8Array
  /** The main persona is there whether it is named or not. */
  personas: readonly { index: number }[]
}

type Personas = Settings['personas']

/** Everything that writes the vault or opens and closes it. */
const WALLET = 'wallet'

export class Wallet {
  readonly #ports: WalletPorts
  readonly #keys = new Map<PublicKey, Promise<Keys>>()

  constructor(ports: WalletPorts) {
    this.#ports = ports
  }

  /** Whether there is a wallet, and whether it can sign. */
  async state(): Promise<WalletState> {
    const opened = await this.#open()
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
      const opened = await this.#open()
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
      const opened = await this.#opened()
      const { entropy, personas } = opened.content
      const index = Math.max(...personas) + 1
      const [added] = await publicKeysOf(entropy, [index])
      if (added === undefined) throw new TypeError('no persona')
      await this.#rewrite(opened, { entropy, personas: [...personas, index] }, async () => {
        await writeSetting(db, 'personas', [...(await this.#personas()), added])
        await db.commands.put({ id: command, result: { publicKey: added.publicKey }, at: clock.now() })
      })
      return added.publicKey
    })
  }

  /**
   * Makes the wallet of these secrets; where it is there already, adds personas that are missing. A damaged one is put aside. The result
   * is the main persona.
   */
  async restore(
    secrets: WalletSecrets,
  ): Promise<Result<{ publicKey: PublicKey }, { code: 'other-wallet' | 'locked' }>> {
    return this.#ports.locks.run(WALLET, async () => {
      const content = {
        entropy: secrets.entropy,
        personas: numbers([0, ...secrets.personas.map(({ index }) => index)]),
      }
      const opened = await this.#open()
      if (opened.ok) return this.#addTo(opened.value, content)
      if (opened.error === 'locked') return err({ code: 'locked' })
      if (opened.error === 'damaged')
        await putAside(this.#ports, await readCopies(this.#ports), this.#ports.clock.now())
      return ok({ publicKey: await this.#make(content) })
    })
  }

  /** The secret that all else comes from: to show the words and to make a backup, inside background only. */
  async entropy(): Promise<Uint8Array> {
    return (await this.#opened()).content.entropy
  }

  /** Writes lost copies of the vault again and, in Chromium, keeps content scripts out of its storage. */
  async repair(): Promise<void> {
    const { local, locks } = this.#ports
    await local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })
    await locks.run(WALLET, async () => {
      const copies = await readCopies(this.#ports)
      const opened = await this.#open()
      if (!opened.ok) return fillCopies(this.#ports, copies)
      await healCopies(this.#ports, copies, opened.value.record)
      await this.#completePersonas(opened.value.content)
    })
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

  async #open(): Promise<Result<Opened, ClosedState>> {
    const [copies, personas] = await Promise.all([readCopies(this.#ports), this.#personas()])
    return openCopies(copies, undefined, personas.length > 0)
  }

  async #opened(): Promise<Opened> {
    const opened = await this.#open()
    if (!opened.ok) throw new WalletLockedError(opened.error)
    return opened.value
  }

  async #personas(): Promise<Personas> {
    return (await readSetting(this.#ports.db, 'personas')) ?? []
  }

  /** A new vault where none is; its main persona. */
  async #make(content: VaultContent): Promise<PublicKey> {
    const { db, random } = this.#ports
    const key = await freshWrappingKey()
    const personas = await this.#known(content)
    const all = { entropy: content.entropy, personas: personas.map(({ index }) => index) }
    const { record } = await makeVault(webAesGcm, random, { wrap: { kind: 'device' }, key }, all)
    await storeVault(this.#ports, record, key, () => writeSetting(db, 'personas', personas))
    this.#keys.clear()
    return mainOf(personas)
  }

  /** The next generation of the vault with other content, and whatever else `also` writes with it. */
  async #rewrite({ record, dataKey }: Opened, content: VaultContent, also: () => Promise<void>): Promise<void> {
    const { random } = this.#ports
    const { wrappingKey } = await readCopies(this.#ports)
    const { header } = record
    const isOld = header.v === 1 && wrappingKey !== undefined
    const next = isOld
      ? await rewrapVault(webAesGcm, random, record, { dataKey, content }, { wrap: header.wrap, key: wrappingKey })
      : await resealVault(webAesGcm, random, record, { dataKey, content })
    await storeVault(this.#ports, next, wrappingKey, also)
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
    await this.#rewrite(opened, together, () => this.#addPersonas(missing))
    return ok({ publicKey: mainOf(await this.#personas()) })
  }

  /** Writes the public halves of personas that the vault knows and the settings lost; the main one. */
  async #completePersonas(content: VaultContent): Promise<PublicKey> {
    const missing = await this.#missing(content)
    if (missing.length > 0)
      await this.#ports.db.transaction('rw', this.#ports.db.settings, () => this.#addPersonas(missing))
    return mainOf(await this.#personas())
  }

  async #missing({ entropy, personas }: VaultContent): Promise<Personas> {
    const known = new Set((await this.#personas()).map(({ index }) => index))
    return publicKeysOf(
      entropy,
      personas.filter((index) => !known.has(index)),
    )
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
