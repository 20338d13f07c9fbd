// Signed and verified, not yet stored: the next entries of my own log (DESIGN 4.2). A log that begins here, because there is
// none or the newest one was continued elsewhere or forked, gets 48 random bits as its id, so that a restored key never
// forks an old log, and opens with `festival.create` or `festival.join`.

import { err, ok, toHex, type Result } from '../bamboo/index.ts'
import { decodeOperation, encodeOperation, type OperationError } from '../operations/codec.ts'
import type { FestivalId, PublicKey } from '../operations/ids.ts'
import type { Operation, OperationName } from '../operations/operation.ts'
import type { LogStore, StoredLog, VerifiedAppend } from '../ports/log-store.ts'
import type { Random } from '../ports/random.ts'
import { claimsToWrite } from './continue-logs.ts'
import { verifyContinuation, type ContinuationErrorCode } from './continuation.ts'
import { quotaLeft } from './limits.ts'
import { Pen } from './pen.ts'
import type { Publication, PublishError, PublishPorts, Receipt, Step } from './publication.ts'

/** Entries ready for `LogStore.append`. */
export interface Draft {
  log: { author: PublicKey; logId: bigint; festival: FestivalId; own: true }
  /** The head that they continue. */
  head: number
  appends: VerifiedAppend[]
  /** One per step; the entry that opens a log by itself has none. */
  receipts: Receipt[]
}

type Drafted<Value> = Result<Value, PublishError>

/** Signs the steps on top of the own log as it is now, or of a new one, and verifies what was signed. */
export async function signDraft<Value extends object>(
  ports: PublishPorts,
  publication: Publication<Value>,
): Promise<Drafted<Draft>> {
  const { store, signer } = ports
  const { festival: target } = publication
  const newest = target === 'new' ? undefined : await store.ownLog(signer.publicKey, target)
  if (newest !== undefined && hasEnded(newest)) return err({ code: 'log-ended' })
  const log = newest === undefined || isLeft(newest) ? undefined : newest
  if (publication.onlyIn !== undefined && publication.onlyIn !== log?.logId) return err({ code: 'not-home' })
  const pen = new Pen(store, signer, log, log?.logId ?? (await freshLogId(store, signer.publicKey, ports.random)))
  const opened = target === 'new' ? ok({}) : await writeOpening(ports, pen, { ...publication, festival: target, log })
  if (!opened.ok) return opened
  const receipts = await writeSteps(pen, publication)
  if (!receipts.ok) return receipts
  const festival = target === 'new' ? receipts.value[0]?.id : target
  if (festival === undefined) return err({ code: 'misplaced-operation', step: 0 })
  return verified(ports, log, festival, pen, receipts.value)
}

/** What stands in front of the steps without being asked for: the join of a log that begins, and the logs it continues. */
async function writeOpening(
  { store, clock }: PublishPorts,
  pen: Pen,
  opening: { festival: FestivalId; log: StoredLog | undefined; steps: readonly Step[]; continues?: readonly bigint[] },
): Promise<Drafted<unknown>> {
  const { festival, log, steps, continues = [] } = opening
  const at = clock.now()
  const claims = await claimsToWrite(store, { author: pen.author, festival, active: log, continues })
  const operations: Operation[] = claims.map((claim) => ({ v: 1, op: 'log.continue', at, ...claim }))
  const joins = log === undefined && (claims.length > 0 || !beginsWithJoin(steps))
  if (joins) operations.unshift({ v: 1, op: 'festival.join', at, festival })
  for (const operation of operations) {
    const encoded = encodeOperation(operation)
    const written = encoded.ok ? await pen.write(encoded.value) : err({ ...encoded.error, step: 0 })
    if (!written.ok) return written
  }
  return ok({})
}

async function writeSteps(
  pen: Pen,
  { festival: target, steps, isLast = false }: Pick<Publication<object>, 'festival' | 'steps' | 'isLast'>,
): Promise<Drafted<Receipt[]>> {
  const receipts: Receipt[] = []
  for (const [index, step] of steps.entries()) {
    const payload = payloadOf(step(receipts.map(({ id }) => id)))
    if (!payload.ok) return err({ ...payload.error, step: index })
    const isCreate = payload.value.op === 'festival.create'
    if (isCreate !== (target === 'new' && index === 0)) return err({ code: 'misplaced-operation', step: index })
    const receipt = await pen.write(payload.value.bytes, isLast && index === steps.length - 1)
    if (!receipt.ok) return receipt
    receipts.push(receipt.value)
  }
  return ok(receipts)
}

/** The same check that entries from outside pass: nothing is stored that other nodes would refuse. */
async function verified(
  { store }: PublishPorts,
  log: StoredLog | undefined,
  festival: FestivalId,
  pen: Pen,
  receipts: Receipt[],
): Promise<Drafted<Draft>> {
  const quota = await quotaLeft(store, { author: pen.author, festival })
  const { appends, error } = await verifyContinuation({ store, log, festival, quota }, pen.items)
  if (error !== undefined) return err(ownMistake(error.code))
  const { author, logId } = pen
  return ok({ log: { author, logId, festival, own: true }, head: log?.seqNum ?? 0, appends, receipts })
}

function ownMistake(code: ContinuationErrorCode): PublishError {
  if (code === 'signature-invalid') return { code: 'signer-failed' }
  if (code === 'quota-exceeded') return { code }
  return { code: 'storage-failed', message: `the own log does not continue: ${code}` }
}

/** Its author retired it. An end at or above a fork has no effect, like everything there. */
function hasEnded({ ended, seqNum, forkedAt }: StoredLog): boolean {
  return ended && (forkedAt === undefined || forkedAt > seqNum)
}

/** Nothing that is written here would count, or it would fork what somebody wrote elsewhere with the same key. */
function isLeft({ stopped, forkedAt }: StoredLog): boolean {
  return stopped || forkedAt !== undefined
}

function payloadOf(made: ReturnType<Step>): ReturnType<typeof decodeStep> {
  if (made instanceof Uint8Array) return decodeStep(made)
  const encoded = encodeOperation(made)
  return encoded.ok ? ok({ op: made.op, bytes: encoded.value }) : encoded
}

function decodeStep(bytes: Uint8Array): Result<{ op: OperationName; bytes: Uint8Array }, OperationError> {
  const decoded = decodeOperation(bytes)
  return decoded.ok ? ok({ op: decoded.value.op, bytes }) : decoded
}

function beginsWithJoin(steps: readonly Step[]): boolean {
  const payload = steps[0] === undefined ? undefined : payloadOf(steps[0]([]))
  return payload?.ok === true && payload.value.op === 'festival.join'
}

async function freshLogId(store: LogStore, author: PublicKey, random: Random): Promise<bigint> {
  for (;;) {
    const logId = BigInt(`0x${toHex(random.bytes(6))}`)
    if ((await store.log(author, logId)) === undefined) return logId
  }
}
