// What the user decided about a prompt, carried out (DESIGN 8): once, whatever dies in between, and the page gets to know.

import { err, ok, type Result } from '../src/bamboo/result.ts'
import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { readApprovals } from '../src/adapters/dexie/queries.ts'
import type { ApprovalRow } from '../src/adapters/dexie/schema.ts'
import { decodeInvite } from '../src/festival/invite.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { PanelError, PanelErrorCode } from '../messages/panel.ts'
import { answerApproved } from './answer-approved.ts'
import { receiptForPage, type OwnReceipts } from './append.ts'
import { approvalCommand, type Approve, type Decision, type DecisionPorts } from './deciding.ts'
import { enter, followInvite } from './follow.ts'
import { pageRefusal, pageRefusalOf } from './page-errors.ts'
import {
  allowAloneUntil,
  allowed,
  blocked,
  DEFAULT_PERMISSION_MS,
  forgetPermissions,
  noteEnd,
  permissionForPage,
  permissionId,
} from './permissions.ts'
import { sitePersona } from './site-persona.ts'
import { aloneScopes, publishApproved, publishedValue, tickedOf } from './publish-approved.ts'

type Done = Result<Record<string, never>, PanelError>

const YEAR_MS = 366 * 24 * 3600 * 1000
/** Refusals that leave the prompt open: deciding again later may succeed. */
const PASSING: ReadonlySet<PanelErrorCode> = new Set([
  'not-available',
  'locked',
  'wallet-damaged',
  'still-checking',
  'not-complete',
])

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
  return row.kind === 'connect' ? connect(ports, row, persona, decision) : carryOut(ports, row, persona, decision)
}

async function personaOf(ports: DecisionPorts, row: ApprovalRow): Promise<PublicKey | undefined> {
  return row.persona ?? sitePersona(ports, row)
}

/** At the start of a worker: prompts that were signed for when the last one died are approved, whatever comes next. */
export async function finishSigned(ports: DecisionPorts): Promise<void> {
  for (const row of await readApprovals(ports.db)) await finishOne(ports, row)
}

/** True when the entry of this prompt is written already; then its page gets what it asked for. */
async function finishOne(ports: DecisionPorts, row: ApprovalRow): Promise<boolean> {
  const written = (await ports.store.commandResult(approvalCommand(row))) as OwnReceipts | undefined
  if (written === undefined) return false
  const value = await valueOf(ports, row, written)
  await ports.approvals.settle(row.id, 'approved', { ok: true, value })
  return true
}

async function refuse(ports: DecisionPorts, row: ApprovalRow, how: 'reject' | 'block'): Promise<Done> {
  const outcome = pageRefusal('UserRejected')
  await ports.approvals.settle(row.id, 'rejected', outcome)
  const persona = await personaOf(ports, row)
  if (how === 'block' && persona !== undefined) {
    await forgetPermissions(ports.db, row)
    await ports.db.permissions.put(blocked(row, persona, ports.clock.now()))
    await noteEnd(ports, row, 'block')
    await ports.approvals.settleSite(row, 'rejected', outcome)
    ports.permissionChanged()
  }
  return ok({})
}

async function connect(ports: DecisionPorts, row: ApprovalRow, persona: PublicKey, choice: Approve): Promise<Done> {
  const now = ports.clock.now()
  const { scopes: asked, invite } = row.params as { scopes: string[]; invite?: string }
  const scopes = asked.filter((scope) => choice.scopes?.includes(scope) ?? true)
  const until = choice.until ?? now + DEFAULT_PERMISSION_MS
  if (scopes.length === 0 || until <= now || until > now + YEAR_MS) return err({ code: 'invalid-params' })
  if (invite !== undefined && choice.join !== false) {
    const followed = await followInvite(ports, invite, async () => ok(persona), `${approvalCommand(row)}/join`)
    if (!followed.ok) return followed
  }
  const earlier = await ports.db.permissions.get(permissionId(row, persona))
  const permission = allowed(earlier, row, persona, { scopes, until, now })
  await ports.db.permissions.put(permission)
  await ports.approvals.settle(row.id, 'approved', { ok: true, value: permissionForPage(permission) })
  ports.permissionChanged()
  return ok({})
}

/** Everything that writes entries, and joining. */
async function carryOut(ports: DecisionPorts, row: ApprovalRow, persona: PublicKey, choice: Approve): Promise<Done> {
  if (row.items !== undefined && tickedOf(row, choice.items) === undefined) return err({ code: 'invalid-params' })
  const done = await write(ports, row, persona, choice)
  if (!done.ok) {
    // Nothing that the user could change: the page gets to know at once.
    if (!PASSING.has(done.error.code)) await ports.approvals.settle(row.id, 'cancelled', pageRefusalOf(done.error))
    return done
  }
  if (choice.alone !== undefined) await allowAlone(ports, row, persona, choice.alone)
  await ports.approvals.settle(row.id, 'approved', { ok: true, value: done.value })
  return ok({})
}

/** Carries out and gives what the page gets. */
async function write(
  ports: DecisionPorts,
  row: ApprovalRow,
  persona: PublicKey,
  choice: Approve,
): Promise<Result<unknown, PanelError>> {
  if (row.kind === 'join') {
    const followed = await followInvite(ports, inviteOf(row), async () => ok(persona), approvalCommand(row))
    return followed.ok ? ok({ festival: followed.value.festival }) : followed
  }
  const isAnswer = row.kind === 'authorize'
  const written = isAnswer
    ? await answerApproved(ports, row, persona)
    : await publishApproved(ports, row, persona, choice)
  return written.ok ? ok(await valueOf(ports, row, written.value)) : written
}

/** What the page gets for entries that are written. */
async function valueOf(ports: DecisionPorts, row: ApprovalRow, written: OwnReceipts): Promise<unknown> {
  switch (row.kind) {
    case 'publish':
    case 'request':
      // Which ones were ticked was noted while they were written.
      return publishedValue((await ports.db.approvals.get(row.id)) ?? row, written)
    case 'join':
      return joinedValue(ports, row)
    case 'authorize':
    case 'connect':
      return receiptForPage(written)
  }
}

/** The join is written; whoever wrote it may have died before it went online. */
async function joinedValue(ports: DecisionPorts, row: ApprovalRow): Promise<unknown> {
  const invite = await decodeInvite(inviteOf(row))
  if (!invite.ok) return null
  await enter(ports, invite.value.festival)
  return { festival: invite.value.festival }
}

function inviteOf({ params }: ApprovalRow): string {
  return (params as { invite: string }).invite
}

/** From now on the site may have such operations written without a question; never answers. */
async function allowAlone(ports: DecisionPorts, row: ApprovalRow, persona: PublicKey, until: number): Promise<void> {
  if (row.kind !== 'publish' && row.kind !== 'request') return
  await allowAloneUntil(ports.db, row, persona, { scopes: aloneScopes(row), until })
}
