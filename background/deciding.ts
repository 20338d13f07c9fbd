// What carrying out a decision about a prompt works with (DESIGN 8).

import type { ApprovalRow } from '../src/adapters/dexie/schema.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import type { PanelContract } from '../messages/panel.ts'
import type { Approvals } from './approvals.ts'
import type { Context } from './context.ts'
import { permissionOf } from './permissions.ts'

export type Decision = PanelContract['approval.decide'][0]
export type Approve = Extract<Decision, { decision: 'approve' }>

export interface DecisionPorts extends Context {
  approvals: Approvals
  /** The permissions of a site are others now. */
  permissionChanged: () => void
}

/** The id under which what a prompt writes is written once. */
export function approvalCommand(row: Pick<ApprovalRow, 'id'>): string {
  return `approval:${row.id}`
}

/** Whether the permission under which a site asked is still in force, and no later one. */
export async function isSamePermission(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  row: ApprovalRow,
  persona: PublicKey,
): Promise<boolean> {
  const permission = await permissionOf(db, row, persona, clock.now())
  return permission !== undefined && permission.createdAt === row.permittedAt
}

/** Whether a prompt waits still, asked under the lock of own appends: then nobody ends it before its entry is stored. */
export async function isStillWaiting({ db }: Pick<Context, 'db'>, row: ApprovalRow): Promise<boolean> {
  return (await db.approvals.get(row.id))?.state === 'waiting'
}
