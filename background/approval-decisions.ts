// What the user decided about a prompt, carried out (DESIGN 8). Everything is looked up and checked again: between showing
// and clicking the permission may be gone or the thing taken.

import { encodeOperation, decodeOperation } from '../src/operations/codec.ts'
import { equalBytes } from '../src/bamboo/bytes.ts'
import { err, ok, type Result } from '../src/bamboo/result.ts'
import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { readApprovals } from '../src/adapters/dexie/queries.ts'
import type { ApprovalRow } from '../src/adapters/dexie/schema.ts'
import type { AuthorizationDeny, AuthorizationGrant } from '../src/operations/operation.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { PanelContract, PanelError, PanelErrorCode } from '../messages/panel.ts'
import { checkedRequest } from './answers.ts'
import { append, receiptForPage, type OwnReceipts } from './append.ts'
import type { Approvals } from './approvals.ts'
import type { Context } from './context.ts'
import { pageRefusal, pageRefusalOf } from './page-errors.ts'
import {
  allowed,
  blocked,
  DEFAULT_PERMISSION_MS,
  forgetPermissions,
  mayUse,
  permissionForPage,
  permissionId,
} from './permissions.ts'
import { sitePersona } from './site-persona.ts'

type Decision = PanelContract['approval.decide'][0]
type Approve = Extract<Decision, { decision: 'approve' }>
type Done = Result<Record<string, never>, PanelError>

export interface DecisionPorts extends Context {
  approvals: Approvals
  /** The permissions of a site are others now. */
  permissionChanged: (site: { origin: string; container: string }) => void
}

const YEAR_MS = 366 * 24 * 3600 * 1000
/** Refusals that leave the prompt open: deciding again later may succeed. */
const PASSING: ReadonlySet<PanelErrorCode> = new Set(['not-available', 'locked', 'still-checking', 'not-complete'])

/** Carries out a decision. Deciding again what was decided is fine and changes nothing. */
export async function decide(ports: DecisionPorts, decision: Decision): Promise<Done> {
  const row = await ports.db.approvals.get(decision.approval)
  if (row === undefined) return err({ code: 'unknown-approval' })
  if (row.state !== 'waiting') return row.state === 'expired' ? err({ code: 'unknown-approval' }) : ok({})
  if (await finishOne(ports, row)) return ok({})
  if (row.deadline <= ports.clock.now()) {
    await ports.approvals.expire()
    return err({ code: 'unknown-approval' })
  }
  if (decision.decision !== 'approve') return refuse(ports, row, decision.decision)
  const persona = decision.persona ?? (await personaOf(ports, row))
  if (persona === undefined) return err({ code: 'no-persona' })
  // Only on a connect prompt there is a choice: what is signed was checked as somebody.
  const isMine = (await readPersonaKeys(ports.db)).includes(persona)
  if (!isMine || (row.kind !== 'connect' && decision.persona !== undefined)) return err({ code: 'unknown-persona' })
  return row.kind === 'connect' ? connect(ports, row, persona, decision) : authorize(ports, row, persona)
}

async function personaOf(ports: DecisionPorts, row: ApprovalRow): Promise<PublicKey | undefined> {
  return row.persona ?? sitePersona(ports, row)
}

/** At the start of a worker: prompts that were signed for when the last one died are approved, whatever comes next. */
export async function finishSigned(ports: DecisionPorts): Promise<void> {
  for (const row of await readApprovals(ports.db)) await finishOne(ports, row)
}

/** True when the entry of this prompt is written already; then its page gets the receipt. */
async function finishOne({ store, approvals }: DecisionPorts, row: ApprovalRow): Promise<boolean> {
  const written = (await store.commandResult(commandId(row))) as OwnReceipts | undefined
  if (written !== undefined) await approvals.settle(row.id, 'approved', { ok: true, value: receiptForPage(written) })
  return written !== undefined
}

function commandId(row: ApprovalRow): string {
  return `approval:${row.id}`
}

async function refuse(ports: DecisionPorts, row: ApprovalRow, how: 'reject' | 'block'): Promise<Done> {
  const outcome = pageRefusal('UserRejected')
  await ports.approvals.settle(row.id, 'rejected', outcome)
  const persona = await personaOf(ports, row)
  if (how === 'block' && persona !== undefined) {
    await forgetPermissions(ports.db, row)
    await ports.db.permissions.put(blocked(row, persona, ports.clock.now()))
    await ports.approvals.settleSite(row, 'rejected', outcome)
    ports.permissionChanged(row)
  }
  return ok({})
}

async function connect(ports: DecisionPorts, row: ApprovalRow, persona: PublicKey, choice: Approve): Promise<Done> {
  const now = ports.clock.now()
  const { scopes: asked } = row.params as { scopes: string[] }
  const scopes = asked.filter((scope) => choice.scopes?.includes(scope) ?? true)
  const until = choice.until ?? now + DEFAULT_PERMISSION_MS
  if (scopes.length === 0 || until <= now || until > now + YEAR_MS) return err({ code: 'invalid-params' })
  const earlier = await ports.db.permissions.get(permissionId(row, persona))
  const permission = allowed(earlier, row, persona, { scopes, until, now })
  await ports.db.permissions.put(permission)
  await ports.approvals.settle(row.id, 'approved', { ok: true, value: permissionForPage(permission) })
  ports.permissionChanged(row)
  return ok({})
}

async function authorize(ports: DecisionPorts, row: ApprovalRow, persona: PublicKey): Promise<Done> {
  const operation = signable(row)
  if (operation === undefined) return err({ code: 'approval-changed' })
  const request = await ports.db.requests.get(operation.request)
  if (request === undefined) return err({ code: 'unknown-request' })
  const written = await append(ports, {
    id: commandId(row),
    persona,
    festival: request.festival,
    prepare: async () => {
      const checked = await checkBeforeSigning(ports, row, persona, operation)
      return checked.ok ? ok([() => checked.value]) : checked
    },
    changes: { objects: [request.resource], by: 'person' },
  })
  if (!written.ok) {
    // Nothing that the user could change: the page gets to know at once.
    if (!PASSING.has(written.error.code))
      await ports.approvals.settle(row.id, 'cancelled', pageRefusalOf(written.error))
    return written
  }
  await ports.approvals.settle(row.id, 'approved', { ok: true, value: receiptForPage(written.value) })
  return ok({})
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
  if (!(await mayUse(ports.db, row, persona, scope, ports.clock.now()))) return err({ code: 'not-your-resource' })
  const isSame =
    operation.op === 'authorization.deny' ||
    (operation.resource === resource &&
      operation.from === from &&
      operation.to === to &&
      (operation.quantity ?? 1) === quantity &&
      operation.replaces === replaces)
  return isSame && row.payload !== undefined ? ok(row.payload) : err({ code: 'approval-changed' })
}
