// A wallet with a password: locked it signs nothing, guessing is slow, and whatever dies in between it is before or after.

import 'fake-indexeddb/auto'
import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, it } from 'vitest'
import type { PanelCommand, PanelParams } from '../../../messages/panel.ts'
import { readSetting } from '../../../src/adapters/dexie/settings.ts'
import { toHex, utf8Encode } from '../../../src/bamboo/bytes.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'
import { dieAt, Machine } from './machine.ts'

const PASSWORD = 'correct horse'
const OTHER = 'battery staple'
const MINUTE = 60_000

/** A wallet; `quick` puts a hash in the place of scrypt, for tests that try many passwords. */
async function begin(quick = true): Promise<{ machine: Machine; me: PublicKey }> {
  const machine = new Machine()
  if (quick) machine.stretchKey = async (secret, salt) => sha256(utf8Encode(`${secret}/${toHex(salt)}`))
  const { publicKey } = await machine.done('persona.create', {})
  return { machine, me: publicKey }
}

async function signs(machine: Machine, me: PublicKey): Promise<boolean> {
  return machine.worker.wallet
    .signerFor(me)
    .sign(new Uint8Array(3))
    .then(
      () => true,
      () => false,
    )
}

/** The browser was closed and started again. */
async function restart(machine: Machine): Promise<void> {
  machine.kill()
  machine.api.storage.session.values.clear()
  await machine.worker.background.boot()
}

/** So many rounds of the event loop. */
async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) await new Promise((resolve) => setImmediate(resolve))
}

async function code<Name extends PanelCommand>(
  machine: Machine,
  name: Name,
  params: PanelParams<Name>,
): Promise<string> {
  const response = await machine.command(name, params)
  return response.ok ? 'ok' : response.error.code
}

describe('a password', () => {
  it('locks with the browser, opens with scrypt of 2^17, and nothing else opens it', async () => {
    const { machine, me } = await begin(false)
    await machine.done('wallet.setPassword', { password: PASSWORD })
    expect(await signs(machine, me)).toBe(true)
    await restart(machine)
    expect(await machine.done('wallet.state', {})).toEqual({ state: 'locked', hasPassword: true, seconds: 0 })
    expect(await signs(machine, me)).toBe(false)
    expect(await code(machine, 'wallet.unlock', { password: 'correct Horse' })).toBe('wrong-password')
    expect(await signs(machine, me)).toBe(false)
    expect(await code(machine, 'wallet.unlock', { password: PASSWORD })).toBe('ok')
    expect(await signs(machine, me)).toBe(true)
    expect((await machine.db.vault.get('vault'))?.value).toMatchObject({
      header: { wrap: { kind: 'password', kdf: 'scrypt', n: 131072, r: 8, p: 1 } },
    })
    expect(await machine.db.vault.get('kek')).toBeUndefined()
  })

  it('is changed and removed only by whoever knows it', async () => {
    const { machine, me } = await begin()
    expect(await code(machine, 'wallet.setPassword', { password: 'seven77' })).toBe('password-short')
    await machine.done('wallet.setPassword', { password: PASSWORD })
    expect(await code(machine, 'wallet.setPassword', { password: OTHER, current: 'nonsense' })).toBe('wrong-password')
    expect(await code(machine, 'wallet.setPassword', { password: OTHER })).toBe('wrong-password')
    await machine.done('wallet.setPassword', { password: PASSWORD, current: PASSWORD })
    await machine.done('wallet.setPassword', { password: OTHER, current: PASSWORD })
    await restart(machine)
    expect(await code(machine, 'wallet.unlock', { password: PASSWORD })).toBe('wrong-password')
    expect(await code(machine, 'wallet.removePassword', { current: PASSWORD })).toBe('wrong-password')
    await machine.done('wallet.removePassword', { current: OTHER })
    await restart(machine)
    expect(await machine.done('wallet.state', {})).toMatchObject({ state: 'open', hasPassword: false })
    expect(await signs(machine, me)).toBe(true)
  })

  it('makes each wrong one wait longer, over dead workers and restarts too', async () => {
    const { machine } = await begin()
    await machine.done('wallet.setPassword', { password: PASSWORD })
    await machine.done('wallet.lock', {})
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(await code(machine, 'wallet.unlock', { password: 'nonsense' })).toBe('wrong-password')
    }
    await restart(machine)
    expect(await machine.command('wallet.unlock', { password: PASSWORD })).toEqual({
      ok: false,
      error: { code: 'too-many-tries', data: { seconds: 5 } },
    })
    expect(await machine.done('wallet.state', {})).toMatchObject({ seconds: 5 })
    machine.clock.advance(5000)
    expect(await code(machine, 'wallet.unlock', { password: PASSWORD })).toBe('ok')
    await machine.done('wallet.lock', {})
    expect(await code(machine, 'wallet.unlock', { password: 'nonsense' })).toBe('wrong-password')
    expect(await code(machine, 'wallet.unlock', { password: PASSWORD })).toBe('ok')
  })

  it('counts a try that the end of the worker cut off', async () => {
    const { machine } = await begin()
    await machine.done('wallet.setPassword', { password: PASSWORD })
    await machine.done('wallet.lock', {})
    const { stretchKey } = machine
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      machine.kill()
      machine.stretchKey = () => Promise.reject(new Error('killed'))
      await machine.command('wallet.unlock', { password: 'nonsense' })
    }
    machine.kill()
    machine.stretchKey = stretchKey
    expect(await code(machine, 'wallet.unlock', { password: PASSWORD })).toBe('too-many-tries')
  })
})

