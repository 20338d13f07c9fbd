// Commands about keeping one's keys (DESIGN 7): twelve words and backup files. Secrets come in by message from our own pages
// and are kept nowhere; each outcome can be had again by asking again.

import * as v from 'valibot'
import { countOwn } from '../../src/adapters/dexie/backup-rows.ts'
import { readSetting, writeSetting } from '../../src/adapters/dexie/settings.ts'
import { webAesGcm } from '../../src/adapters/web/aes-gcm.ts'
import { fromHex, toHex } from '../../src/bamboo/bytes.ts'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import {
  encodeHead,
  encodeHeader,
  freshHeader,
  MAX_HEAD_LENGTH,
  parseHead,
  SALT_LENGTH,
  type BackupError,
  type BackupHead,
} from '../../src/wallet/backup-format.ts'
import { backupKeys, openSecrets, sealSecrets, type BackupSecrets } from '../../src/wallet/backup-secrets.ts'
import { personaKey } from '../../src/wallet/persona.ts'
import { stretchKey } from '../../src/wallet/scrypt.ts'
import { entropyOf, seedOf, wordsOf, type WordsError } from '../../src/wallet/words.ts'
import type { PanelError, PanelParams, PanelResponse, WalletHere } from '../../messages/panel.ts'
import { refused } from '../panel-errors.ts'
import { restore } from '../restore.ts'
import { text } from '../shapes.ts'
import type { HandlerContext, Handlers } from './handler.ts'
import { outcome } from './wallet.ts'

/** UTF-16 units of the shortest passphrase: guessing costs a second each, and the file may lie around for years. */
const MIN_PASSPHRASE = 10
const MAX_PASSPHRASE = 1000

async function words(
  { password = '' }: PanelParams<'backup.words'>,
  { wallet }: HandlerContext,
): Promise<PanelResponse<'backup.words'>> {
  const entropy = await wallet.entropy()
  const checked = outcome(await wallet.lock.check(password))
  return checked.ok ? ok({ words: wordsOf(entropy) }) : checked
}

async function begin(
  { passphrase, password = '' }: PanelParams<'backup.begin'>,
  { db, wallet, random, clock }: HandlerContext,
): Promise<PanelResponse<'backup.begin'>> {
  if (passphrase.length < MIN_PASSPHRASE) return refused('passphrase-short')
  const personas = await readSetting(db, 'personas')
  if (personas === undefined) return refused('no-persona')
  const entropy = await wallet.entropy()
  const checked = outcome(await wallet.lock.check(password))
  if (!checked.ok) return checked
  const header = freshHeader(random.bytes(SALT_LENGTH), clock.now())
  const bound = encodeHeader(header)
  const keys = await backupKeys(stretchKey, header, passphrase)
  const plain = personas.map(({ publicKey, index }) => ({ publicKey, index }))
  const secrets = await sealSecrets(webAesGcm, keys.secrets, bound, { entropy, personas: plain })
  entropy.fill(0)
  return ok({ head: toHex(encodeHead(bound, secrets)), contentKey: toHex(keys.content) })
}

async function open(
  { head: hex, passphrase }: PanelParams<'backup.open'>,
  context: HandlerContext,
): Promise<PanelResponse<'backup.open'>> {
  const head = headOf(hex)
  if (!head.ok) return refusedFile(head.error)
  const keys = await backupKeys(stretchKey, head.value.header, passphrase)
  const secrets = await openSecrets(webAesGcm, keys.secrets, head.value)
  if (!secrets.ok) return refusedFile(secrets.error)
  const here = await compareWallets(context, secrets.value)
  return ok({
    secretsKey: toHex(keys.secrets),
    contentKey: toHex(keys.content),
    personas: secrets.value.personas.map(({ publicKey }) => publicKey),
    here,
  })
}

async function compareWallets({ wallet, db }: HandlerContext, { entropy }: BackupSecrets): Promise<WalletHere> {
  const state = await wallet.state()
  if (state === 'none' || state === 'damaged') return state
  const { publicKey } = await personaKey(await seedOf(entropy), 0)
  const main = (await readSetting(db, 'personas'))?.find(({ index }) => index === 0)
  return main?.publicKey === publicKey ? 'same' : 'other'
}

