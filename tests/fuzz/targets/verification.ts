// One entry with everything it names: signature, both links, payload. The verdict must be that of the plain reader.

import { lipmaalink, verifyEntry } from '../../../src/bamboo/index.ts'
import { byteMutations } from '../byte-mutations.ts'
import { codes } from '../codes.ts'
import type { Corpus, HonestEntry } from '../corpus.ts'
import { Forger } from '../forge.ts'
import { referenceAgrees, referenceRead, type ReferenceSurroundings } from '../reference.ts'
import type { Target } from '../run.ts'
import { expectThat, type Mutation, type Trial } from '../trial.ts'

/** `verify` is the real one, except when the fuzzer itself is tested. */
export function verificationTarget(corpus: Corpus, verify: typeof verifyEntry = verifyEntry): Target {
  const forger = new Forger(corpus)
  const swaps = surroundingMutations(corpus)
  return {
    name: 'verified entry',
    share: 8,
    async run(trial) {
      const { entries } = trial.dice.oneIn(12) ? corpus.undead : trial.dice.pick(corpus.logs)
      const entry = trial.dice.pick(entries)
      const { bytes, isSigned } = trial.dice.oneIn(4)
        ? { bytes: entry.bytes, isSigned: true }
        : forger.forge(trial, entry)
      const around = surroundings(trial, entries, entry, bytes, swaps)
      remember(trial, bytes, around)
      const verified = await verify({
        entry: bytes,
        payload: around.payload,
        backlink: around.previous,
        lipmaalink: around.lipmaa,
      })
      const expected = isSigned && referenceAgrees(bytes, around)
      const verdict = verified.ok ? 'accepted' : verified.error.code
      expectThat(verified.ok === expected, `${verdict}, but the plain reader says ${expected ? 'yes' : 'no'}`)
      expectThat(verified.ok || codes.verify.has(verdict), `${verdict} is no code of verification`)
      return verdict
    },
  }
}

/** What the entry names, mostly as it should be. Entries that are not asked for are not given. */
function surroundings(
  trial: Trial,
  entries: readonly HonestEntry[],
  entry: HonestEntry,
  bytes: Uint8Array,
  swaps: readonly Mutation<ReferenceSurroundings>[],
): ReferenceSurroundings {
  const asked = referenceRead(bytes)
  const isFirst = asked === undefined || asked.seqNum === 1n
  const previous = isFirst ? undefined : entries[entry.seqNum - 2]?.bytes
  const lipmaa = asked?.lipmaalink === undefined ? undefined : entries[lipmaalink(entry.seqNum) - 1]?.bytes
  const payload = trial.dice.oneIn(8) ? undefined : entry.payload
  const honest = { previous, lipmaa, payload }
  return trial.dice.oneIn(3) ? trial.mutate(honest, swaps) : honest
}

function surroundingMutations(corpus: Corpus): readonly Mutation<ReferenceSurroundings>[] {
  const all = corpus.logs.flatMap(({ entries }) => entries)
  const names = ['previous', 'lipmaa'] as const
  return [
    {
      name: 'another entry as the referenced one',
      apply: (around, dice) => replaced(around, dice.pick(names), dice.pick(all).bytes),
    },
    {
      name: 'changed bytes as the referenced entry',
      apply(around, dice) {
        const name = dice.pick(names)
        const old = around[name]
        return old === undefined ? around : replaced(around, name, dice.pick(byteMutations).apply(old, dice))
      },
    },
    { name: 'another payload', apply: (around, dice) => ({ ...around, payload: dice.pick(corpus.payloads) }) },
    {
      name: 'changed bytes as the payload',
      apply: (around, dice) => ({
        ...around,
        payload: dice.pick(byteMutations).apply(around.payload ?? new Uint8Array(1), dice),
      }),
    },
  ]
}

/** Only where the entry names one. */
function replaced(
  around: ReferenceSurroundings,
  name: 'previous' | 'lipmaa',
  bytes: Uint8Array,
): ReferenceSurroundings {
  return around[name] === undefined ? around : { ...around, [name]: bytes }
}

function remember(trial: Trial, bytes: Uint8Array, around: ReferenceSurroundings): void {
  trial.saw('entry', bytes)
  for (const [name, part] of Object.entries(around)) if (part instanceof Uint8Array) trial.saw(name, part)
}