describe('locking', () => {
  it('happens by itself after 15 minutes without use, at the next wake or at the next signature', async () => {
    const { machine, me } = await begin()
    await machine.done('wallet.setPassword', { password: PASSWORD })
    machine.clock.advance(14 * MINUTE)
    expect(await signs(machine, me)).toBe(true)
    // A person's command is a use; a signature, which a policy could have asked for, is none.
    await machine.done('network.set', { sparing: true })
    machine.clock.advance(14 * MINUTE)
    machine.kill()
    expect(await signs(machine, me)).toBe(true)
    machine.clock.advance(MINUTE)
    expect(await signs(machine, me)).toBe(false)
    machine.worker.background.wake('lock')
    await expect
      .poll(async () => (await machine.db.settings.get('wallet'))?.value)
      .toEqual({ state: 'locked', hasPassword: true })
    expect(machine.api.storage.session.values.size).toBe(0)
  })

  it('is over with a command that comes too late, which says that it is locked', async () => {
    const { machine } = await begin()
    await machine.done('wallet.setPassword', { password: PASSWORD })
    machine.clock.advance(16 * MINUTE)
    const festival = { title: 'X', timezone: 'UTC', visibility: 'open' } as const
    expect(await code(machine, 'festival.create', festival)).toBe('locked')
    expect(machine.api.storage.session.values.size).toBe(0)
    await machine.done('wallet.unlock', { password: PASSWORD })
    expect(await code(machine, 'festival.create', festival)).toBe('ok')
  })

  it('comes when it was chosen to come, and the alarm is set for it', async () => {
    const { machine, me } = await begin()
    await machine.done('wallet.setPassword', { password: PASSWORD })
    for (const minutes of [5, 15, 480] as const) {
      await machine.done('wallet.autoLock', { minutes })
      expect(machine.api.alarmTimes.at(-1)).toBe(machine.clock.now() + minutes * MINUTE)
      machine.clock.advance(minutes * MINUTE)
      machine.kill()
      expect(await signs(machine, me)).toBe(false)
      await machine.done('wallet.unlock', { password: PASSWORD })
    }
    await machine.done('wallet.autoLock', { minutes: 0 })
    machine.clock.advance(1e9)
    expect(await signs(machine, me)).toBe(true)
    await restart(machine)
    expect(await signs(machine, me)).toBe(false)
  })

  it('is shown as it is when somebody looks while it is being unlocked', async () => {
    const { machine } = await begin()
    await machine.done('wallet.setPassword', { password: PASSWORD })
    await machine.done('wallet.lock', {})
    const { session } = machine.api.storage
    let goOn = (): void => undefined
    const slow = new Promise<void>((resolve) => (goOn = resolve))
    const get = session.get.bind(session)
    // Whoever looks reads that it is locked, and is slow to say so.
    session.get = async (key) => {
      session.get = get
      const read = await get(key)
      await slow
      return read
    }
    const looking = machine.worker.wallet.lock.state()
    const unlocking = machine.done('wallet.unlock', { password: PASSWORD })
    await Promise.race([unlocking, rounds(20_000)])
    goOn()
    await Promise.all([looking, unlocking])
    expect(await readSetting(machine.db, 'wallet')).toEqual({ state: 'open', hasPassword: true })
  })

  it('is nothing without a password', async () => {
    const { machine, me } = await begin()
    await machine.done('wallet.lock', {})
    machine.clock.advance(1e12)
    await restart(machine)
    expect(await signs(machine, me)).toBe(true)
    expect(machine.api.storage.session.values.size).toBe(0)
  })
})

