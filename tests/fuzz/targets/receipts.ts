// Receipts (DESIGN 5.3): a file from anybody. Whatever it says about an answer, its owner signed exactly that entry.

import { toHex, yamfHash } from '../../../src/bamboo/index.ts'
import { encodeReceipt, type ReceiptEntry } from '../../../src/receipt/receipt-file.ts'
import { verifyReceipt, type ReceiptError } from '../../../src/receipt/verify-receipt.ts'
import { decodeOperation } from '../../../src/operations/codec.ts'
import type { EntryHash } from '../../../src/operations/ids.ts'
import { byteMutations } from '../byte-mutations.ts'
import type { Corpus, HonestEntry, HonestLog } from '../corpus.ts'
import type { Dice } from '../dice.ts'
import type { Target } from '../run.ts'
import { expectThat, type Mutation } from '../trial.ts'

const CODES: Readonly<Record<ReceiptError['code'], true>> = {
  'not-one': true,
  unsupported: true,
  'too-large': true,
  malformed: true,
  'not-signed': true,
  'wrong-payload': true,
  'wrong-links': true,
  mixed: true,
  'answer-missing': true,
}

/** Entries of a log: each costs a signature for each case. */
const MAX_ENTRIES = 60

type Logs = readonly (readonly ReceiptEntry[])[]

const change = (logs: Logs, dice: Dice, by: (log: readonly ReceiptEntry[]) => readonly ReceiptEntry[]): Logs => {
  const at = dice.below(Math.max(1, logs.length))
  return logs.map((log, index) => (index === at ? by(log) : log))
}

/** Changes to whole entries; those of bytes come on top. */
const logMutations: readonly Mutation<Logs>[] = [
  {
    name: 'leave an entry out',
    apply: (logs, dice) => change(logs, dice, (log) => log.toSpliced(dice.below(log.length + 1), 1)),
  },
  {
    name: 'end a log earlier',
    apply: (logs, dice) => change(logs, dice, (log) => log.slice(0, dice.below(log.length + 1))),
  },
  {
    name: 'forget a payload',
    apply: (logs, dice) =>
      change(logs, dice, (log) =>
        log.toSpliced(dice.below(log.length + 1), 1, { entry: log[0]?.entry ?? new Uint8Array() }),
      ),
  },
  { name: 'turn a log around', apply: (logs, dice) => change(logs, dice, (log) => log.toReversed()) },
  { name: 'say a log twice', apply: (logs) => [...logs, ...logs] },
]

export function receiptsTarget(corpus: Corpus): Target {
  const answers = corpus.logs
    .filter(({ entries }) => entries.length <= MAX_ENTRIES)
    .flatMap((log) => log.entries.filter(isAnswer).map(({ hash }) => ({ log, answer: toHex(hash) as EntryHash })))
  return {
    name: 'receipt',
    share: 2,
    async run(trial) {
      const { log, answer } = trial.dice.pick(answers)
      const logs = trial.mutate([entriesOf(log)] as Logs, logMutations).filter((each) => each.length > 0)
      const bytes = trial.mutate(encodeReceipt({ answer, logs, forks: [] }), byteMutations)
      trial.saw('receipt', bytes)
      const report = await verifyReceipt(bytes)
      if (!report.ok) {
        expectThat(Object.hasOwn(CODES, report.error.code), `${report.error.code} is no code of receipts`)
        return report.error.code
      }
      const { id, owner } = report.value
      const signed = log.entries.find((each) => toHex(yamfHash(each.bytes)) === id)
      expectThat(signed !== undefined && signed.author.hex === owner, 'an answer was signed by who is said to have')
      return 'accepted'
    },
  }
}

function isAnswer({ payload }: HonestEntry): boolean {
  const decoded = decodeOperation(payload)
  return decoded.ok && /^authorization\.(?:grant|deny|hold)$/.test(decoded.value.op)
}

function entriesOf({ entries }: HonestLog): ReceiptEntry[] {
  return entries.map(({ bytes, payload }) => ({ entry: bytes, payload }))
}
