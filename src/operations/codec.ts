// Operations to payload bytes and back (DESIGN 4.3). A payload that is no operation is normal input: its entry is kept
// and relayed, and the error here says why it has no effect.

import { err, ok, type Result } from '../bamboo/result.ts'
import { decodeCbor, encodeCbor, type CborError, type CborMap, type CborValue } from './cbor.ts'
import { eventCancel, eventCreate, eventUpdate, requestCreate, requestWithdraw } from './event-schema.ts'
import {
  festivalCreate,
  festivalHeads,
  festivalJoin,
  festivalList,
  festivalUnlist,
  festivalUpdate,
  logContinue,
  profileSet,
  programmePublish,
  retract,
  type Body,
} from './festival-schema.ts'
import { MAX_PAYLOAD_LENGTH, TEXT } from './limits.ts'
import type { Operation, OperationName } from './operation.ts'
import {
  authorizationDeny,
  authorizationGrant,
  authorizationHold,
  authorizationRelease,
  authorizationRevoke,
  resourceCreate,
  resourceRetire,
  resourceUpdate,
} from './resource-schema.ts'
import { integer, time, words, type Fault, type Shape } from './shape.ts'

/**
 * Why bytes are no operation, or a value can not be written as one. `invalid-field` names the field as a path
 * (`set.tags.3`); its `limit` is there when the field is only too long, in UTF-8 bytes or items. `newer-version` and
 * `unknown-operation` are made by newer software, see `stopsResourceFolds`.
 */
export type OperationError =
  | CborError
  | { readonly code: 'too-large'; readonly limit: number }
  | { readonly code: 'not-an-operation' }
  | { readonly code: 'unknown-operation'; readonly op: string }
  | { readonly code: 'newer-version'; readonly op: string; readonly v: number }
  | { readonly code: 'invalid-field'; readonly op: string; readonly field: string; readonly limit?: number }

const VERSION = 1

const schemas: { readonly [Name in OperationName]: Shape<Body<Extract<Operation, { op: Name }>>> } = {
  'festival.create': festivalCreate,
  'festival.update': festivalUpdate,
  'festival.list': festivalList,
  'festival.unlist': festivalUnlist,
  'festival.heads': festivalHeads,
  'festival.join': festivalJoin,
  'log.continue': logContinue,
  'profile.set': profileSet,
  'resource.create': resourceCreate,
  'resource.update': resourceUpdate,
  'resource.retire': resourceRetire,
  'event.create': eventCreate,
  'event.update': eventUpdate,
  'event.cancel': eventCancel,
  'request.create': requestCreate,
  'request.withdraw': requestWithdraw,
  'authorization.grant': authorizationGrant,
  'authorization.deny': authorizationDeny,
  'authorization.revoke': authorizationRevoke,
  'authorization.release': authorizationRelease,
  'authorization.hold': authorizationHold,
  'programme.publish': programmePublish,
  retract,
}

const schemaOf: ReadonlyMap<string, Shape<object>> = new Map(Object.entries(schemas))

/** Every operation of this version. */
export const operationNames: readonly OperationName[] = Object.keys(schemas) as OperationName[]

/**
 * The payload of an operation. Fields that are undefined are left out; a field that v 1 does not have is an error, since
 * readers would drop it. Never throws, so a value from a web page may be given as it came.
 */
export function encodeOperation(op: Operation): Result<Uint8Array, OperationError> {
  const given: unknown = op
  if (typeof given !== 'object' || given === null) return err({ code: 'not-an-operation' })
  const { v, op: name, at, ...body } = given as Record<string, unknown>
  if (typeof name !== 'string') return err({ code: 'not-an-operation' })
  const schema = schemaOf.get(name)
  if (schema === undefined) return err({ code: 'unknown-operation', op: name.slice(0, TEXT.op) })
  if (v !== VERSION) return err({ code: 'invalid-field', op: name, field: 'v' })
  const written = schema.write(body)
  if (!written.ok) return err(invalid(name, written.error))
  const clock = time.write(at)
  if (!clock.ok) return err({ code: 'invalid-field', op: name, field: 'at' })
  const head: [string, CborValue][] = [
    ['v', VERSION],
    ['op', name],
    ['at', clock.value],
  ]
  const map = new Map<string, CborValue>([...head, ...(written.value as CborMap)])
  const payload = encodeCbor(map)
  return payload.length <= MAX_PAYLOAD_LENGTH ? ok(payload) : err({ code: 'too-large', limit: MAX_PAYLOAD_LENGTH })
}

/** The operation that a payload is. Fields that v 1 does not know are left out. Never throws. */
export function decodeOperation(payload: Uint8Array): Result<Operation, OperationError> {
  if (payload.length > MAX_PAYLOAD_LENGTH) return err({ code: 'too-large', limit: MAX_PAYLOAD_LENGTH })
  const decoded = decodeCbor(payload)
  if (!decoded.ok) return decoded
  const map = decoded.value
  if (!(map instanceof Map)) return err({ code: 'not-an-operation' })
  return readOperation(map)
}

/**
 * Whether a payload that could not be read stops all resources and answers of its log from here on, because newer software
 * may have said something about them that this reader would get wrong: "needs a newer version" (DESIGN 4.3).
 */
export function stopsResourceFolds(error: OperationError): boolean {
  if (error.code === 'newer-version') return true
  return error.code === 'unknown-operation' && /^(?:resource|authorization)\./.test(error.op)
}

function readOperation(map: CborMap): Result<Operation, OperationError> {
  const version = integer(1, Number.MAX_SAFE_INTEGER).read(map.get('v') ?? 0)
  const name = words(TEXT.op).read(map.get('op') ?? '')
  if (!version.ok || !name.ok) return err({ code: 'not-an-operation' })
  const op = name.value
  if (version.value > VERSION) return err({ code: 'newer-version', op, v: version.value })
  const schema = schemaOf.get(op)
  if (schema === undefined) return err({ code: 'unknown-operation', op })
  const at = time.read(map.get('at') ?? -1)
  if (!at.ok) return err({ code: 'invalid-field', op, field: 'at' })
  const body = schema.read(map)
  if (!body.ok) return err(invalid(op, body.error))
  return ok({ v: VERSION, op, at: at.value, ...body.value } as Operation)
}

function invalid(op: string, fault: Fault): OperationError {
  return { code: 'invalid-field', op, ...fault }
}
