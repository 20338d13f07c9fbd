// Backup files (docs/protocol-backup.md): changed on their way, or written by somebody who knows the passphrase and means ill.

import { isDeepStrictEqual } from 'node:util'
import { utf8Encode } from '../../../src/bamboo/index.ts'
import { parseEntryHash, parsePublicKey } from '../../../src/operations/ids.ts'
import { parseDescription } from '../../../src/wallet/backup-description.ts'
import type { BackupErrorCode } from '../../../src/wallet/backup-format.ts'
import { encodeRecord, type BackupRecord } from '../../../src/wallet/backup-records.ts'
import { contentFile, fileOf, openFile, secrets } from '../../unit/wallet/backup-file.ts'
import { byteMutations } from '../byte-mutations.ts'
import type { Corpus } from '../corpus.ts'
import type { Target } from '../run.ts'
import { expectThat } from '../trial.ts'

const CODES: Readonly<Record<BackupErrorCode, true>> = {
  'not-one': true,
  'newer-version': true,
  weak: true,
  truncated: true,
  damaged: true,
  'wrong-passphrase': true,
  unreadable: true,
}

export function backupsTarget(corpus: Corpus): Target {
  const honest = corpus.logs.map(async ({ author, festival }, index) => {
    const membership = {
      festival,
      topicKey: '07'.repeat(32),
      trackers: ['wss://a.example'],
      joinedAt: 1,
      persona: author.hex,
    }
    const description = {
      v: 1,
      memberships: [membership],
      people: [{ author: author.hex, name: 'Ada', blocked: index % 2 === 0 }],
      settings: { online: true, trackers: ['wss://a.example'], quotas: {}, currentFestival: festival },
      heads: [{ festival, author: author.hex, logId: '7', seqNum: index + 1 }],
      own: index,
    }
    const records: BackupRecord[] = [
      { kind: 'description', json: utf8Encode(JSON.stringify(description)) },
      { kind: 'bundle', number: 0, bytes: new Uint8Array(300).fill(index) },
    ]
    return { records, file: await fileOf(records, { chunk: 128 }) }
  })
  return {
    name: 'backup',
    share: 1,
    async run(trial) {
      const { records, file } = await trial.dice.pick(honest)
      const isInside = trial.dice.oneIn(2)
      const plain = records.map(encodeRecord)
      const bytes = isInside
        ? await contentFile(plain.map((record) => trial.mutate(record, byteMutations)))
        : trial.mutate(file, byteMutations)
      trial.saw('backup', bytes)
      const opened = await openFile(bytes)
      for (const record of opened.records) if (record.kind === 'description') isWellFormed(record.json)
      if (!isInside) {
        const start = records.slice(0, opened.records.length)
        expectThat(isDeepStrictEqual(opened.records, start), 'what is read is what was written')
        expectThat(opened.secrets === undefined || isDeepStrictEqual(opened.secrets, secrets), 'other secrets')
      }
      if (opened.error === undefined) return 'accepted'
      expectThat(Object.hasOwn(CODES, opened.error), `${opened.error} is no code of backups`)
      expectThat(!trial.isHonest, 'an honest backup is refused')
      return opened.error
    },
  }
}

/** Whatever was written there, what is taken over has the right form. */
function isWellFormed(json: Uint8Array): void {
  const description = parseDescription(json)
  for (const { festival, persona, topicKey } of description?.memberships ?? []) {
    const isNamed = parseEntryHash(festival) !== undefined && parsePublicKey(persona) !== undefined
    expectThat(isNamed && topicKey.length === 32, 'a membership without the right form')
  }
  for (const { author } of description?.people ?? []) {
    expectThat(parsePublicKey(author) !== undefined, 'a person without a key')
  }
}
