// Verifies every entry once for all nodes of a world: the same bytes have the same verdict, whoever holds them.

import { equalBytes } from '../../bamboo/index.ts'
import { verifyHere } from '../../log/verify-here.ts'
import type { EntryFindings, EntryToVerify, EntryVerifier } from '../../ports/entry-verifier.ts'
import type { UnderWay } from './under-way.ts'

interface Verdict {
  asked: EntryToVerify
  findings: EntryFindings
}

/** The end of an entry is its signature; so much of it names the entry here. */
const NAME_LENGTH = 12
/** Forgets all when it knows so many. */
const MAX_KNOWN = 50_000

export function memoVerifier(underWay: UnderWay): EntryVerifier {
  const known = new Map<string, Verdict>()
  const verdictOf = (asked: EntryToVerify): Verdict | undefined => {
    const verdict = known.get(nameOf(asked))
    return verdict !== undefined && isSame(verdict.asked, asked) ? verdict : undefined
  }
  const remember = (asked: EntryToVerify, findings: EntryFindings): void => {
    if (known.size >= MAX_KNOWN) known.clear()
    const { entry, payload } = asked
    const kept = payload === undefined ? { entry: entry.slice() } : { entry: entry.slice(), payload: payload.slice() }
    known.set(nameOf(asked), { asked: kept, findings })
  }
  return {
    verify: async (entries, signatures) => {
      const verdicts = entries.map(verdictOf)
      const news = entries.filter((_entry, index) => verdicts[index] === undefined)
      if (news.length > 0) {
        const found = await underWay.run(() => verifyHere.verify(news, 'all'))
        for (const [index, asked] of news.entries()) {
          const findings = found[index]
          if (findings !== undefined) remember(asked, findings)
        }
      }
      const all = entries.map((asked, index) => verdicts[index] ?? verdictOf(asked))
      if (all.includes(undefined)) return underWay.run(() => verifyHere.verify(entries, signatures))
      return all.flatMap((verdict) => verdict?.findings ?? [])
    },
  }
}

function nameOf({ entry, payload }: EntryToVerify): string {
  return `${entry.subarray(-NAME_LENGTH).join('.')}/${payload?.length ?? -1}`
}

function isSame(a: EntryToVerify, b: EntryToVerify): boolean {
  const isPayloadSame =
    a.payload === undefined || b.payload === undefined ? a.payload === b.payload : equalBytes(a.payload, b.payload)
  return isPayloadSame && equalBytes(a.entry, b.entry)
}
