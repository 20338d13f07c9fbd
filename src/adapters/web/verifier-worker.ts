// What a worker of the pool does with a request (DESIGN 3.3): the same as anybody who verifies here, in another thread.

import { prepareHashing } from '../../bamboo/index.ts'
import { verifyHere } from '../../log/verify-here.ts'
import { packFindings, unpackEntries, type VerifyAnswer, type VerifyRequest } from './verifier-messages.ts'

/** Never rejects: an answer without findings says that somebody else has to do it. */
export async function answerRequest({ id, signatures, count, entries }: VerifyRequest): Promise<VerifyAnswer> {
  try {
    await prepareHashing()
    const findings = await verifyHere.verify(unpackEntries(entries, count), signatures)
    return { id, findings: packFindings(findings), entries }
  } catch {
    return { id }
  }
}
