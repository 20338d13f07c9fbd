// What a receipt proves (DESIGN 5.3): who answered whom, about what, and that it was effective as of an entry of the complete
// home. Works on nothing but the bytes: no network, no store, no clock.

import { err, ok, type Result } from '../bamboo/index.ts'
import { foldAuthor } from '../festival/fold-author.ts'
import { counts } from '../festival/fold-log.ts'
import { speaksFor } from '../festival/home.ts'
import { authorEntry, readAuthor } from '../festival/read-author.ts'
import type { ViewRows } from '../festival/view-rows.ts'
import type { VoidCode } from '../festival/views.ts'
import { decodeOperation } from '../operations/codec.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../operations/ids.ts'
import type { AuthorizationDeny, AuthorizationGrant, AuthorizationHold, Operation } from '../operations/operation.ts'
import { checkLogs, type CheckErrorCode, type CheckedEntry, type CheckedLog } from './check-logs.ts'
import { decodeReceipt, type ReceiptFileError } from './receipt-file.ts'

/** `answer-missing`: what the receipt is about is not in it, or is no answer. */
export interface ReceiptError {
  readonly code: ReceiptFileError | CheckErrorCode | 'answer-missing'
}

/** How far a log was looked at. */
export interface AsOf {
  readonly logId: bigint
  readonly seqNum: number
}

/**
 * What the answer is worth, by what is in the receipt. `effective`: as of these entries of the logs in which the resource lived;
 * `isContested` when one of the owner's logs claims to continue them and is not known to. `ended`, `void`: it was read, and does
 * not hold. `without-effect`: the owner's log is there, and the answer counts for nothing (retracted, not its owner, not its
 * home). `only-signed`: too little is there to say more than that the owner signed it, as this entry of this log; `isLinked`
 * when links lead from it to the beginning of the log.
 */
export type Standing =
  | { readonly code: 'effective'; readonly asOf: readonly AsOf[]; readonly isContested: boolean }
  | { readonly code: 'ended'; readonly kind: 'revoke' | 'release' | 'replaced'; readonly asOf: readonly AsOf[] }
  | { readonly code: 'void'; readonly because: VoidCode; readonly asOf: readonly AsOf[] }
  | { readonly code: 'without-effect' }
  | { readonly code: 'only-signed'; readonly at: AsOf; readonly isLinked: boolean }

export type Answer = AuthorizationGrant | AuthorizationDeny | AuthorizationHold

export interface ReceiptReport {
  readonly festival: FestivalId
  readonly festivalTitle?: string
  /** As its first entry says. */
  readonly timezone?: string
  readonly id: EntryHash
  readonly owner: PublicKey
  readonly answer: Answer
  readonly resource?: { readonly id: ObjectId; readonly title?: string }
  /** What was answered, when its signed entry is in the receipt. */
  readonly request?: { readonly id: ObjectId; readonly author: PublicKey; readonly from: number; readonly to: number }
  readonly event?: { readonly id: ObjectId; readonly author: PublicKey; readonly title: string }
  readonly standing: Standing
}

/** Looks at a receipt. Never throws, whatever the bytes are. */
export async function verifyReceipt(bytes: Uint8Array): Promise<Result<ReceiptReport, ReceiptError>> {
  const file = decodeReceipt(bytes)
  if (!file.ok) return err({ code: file.error })
  const checked = await checkLogs(file.value)
  if (!checked.ok) return err({ code: checked.error })
  const { festival, logs } = checked.value
  const id = file.value.answer
  const home = logs.find(({ entries }) => entries.some((each) => each.id === id))
  const found = home?.entries.find((each) => each.id === id)
  const op = found && operationOf(found)
  if (home === undefined || found === undefined || !isAnswer(op)) return err({ code: 'answer-missing' })
  const fold = foldOf(logs, home.author, festival)
  return ok({
    ...surroundings(logs, op, festival),
    festival,
    id,
    owner: home.author,
    answer: op,
    standing: standingOf(op, found, home, fold, logs),
  })
}

function isAnswer(op: Operation | undefined): op is Answer {
  return op?.op === 'authorization.grant' || op?.op === 'authorization.deny' || op?.op === 'authorization.hold'
}

function operationOf({ payload }: CheckedEntry): Operation | undefined {
  const decoded = payload === undefined ? undefined : decodeOperation(payload)
  return decoded?.ok === true ? decoded.value : undefined
}

