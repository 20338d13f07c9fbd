// The wallet: one persona however often it is asked for, signatures that verify, and secrets that stay inside.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { fromHex } from '../../../src/bamboo/bytes.ts'
import { verifySignature } from '../../../src/bamboo/index.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'
import { WalletLockedError } from '../../../background/wallet.ts'
import { dieAt, Machine } from './machine.ts'

const message = new Uint8Array([1, 2, 3])

async function signs(machine: Machine, publicKey: PublicKey): Promise<boolean> {
  const signature = await machine.worker.wallet.signerFor(publicKey).sign(message)
  return verifySignature({ publicKey: fromHex(publicKey) ?? new Uint8Array(), message, signature })
}

describe('the first persona', () => {
  it('is made once, asked twice at the same time and again by a later worker', async () => {
    const machine = new Machine()
    const [first, second] = await Promise.all([machine.done('persona.create', {}), machine.done('persona.create', {})])
    machine.kill()
    const later = await machine.done('persona.create', {})
    expect(second.publicKey).toBe(first.publicKey)
    expect(later).toEqual({ publicKey: first.publicKey, existed: true })
    expect([first.existed, second.existed].filter(Boolean)).toHaveLength(1)
  })

  it('is whole or not there, wherever the worker is killed', async () => {
    for (let operation = 1, died = true; died; operation += 1) {
      const machine = new Machine()
      const death = dieAt(machine.db, operation, Object.values(machine.api.storage))
      await machine.command('persona.create', {})
      died = death.hasDied()
      machine.kill()
      const { publicKey } = await machine.done('persona.create', {})
      expect(await signs(machine, publicKey)).toBe(true)
    }
  })

  it('signs with a later worker and after a browser start', async () => {
    const machine = new Machine()
    const { publicKey } = await machine.done('persona.create', {})
    machine.kill()
    expect(await signs(machine, publicKey)).toBe(true)
    machine.kill()
    machine.api.storage.session.values.clear()
    expect(await signs(machine, publicKey)).toBe(true)
  })

  it('signs when either copy of the vault is lost, and writes it again', async () => {
    const machine = new Machine()
    const { publicKey } = await machine.done('persona.create', {})
    await machine.db.vault.delete('vault')
    machine.kill()
    expect(await signs(machine, publicKey)).toBe(true)
    await machine.worker.wallet.repair()
    expect(await machine.db.vault.get('vault')).toBeDefined()
    machine.api.storage.local.values.clear()
    await machine.worker.wallet.repair()
    expect(machine.api.storage.local.values.has('vault')).toBe(true)
  })

  it('does not sign as somebody else, nor without the wrapping key', async () => {
    const machine = new Machine()
    const { publicKey } = await machine.done('persona.create', {})
    await expect(signs(machine, '00'.repeat(32) as PublicKey)).rejects.toThrow(WalletLockedError)
    machine.kill()
    machine.api.storage.session.values.clear()
    await machine.db.vault.delete('kek')
    await expect(signs(machine, publicKey)).rejects.toThrow(WalletLockedError)
  })

  it('is not made where a vault was or is that does not open', async () => {
    const machine = new Machine()
    await machine.done('persona.create', {})
    const before = machine.api.storage.local.values.get('vault')
    await machine.db.vault.clear()
    await machine.db.settings.clear()
    machine.kill()
    expect(await machine.worker.wallet.state()).toBe('damaged')
    expect(await machine.command('persona.create', {})).toEqual({ ok: false, error: { code: 'wallet-damaged' } })
    expect(machine.api.storage.local.values.get('vault')).toEqual(before)
  })

  it('keeps a key that no script can read out', async () => {
    const machine = new Machine()
    await machine.done('persona.create', {})
    const kek = (await machine.db.vault.get('kek'))?.value as CryptoKey
    expect(kek.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', kek)).rejects.toThrow()
  })

  it('orders requests by a secret: the same for one persona, another for the next', async () => {
    const [ada, ben] = [new Machine(), new Machine()]
    const [a, b] = [await ada.done('persona.create', {}), await ben.done('persona.create', {})]
    const order = await ada.worker.wallet.orderOf(a.publicKey, message)
    ada.kill()
    expect(await ada.worker.wallet.orderOf(a.publicKey, message)).toEqual(order)
    expect(await ben.worker.wallet.orderOf(b.publicKey, message)).not.toEqual(order)
  })
})

describe('the state of a wallet', () => {
  it('is none, open, or damaged when no copy opens or the wrapping key is gone', async () => {
    const machine = new Machine()
    expect(await machine.worker.wallet.state()).toBe('none')
    await machine.done('persona.create', {})
    expect(await machine.worker.wallet.state()).toBe('open')
    const kek = await machine.db.vault.get('kek')
    await machine.db.vault.delete('kek')
    expect(await machine.worker.wallet.state()).toBe('damaged')
    await machine.db.vault.put(kek ?? expect.fail())
    expect(await machine.worker.wallet.state()).toBe('open')
    await machine.db.vault.put({ key: 'vault', value: { header: {} } })
    machine.api.storage.local.values.clear()
    expect(await machine.worker.wallet.state()).toBe('damaged')
  })
})

describe('another persona', () => {
  it('is the next one of the words, is in the vault, and signs', async () => {
    const machine = new Machine()
    const { publicKey: first } = await machine.done('persona.create', {})
    const [second, third] = await Promise.all([
      machine.worker.wallet.addPersona('panel:1'),
      machine.worker.wallet.addPersona('panel:2'),
    ])
    expect(new Set([first, second, third]).size).toBe(3)
    await machine.db.settings.delete('personas')
    machine.kill()
    await machine.worker.background.boot()
    const personas = (await machine.db.settings.get('personas'))?.value as { publicKey: PublicKey }[]
    expect(personas.map(({ publicKey }) => publicKey)).toEqual([first, second, third])
    for (const persona of [first, second, third]) expect(await signs(machine, persona)).toBe(true)
  })

  it('is made once by a command that is repeated, wherever the worker was killed', async () => {
    const machine = new Machine()
    await machine.done('persona.create', {})
    for (let operation = 1, died = true; died; operation += 1) {
      machine.kill()
      const death = dieAt(machine.db, operation, Object.values(machine.api.storage))
      await machine.worker.wallet.addPersona(`panel:${operation}`).catch(() => undefined)
      died = death.hasDied()
      machine.kill()
      await machine.worker.background.boot()
      const made = await machine.worker.wallet.addPersona(`panel:${operation}`)
      const personas = (await machine.db.settings.get('personas'))?.value as { publicKey: PublicKey }[]
      expect(personas).toHaveLength(operation + 1)
      expect(personas.at(-1)?.publicKey).toBe(made)
      expect(machine.api.storage.local.values.get('vault')).toEqual((await machine.db.vault.get('vault'))?.value)
    }
  })
})

describe('restoring', () => {
  const personas = [{ index: 0 }, { index: 3 }]

  async function entropyOf(machine: Machine): Promise<Uint8Array> {
    return machine.worker.wallet.entropy()
  }

  it('makes the wallet where there is none', async () => {
    const [ada, again] = [new Machine(), new Machine()]
    const { publicKey } = await ada.done('persona.create', {})
    const restored = await again.worker.wallet.restore({ entropy: await entropyOf(ada), personas })
    expect(restored).toEqual({ ok: true, value: { publicKey } })
    expect(await signs(again, publicKey)).toBe(true)
    expect((await again.db.settings.get('personas'))?.value).toMatchObject([{ publicKey, index: 0 }, { index: 3 }])
  })

  it('adds personas that are missing to the same wallet, and refuses another one', async () => {
    const [ada, ben] = [new Machine(), new Machine()]
    const { publicKey } = await ada.done('persona.create', {})
    await ben.done('persona.create', {})
    const entropy = await entropyOf(ada)
    for (const _ of [1, 2]) {
      expect(await ada.worker.wallet.restore({ entropy, personas })).toEqual({ ok: true, value: { publicKey } })
      expect((await ada.db.settings.get('personas'))?.value).toMatchObject([{ publicKey, index: 0 }, { index: 3 }])
    }
    const before = await ben.db.vault.toArray()
    expect(await ben.worker.wallet.restore({ entropy, personas })).toEqual({
      ok: false,
      error: { code: 'other-wallet' },
    })
    expect(await ben.db.vault.toArray()).toEqual(before)
  })

  it('puts a damaged vault aside, whole, and takes up the personas that are known', async () => {
    const machine = new Machine()
    const { publicKey } = await machine.done('persona.create', {})
    const second = await machine.worker.wallet.addPersona('panel:1')
    const entropy = await entropyOf(machine)
    const row = (await machine.db.vault.get('vault'))?.value as object
    const damaged = { ...row, checksum: '00' }
    await machine.db.vault.put({ key: 'vault', value: damaged })
    await machine.api.storage.local.set({ vault: damaged })
    machine.kill()
    await machine.worker.background.boot()
    expect(await machine.worker.wallet.state()).toBe('damaged')
    expect(await machine.worker.wallet.restore({ entropy, personas: [] })).toEqual({ ok: true, value: { publicKey } })
    expect(await signs(machine, second)).toBe(true)
    const aside = (await machine.db.vault.toArray()).find(({ key }) => key.startsWith('aside:'))
    expect(aside?.value).toMatchObject({ row: damaged, local: damaged })
  })

  it('is done or not begun, wherever the worker is killed', async () => {
    const entropy = new Uint8Array(16).fill(9)
    for (let operation = 1, died = true; died; operation += 1) {
      const machine = new Machine()
      const death = dieAt(machine.db, operation, Object.values(machine.api.storage))
      await machine.worker.wallet.restore({ entropy, personas }).catch(() => undefined)
      died = death.hasDied()
      machine.kill()
      await machine.worker.background.boot()
      const there = (await machine.db.settings.get('personas'))?.value as unknown[] | undefined
      expect(there?.length ?? 0).toBe((await machine.worker.wallet.state()) === 'open' ? 2 : 0)
      const again = await machine.worker.wallet.restore({ entropy, personas })
      expect(again.ok && (await signs(machine, again.value.publicKey))).toBe(true)
    }
  })
})