async function restoreFile(
  { head: hex, secretsKey, online }: PanelParams<'backup.restore'>,
  context: HandlerContext,
): Promise<PanelResponse<'backup.restore'>> {
  const head = headOf(hex)
  if (!head.ok) return refusedFile(head.error)
  const secrets = await openSecrets(webAesGcm, fromHex(secretsKey) ?? new Uint8Array(32), head.value)
  if (!secrets.ok) return refusedFile(secrets.error)
  return restored(await restore(context, secrets.value, online))
}

async function restoreWords(
  { words }: PanelParams<'backup.restoreWords'>,
  context: HandlerContext,
): Promise<PanelResponse<'backup.restoreWords'>> {
  const entropy = entropyOf(words)
  if (!entropy.ok) return { ok: false, error: wordsError(entropy.error) }
  const { publicKey } = await personaKey(await seedOf(entropy.value), 0)
  const secrets = { entropy: entropy.value, personas: [{ publicKey, index: 0 }] }
  const made = await context.wallet.restore(secrets)
  if (!made.ok) return { ok: false, error: made.error }
  // Whoever types their words has them.
  await writeSetting(context.db, 'wordsKept', context.clock.now())
  return ok({ publicKey: made.value.publicKey })
}

function restored(result: Awaited<ReturnType<typeof restore>>): PanelResponse<'backup.restore'> {
  return result.ok ? ok({ publicKey: result.value }) : result
}

function headOf(hex: string): Result<BackupHead, BackupError> {
  const bytes = fromHex(hex)
  return bytes === undefined ? err({ code: 'not-one' }) : parseHead(bytes)
}

function refusedFile({ code }: BackupError): { ok: false; error: PanelError } {
  return refused(`backup-${code}`)
}

function wordsError({ code, word }: WordsError): PanelError {
  switch (code) {
    case 'wrong-count':
      return { code: 'words-count' }
    case 'wrong-checksum':
      return { code: 'words-checksum' }
    case 'unknown-word':
      return { code: 'words-unknown', data: { word: (word ?? 0) + 1 } }
  }
}

const passphrase = text(MAX_PASSPHRASE)
const head = text(2 * MAX_HEAD_LENGTH)
const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

export const backupHandlers: Handlers<
  | 'backup.words'
  | 'backup.wordsKept'
  | 'backup.begin'
  | 'backup.made'
  | 'backup.tried'
  | 'backup.open'
  | 'backup.restore'
  | 'backup.restoreWords'
> = {
  'backup.words': {
    secret: true,
    params: v.strictObject({ password: v.exactOptional(passphrase) }),
    run: words,
  },
  'backup.wordsKept': {
    params: v.strictObject({}),
    run: async (_, { db, clock }) => {
      await writeSetting(db, 'wordsKept', clock.now())
      return ok({})
    },
  },
  'backup.begin': {
    secret: true,
    params: v.strictObject({ passphrase, password: v.exactOptional(passphrase) }),
    run: begin,
  },
  'backup.made': {
    params: v.strictObject({ made: time, own: time }),
    run: async ({ made, own }, { db }) => {
      await writeSetting(db, 'backup', { at: made, own: Math.min(own, await countOwn(db)) })
      return ok({})
    },
  },
  'backup.tried': {
    params: v.strictObject({ made: time }),
    run: async ({ made }, { db, clock }) => {
      await db.transaction('rw', db.settings, async () => {
        const backup = await readSetting(db, 'backup')
        if (backup?.at === made) await writeSetting(db, 'backup', { ...backup, tried: clock.now() })
      })
      return ok({})
    },
  },
  'backup.open': { secret: true, params: v.strictObject({ head, passphrase }), run: open },
  'backup.restore': {
    secret: true,
    params: v.strictObject({ head, secretsKey: text(64), online: v.boolean() }),
    run: restoreFile,
  },
  'backup.restoreWords': { secret: true, params: v.strictObject({ words: text(MAX_PASSPHRASE) }), run: restoreWords },
}
