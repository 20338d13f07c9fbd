// The user said yes to answering a request for a site: looked up and checked again under the lock of own appends (DESIGN 8).
// Between showing and clicking the permission may be gone or the thing taken.

import { encodeOperation, decodeOperation } from '../src/operations/codec.ts'
import { equalBytes } from '../src/bamboo/bytes.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { ApprovalRow } from '../src/adapters/dexie/schema.ts'
import type { AuthorizationDeny, AuthorizationGrant } from '../src/operations/operation.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { PanelError } from '../messages/panel.ts'
import { checkedRequest } from './answers.ts'
import { append, type OwnReceipts } from './append.ts'
import { approvalCommand, isSamePermission, isStillWaiting, type DecisionPorts } from './deciding.ts'
import { mayUse } from './permissions.ts'

/** Signs the answer that was shown. */
export async function answerApproved(
  ports: DecisionPorts,
  row: ApprovalRow,
  persona: PublicKey,
): Promise<Result<OwnReceipts, PanelError>> {
  const operation = signable(row)
  if (operation === undefined) return err({ code: 'approval-changed' })
  const request = await ports.db.requests.get(operation.request)
  if (request === undefined) return err({ code: 'unknown-request' })
  return append(ports, {
    id: approvalCommand(row),
    persona,
    festival: request.festival,
    prepare: async () => {
      if (!(await isStillWaiting(ports, row))) return err({ code: 'unknown-approval' })
      const checked = await checkBeforeSigning(ports, row, persona, operation)
      return checked.ok ? ok([() => checked.value]) : checked
    },
    changes: { objects: [request.resource], by: 'person' },
  })
}

/** The answer in the stored payload, if encoding it again gives exactly these bytes. */
function signable({ payload }: ApprovalRow): AuthorizationGrant | AuthorizationDeny | undefined {
  const decoded = payload === undefined ? undefined : decodeOperation(payload)
  if (payload === undefined || decoded?.ok !== true) return undefined
  const operation = decoded.value
  if (operation.op !== 'authorization.grant' && operation.op !== 'authorization.deny') return undefined
  const encoded = encodeOperation(operation)
  return encoded.ok && equalBytes(encoded.value, payload) ? operation : undefined
}

/** The bytes to sign, if the site may still ask for this and they still say what is true of the request. */
async function checkBeforeSigning(
  ports: DecisionPorts,
  row: ApprovalRow,
  persona: PublicKey,
  operation: AuthorizationGrant | AuthorizationDeny,
): Promise<Result<Uint8Array, PanelError>> {
  const decision = operation.op === 'authorization.grant' ? 'grant' : 'deny'
  const request = await checkedRequest(ports, persona, operation.request, decision)
  if (!request.ok) return request
  const { festival, resource, from, to, quantity, replaces } = request.value
  const scope = `authorize:${festival}/${resource}`
  const isAllowed =
    (await isSamePermission(ports, row, persona)) && (await mayUse(ports.db, row, persona, scope, ports.clock.now()))
  if (!isAllowed) return err({ code: 'site-not-allowed' })
  const isSame =
    operation.op === 'authorization.deny' ||
    (operation.resource === resource &&
      operation.from === from &&
      operation.to === to &&
      (operation.quantity ?? 1) === quantity &&
      operation.replaces === replaces)
  return isSame && row.payload !== undefined ? ok(row.payload) : err({ code: 'approval-changed' })
}