/** The owner's whole logs, folded by the rules that everybody folds by. Their numbers are places in `logs`, from 1. */
function foldOf(logs: readonly CheckedLog[], owner: PublicKey, festival: FestivalId): Fold {
  const whole = logs.flatMap((log, index) => {
    if (log.author !== owner || !log.isWhole) return []
    const { author, logId, entries, forkedAt } = log
    const fork = forkedAt === undefined ? {} : { forkedAt }
    const held = entries.filter((each) => counts(each, { seqNum: entries.length, festival, ...fork })).map(authorEntry)
    return [{ id: index + 1, author, festival, logId, entries: held, ...fork }]
  })
  const reading = readAuthor(whole)
  return { rows: foldAuthor(reading, () => 0), readTo: new Map(reading.logs.map(({ id, folded }) => [id, folded])) }
}

interface Fold {
  readonly rows: ViewRows
  /** How far each log could be read: a missing payload stops it. */
  readonly readTo: ReadonlyMap<number, number>
}

function standingOf(
  op: Answer,
  { id, seqNum }: CheckedEntry,
  home: CheckedLog,
  { rows, readTo }: Fold,
  logs: readonly CheckedLog[],
): Standing {
  if (home.forkedAt !== undefined && home.forkedAt <= seqNum) return { code: 'without-effect' }
  const onlySigned: Standing = {
    code: 'only-signed',
    at: { logId: home.logId, seqNum },
    isLinked: home.isLinked && isNewest(home, seqNum),
  }
  if (!home.isWhole || (readTo.get(logs.indexOf(home) + 1) ?? 0) < seqNum) return onlySigned
  const named = resourceOf(op, logs)
  const resource = named === undefined ? undefined : rows.resources.get(named)
  if (resource === undefined) {
    const creator = named === undefined ? undefined : saidIn(logs, named)?.author
    return creator === undefined ? onlySigned : { code: 'without-effect' }
  }
  const row = rows.answers.get(id)
  // A denial leaves a row whatever it denies; it is worth something where its owner's thing lives.
  if (row === undefined || !speaksFor(resource, row)) return { code: 'without-effect' }
  const asOf = (resource.stays ?? [resource]).map(({ log }) => asOfOf(logs[log - 1]))
  if (row.state === 'void') return { code: 'void', because: row.void?.code ?? 'no-resource', asOf }
  if (row.state === 'ended') return { code: 'ended', kind: row.ended?.kind ?? 'revoke', asOf }
  return { code: 'effective', asOf, isContested: resource.incomplete === true }
}

/** Links from the newest entry down say something about an older one only when it is on their path: the makers put it last. */
function isNewest({ entries }: CheckedLog, seqNum: number): boolean {
  return entries.at(-1)?.seqNum === seqNum
}

function asOfOf(log: CheckedLog | undefined): AsOf {
  const last = Math.min(log?.entries.at(-1)?.seqNum ?? 0, (log?.forkedAt ?? Number.POSITIVE_INFINITY) - 1)
  return { logId: log?.logId ?? 0n, seqNum: last }
}

function resourceOf(op: Answer, logs: readonly CheckedLog[]): ObjectId | undefined {
  if (op.op !== 'authorization.deny') return op.resource
  const request = saidIn(logs, op.request)?.op
  return request?.op === 'request.create' ? request.resource : undefined
}

/** What an entry of the receipt says, and who signed it. */
function saidIn(logs: readonly CheckedLog[], id: ObjectId): { op: Operation; author: PublicKey } | undefined {
  for (const { author, entries } of logs) {
    const found = entries.find((each) => each.id === id)
    const op = found && operationOf(found)
    if (op !== undefined) return { op, author }
  }
  return undefined
}

/** Request, event, resource and festival, as far as their entries are there and name each other. */
function surroundings(
  logs: readonly CheckedLog[],
  op: Answer,
  festival: FestivalId,
): Pick<ReceiptReport, 'request' | 'event' | 'resource' | 'festivalTitle' | 'timezone'> {
  const asked = op.op === 'authorization.hold' ? undefined : saidIn(logs, op.request)
  const request = asked?.op.op === 'request.create' ? { ...asked.op, author: asked.author } : undefined
  const resource = resourceOf(op, logs)
  const thing = resource === undefined ? undefined : saidIn(logs, resource)?.op
  const made = request === undefined ? undefined : saidIn(logs, request.event)
  const founding = saidIn(logs, festival)?.op
  const isSame = request !== undefined && request.resource === resource && op.op !== 'authorization.hold'
  const title = thing?.op === 'resource.create' ? { title: thing.title } : {}
  return {
    ...(resource === undefined ? {} : { resource: { id: resource, ...title } }),
    ...(isSame ? { request: { id: op.request, author: request.author, from: request.from, to: request.to } } : {}),
    ...(isSame && made?.op.op === 'event.create' && made.author === request.author
      ? { event: { id: request.event, author: made.author, title: made.op.title } }
      : {}),
    ...(founding?.op === 'festival.create' ? { festivalTitle: founding.title, timezone: founding.timezone } : {}),
  }
}
