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
      const death = dieAt(machine.db, operation)
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
    expect(machine.api.storage.session.values.has('data-key')).toBe(true)
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