describe('the copies of a vault with a password', () => {
  it('heal each other while locked, when one is damaged or lost', async () => {
    const { machine, me } = await begin()
    await machine.done('wallet.setPassword', { password: PASSWORD })
    const whole = machine.api.storage.local.values.get('vault') as { content: { data: string } }
    const data = whole.content.data.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
    const damaged = { ...whole, content: { ...whole.content, data } }
    await machine.db.vault.put({ key: 'vault', value: damaged })
    await restart(machine)
    expect((await machine.db.vault.get('vault'))?.value).toEqual(whole)
    await machine.api.storage.local.set({ vault: damaged })
    await restart(machine)
    expect(machine.api.storage.local.values.get('vault')).toEqual(whole)
    await machine.done('wallet.unlock', { password: PASSWORD })
    expect(await signs(machine, me)).toBe(true)
  })

  it('bring back the wallet with its personas when the whole database is lost', async () => {
    const { machine, me } = await begin()
    const second = await machine.worker.wallet.addPersona('panel:1')
    await machine.done('wallet.setPassword', { password: PASSWORD })
    const third = await machine.worker.wallet.addPersona('panel:2')
    await machine.db.delete()
    await restart(machine)
    expect(await machine.done('wallet.state', {})).toMatchObject({ state: 'locked' })
    expect(await code(machine, 'persona.create', {})).toBe('locked')
    await machine.done('wallet.unlock', { password: PASSWORD })
    for (const persona of [me, second, third]) expect(await signs(machine, persona)).toBe(true)
  })

  it('give way to the words of this wallet when the password is forgotten, and to no others', async () => {
    const { machine, me } = await begin()
    const second = await machine.worker.wallet.addPersona('panel:1')
    const entropy = await machine.worker.wallet.entropy()
    await machine.done('wallet.setPassword', { password: PASSWORD })
    await restart(machine)
    const other = { entropy: new Uint8Array(16), personas: [] }
    expect(await machine.worker.wallet.restore(other)).toEqual({ ok: false, error: { code: 'other-wallet' } })
    expect(await machine.done('wallet.state', {})).toMatchObject({ state: 'locked' })
    const restored = await machine.worker.wallet.restore({ entropy, personas: [] })
    expect(restored).toEqual({ ok: true, value: { publicKey: me } })
    await restart(machine)
    expect(await machine.done('wallet.state', {})).toMatchObject({ state: 'open', hasPassword: false })
    for (const persona of [me, second]) expect(await signs(machine, persona)).toBe(true)
    expect(machine.api.storage.local.values.get('vault')).toEqual((await machine.db.vault.get('vault'))?.value)
  })

  it('never let an older one win: not the one without a password, not that of an older password', async () => {
    const { machine } = await begin()
    const open = { vault: machine.api.storage.local.values.get('vault') }
    await machine.done('wallet.setPassword', { password: PASSWORD })
    const first = { vault: machine.api.storage.local.values.get('vault') }
    await machine.api.storage.local.set(open)
    await restart(machine)
    expect(await machine.done('wallet.state', {})).toMatchObject({ state: 'locked' })
    await machine.done('wallet.setPassword', { password: OTHER, current: PASSWORD })
    await machine.api.storage.local.set(first)
    await restart(machine)
    await machine.done('wallet.unlock', { password: OTHER })
    expect(machine.api.storage.local.values.get('vault')).toEqual((await machine.db.vault.get('vault'))?.value)
  })

  it('are not touched when a newer program wrote one, and not opened when scrypt is weak in it', async () => {
    const { machine } = await begin()
    await machine.done('wallet.setPassword', { password: PASSWORD })
    const whole = machine.api.storage.local.values.get('vault') as { header: { wrap: object } }
    const newer = { ...whole, header: { ...whole.header, v: 3 } }
    const weak = { ...whole, header: { ...whole.header, wrap: { ...whole.header.wrap, n: 1024 } } }
    let stretched = 0
    const { stretchKey } = machine
    machine.stretchKey = (...given) => ((stretched += 1), stretchKey(...given))
    await machine.db.vault.put({ key: 'vault', value: newer })
    await machine.api.storage.local.set({ vault: weak })
    await restart(machine)
    expect(await machine.done('wallet.state', {})).toMatchObject({ state: 'damaged' })
    expect(await code(machine, 'wallet.unlock', { password: PASSWORD })).toBe('wallet-damaged')
    expect(stretched).toBe(0)
    expect((await machine.db.vault.get('vault'))?.value).toEqual(newer)
    expect(machine.api.storage.local.values.get('vault')).toEqual(weak)
  })
})

