// Writes the logs of people who are made up (decision 0044), by the same door as everybody's: signed, verified, stored, folded.

import { demoCommand, type Demo } from '../../src/adapters/dexie/demo-rows.ts'
import { MadeUpLogStore } from '../../src/adapters/dexie/made-up-log-store.ts'
import { projectAuthor } from '../../src/adapters/dexie/projector.ts'
import { signerFromSecretKey, toHex } from '../../src/bamboo/index.ts'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import type { PublishPorts, Receipt, Step } from '../../src/log/publication.ts'
import { publish } from '../../src/log/publish.ts'
import type { EntryHash, FestivalId, ObjectId, PublicKey } from '../../src/operations/ids.ts'
import type { Signer } from '../../src/ports/signer.ts'
import type { PanelError } from '../../messages/panel.ts'
import type { Context } from '../context.ts'
import { publishRefusal } from '../panel-errors.ts'
import { PANDAS, type Panda } from './story.ts'

/** What somebody made up says. */
export interface Saying {
  demo: Demo
  panda: Panda
  festival: FestivalId | 'new'
  /** Names it among all that is said in the demo: written once, however often it is said. */
  part: string
  /** Not called when it is written already. */
  prepare: () => Promise<Result<readonly Step[], PanelError>>
}

/** Hashes of the entries, one per step. */
export async function publishAs(context: Context, saying: Saying): Promise<Result<EntryHash[], PanelError>> {
  const { db, locks, random, clock } = context
  const { demo, panda, festival, part, prepare } = saying
  const signer = await signerOf(demo, panda)
  const ports = { store: new MadeUpLogStore(db), locks, random, clock, signer }
  const written = await writeOnce(ports, demoCommand(demo, part), festival, prepare)
  if (!written.ok) return written
  // Also what was written before: its worker may have died before it was folded.
  const where = festival === 'new' ? written.value[0] : festival
  if (where !== undefined) await projectAuthor(db, where, signer.publicKey)
  return written
}

async function writeOnce(
  ports: PublishPorts,
  id: string,
  festival: Saying['festival'],
  prepare: Saying['prepare'],
): Promise<Result<EntryHash[], PanelError>> {
  const earlier = await ports.store.commandResult(id)
  if (earlier !== undefined) return ok(earlier as EntryHash[])
  const steps = await prepare()
  if (!steps.ok) return steps
  const value = (receipts: readonly Receipt[]): EntryHash[] => receipts.map((receipt) => receipt.id)
  const published = await publish(ports, { festival, steps: steps.value, value, command: { id } })
  return published.ok ? published : err(publishRefusal(published.error))
}

/** Signs as somebody who is made up. */
export async function signerOf({ keys }: Demo, panda: Panda): Promise<Signer> {
  const key = keys[PANDAS.indexOf(panda)]
  if (key === undefined) throw new TypeError(`nobody made up ${panda}`)
  const { publicKey, sign } = await signerFromSecretKey(key)
  return { publicKey: toHex(publicKey) as PublicKey, sign }
}

/** What somebody speaks about is written already: the story is told in this order. */
export function named(id: ObjectId | undefined): ObjectId {
  if (id === undefined) throw new TypeError('the demo names what is not there yet')
  return id
}
