// Commands about bundle files that a panel put into the table `imports`: begin or go on, pause, forget (DESIGN 3.1). The
// network half does the work; here it is decided whether it may, and whom we follow by it.

import * as v from 'valibot'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import { writeSetting } from '../../src/adapters/dexie/settings.ts'
import { atStart } from '../../src/adapters/dexie/import-rows.ts'
import type { ImportRow } from '../../src/adapters/dexie/import-schema.ts'
import { blobSource } from '../../src/adapters/web/blob-source.ts'
import { decodeInvite, type Invite } from '../../src/festival/invite.ts'
import { readBundleHead, type BundleHead } from '../../src/log/bundle/read-head.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import type { PanelError, PanelParams, PanelResponse } from '../../messages/panel.ts'
import { chosenPersona } from '../chosen-persona.ts'
import { follow } from '../follow.ts'
import { memberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import type { HandlerContext, Handlers } from './handler.ts'

async function start(
  { import: number, kind }: PanelParams<'import.start'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'import.start'>> {
  const { db, network, clock } = context
  const held = await db.importFiles.get(number)
  if (held === undefined) return refused('unknown-import')
  const head = await headOf(held.file)
  if (!head.ok) return head
  if (kind === 'add') {
    const followed = await followAll(context, head.value, id)
    if (!followed.ok) return followed
  }
  await db.transaction('rw', db.imports, db.commands, async () => {
    // A retry that comes when the work is done must not begin it again.
    if ((await db.commands.get(id)) !== undefined) return
    await db.imports
      .where('id')
      .equals(number)
      .modify((stored) => begin(stored, kind, head.value))
    await db.commands.put({ id, result: {}, at: clock.now() })
  })
  await network.refresh()
  return ok({})
}

/** Goes on where the same work stopped; other work begins at the start. */
function begin(row: ImportRow, kind: ImportRow['kind'], head: BundleHead): void {
  const goesOn = row.kind === kind && (row.state === 'paused' || row.state === 'running')
  if (!goesOn) Object.assign(row, atStart())
  row.kind = kind
  row.state = 'running'
  row.festivals = head.festivals.map(({ festival }) => festival)
}

async function headOf(file: Blob): Promise<Result<BundleHead, PanelError>> {
  const head = await readBundleHead(blobSource(file))
  if (head.ok) return head
  switch (head.error.code) {
    case 'not-one':
      return err({ code: 'bundle-not-one' })
    case 'unsupported':
      return err({ code: 'bundle-unsupported' })
    case 'damaged':
    case 'too-large':
    case 'truncated':
    case 'unreadable':
      return err({ code: 'bundle-damaged', data: { reason: head.error.code } })
  }
}

/** Nobody becomes a member of one festival when another one of the file lets nobody in. */
async function followAll(context: HandlerContext, head: BundleHead, id: string): Promise<Result<null, PanelError>> {
  const chosen = await chosenPersona(context, undefined, id)
  if (!chosen.ok) return chosen
  const invites: Invite[] = []
  for (const { festival, invite } of head.festivals) {
    if ((await memberOf(context, festival)).ok) continue
    const read = await inviteTo(festival, invite)
    if (read === undefined) return err({ code: 'bundle-uninvited' })
    invites.push(read)
  }
  for (const invite of invites) {
    const refusal = await follow(context, invite, chosen.value, `${id}/${invite.festival}`)
    if (refusal !== undefined) return err(refusal)
    await writeSetting(context.db, 'currentFestival', invite.festival)
  }
  return ok(null)
}

async function inviteTo(festival: FestivalId, source: string | undefined): Promise<Invite | undefined> {
  const invite = source === undefined ? undefined : await decodeInvite(source)
  return invite?.ok === true && invite.value.festival === festival ? invite.value : undefined
}

async function pause(
  { import: number }: PanelParams<'import.pause'>,
  { db, network }: HandlerContext,
): Promise<PanelResponse<'import.pause'>> {
  if ((await db.imports.get(number)) === undefined) return refused('unknown-import')
  await db.imports
    .where('id')
    .equals(number)
    .and(({ state }) => state === 'running')
    .modify({ state: 'paused' })
  network.send({ kind: 'imports' })
  return ok({})
}

/** Removing what is not there any more is done already. */
async function remove(
  { import: number }: PanelParams<'import.remove'>,
  { db, network }: HandlerContext,
): Promise<PanelResponse<'import.remove'>> {
  await db.transaction('rw', db.imports, db.importFiles, async () => {
    await db.imports.delete(number)
    await db.importFiles.delete(number)
  })
  network.send({ kind: 'imports' })
  return ok({})
}

const number = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

export const bundleHandlers: Handlers<'import.start' | 'import.pause' | 'import.remove'> = {
  'import.start': { params: v.strictObject({ import: number, kind: v.picklist(['check', 'add']) }), run: start },
  'import.pause': { params: v.strictObject({ import: number }), run: pause },
  'import.remove': { params: v.strictObject({ import: number }), run: remove },
}