describe('killed at any operation', () => {
  /** Lets `work` die everywhere; afterwards the wallet is one that `passwords` open, or none is asked for. */
  async function dieEverywhere(
    prepare: (machine: Machine) => Promise<void>,
    work: (machine: Machine) => Promise<unknown>,
    passwords: readonly string[],
  ): Promise<Set<string>> {
    const ends = new Set<string>()
    for (let operation = 1, died = true; died; operation += 1) {
      const { machine, me } = await begin()
      await prepare(machine)
      machine.kill()
      const death = dieAt(machine.db, operation, Object.values(machine.api.storage))
      await work(machine).catch(() => undefined)
      died = death.hasDied()
      await restart(machine)
      machine.clock.advance(10 * MINUTE)
      const fits: string[] = []
      if (await signs(machine, me)) fits.push('none')
      for (const password of passwords) {
        await machine.done('wallet.lock', {})
        if ((await code(machine, 'wallet.unlock', { password })) !== 'ok') continue
        if (!fits.includes('none')) fits.push(password)
        expect(await signs(machine, me)).toBe(true)
      }
      expect(fits, `killed at ${operation}`).toHaveLength(1)
      ends.add(fits[0] ?? '')
      expect(machine.api.storage.local.values.get('vault')).toEqual((await machine.db.vault.get('vault'))?.value)
      // What was asked for can be asked for again, by the same words.
      machine.clock.advance(10 * MINUTE)
      await work(machine)
    }
    return ends
  }

  const set = (machine: Machine): Promise<unknown> => machine.done('wallet.setPassword', { password: PASSWORD })
  const change = (machine: Machine): Promise<unknown> =>
    machine.done('wallet.setPassword', { password: OTHER, current: PASSWORD })
  const remove = (machine: Machine): Promise<unknown> => machine.done('wallet.removePassword', { current: PASSWORD })
  const unlock = (machine: Machine): Promise<unknown> => machine.done('wallet.unlock', { password: PASSWORD })
  const nothing = async (): Promise<void> => undefined
  const withPassword = async (machine: Machine): Promise<void> => void (await set(machine))

  it('setting a password sets it or not', async () => {
    expect(await dieEverywhere(nothing, set, [PASSWORD])).toEqual(new Set(['none', PASSWORD]))
  })

  it('changing it changes it or not', async () => {
    expect(await dieEverywhere(withPassword, change, [PASSWORD, OTHER])).toEqual(new Set([PASSWORD, OTHER]))
  })

  it('removing it removes it or not', async () => {
    expect(await dieEverywhere(withPassword, remove, [PASSWORD])).toEqual(new Set(['none', PASSWORD]))
  })

  it('restoring a locked one by its words does so or not', async () => {
    const entropy = new Uint8Array(16).fill(3)
    const ends = new Set<string>()
    for (let operation = 1, died = true; died; operation += 1) {
      const machine = new Machine()
      machine.stretchKey = async (secret, salt) => sha256(utf8Encode(`${secret}/${toHex(salt)}`))
      const made = await machine.worker.wallet.restore({ entropy, personas: [{ index: 1 }] })
      if (!made.ok) expect.fail(made.error.code)
      await set(machine)
      await restart(machine)
      const death = dieAt(machine.db, operation, Object.values(machine.api.storage))
      await machine.worker.wallet.restore({ entropy, personas: [] }).catch(() => undefined)
      died = death.hasDied()
      await restart(machine)
      const { state } = await machine.done('wallet.state', {})
      ends.add(state)
      if (state === 'locked') await unlock(machine)
      expect(await signs(machine, made.value.publicKey), `killed at ${operation}`).toBe(true)
      expect((await machine.db.settings.get('personas'))?.value).toHaveLength(2)
    }
    expect(ends).toEqual(new Set(['locked', 'open']))
  })

  it('unlocking leaves it as it was, to be unlocked', async () => {
    const locked = async (machine: Machine): Promise<void> => {
      await set(machine)
      await machine.done('wallet.lock', {})
    }
    expect(await dieEverywhere(locked, unlock, [PASSWORD])).toEqual(new Set([PASSWORD]))
  })
})

describe('a secret', () => {
  it('that a panel sent is in no store afterwards, whatever became of the command', async () => {
    const { machine } = await begin()
    await machine.done('wallet.setPassword', { password: PASSWORD })
    await machine.done('wallet.setPassword', { password: OTHER, current: PASSWORD })
    await machine.command('wallet.setPassword', { password: 'attempted one', current: 'attempted two' })
    await machine.done('wallet.lock', {})
    await machine.command('wallet.unlock', { password: 'attempted three' })
    await machine.done('wallet.unlock', { password: OTHER })
    await machine.command('wallet.removePassword', { current: 'attempted four' })
    const entropy = await machine.worker.wallet.entropy()
    const rows = await Promise.all(machine.db.tables.map((table) => table.toArray()))
    const { session, local } = machine.api.storage
    const everything = JSON.stringify([rows, [...local.values], [...session.values]])
    expect(everything).toContain('p2panda-vault')
    for (const secret of [PASSWORD, OTHER, 'attempted', toHex(entropy)]) expect(everything).not.toContain(secret)
    expect(await machine.db.commands.count()).toBe(0)
  })
})
