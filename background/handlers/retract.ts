// Taking something back (DESIGN 4.1, Gaps): a `retract` goes into the log, the payload goes from this disk, and others are
// asked to forget it.

import * as v from 'valibot'
import { toHex, yamfHash } from '../../src/bamboo/index.ts'
import { err, ok, type Result } from '../../src/bamboo/result.ts'
import { whyNotRetract } from '../../src/festival/may-retract.ts'
import { decodeOperation } from '../../src/operations/codec.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../src/operations/ids.ts'
import type { LogStore, Membership, StoredEntry } from '../../src/ports/log-store.ts'
import type { PanelError, PanelParams, PanelResponse } from '../../messages/panel.ts'
import { append } from '../append.ts'
import { memberOf } from '../membership.ts'
import { objectId } from '../shapes.ts'
import type { HandlerContext, Handlers } from './handler.ts'

/** Entries read at once while looking for one. */
const READ_AT_ONCE = 512

async function retract(
  { festival, entry }: PanelParams<'retract'>,
  context: HandlerContext,
  id: string,
): Promise<PanelResponse<'retract'>> {
  const member = await memberOf(context, festival)
  if (!member.ok) return member
  const persona = await authorOf(context.store, member.value, entry)
  const at = context.clock.now()
  const written = await append(context, {
    id,
    persona,
    festival,
    prepare: async () => {
      const checked = await checkEntry(context.store, { author: persona, festival }, entry)
      return checked.ok ? ok([() => ({ v: 1, op: 'retract', at, entry })]) : checked
    },
  })
  return written.ok ? ok({ entry: written.value[0].id }) : written
}

/** Whoever of me in the festival wrote the entry; who I am there now when nobody did. */
async function authorOf(store: LogStore, membership: Membership, entry: EntryHash): Promise<PublicKey> {
  for (const author of membership.earlier ?? []) {
    if ((await findEntry(store, { author, festival: membership.festival }, entry)) !== undefined) return author
  }
  return membership.persona
}

async function checkEntry(
  store: LogStore,
  mine: { author: PublicKey; festival: FestivalId },
  entry: EntryHash,
): Promise<Result<unknown, PanelError>> {
  const found = await findEntry(store, mine, entry)
  if (found === undefined) return err({ code: 'unknown-entry' })
  const { seqNum, payload } = found
  const said = payload === undefined ? undefined : decodeOperation(payload)
  const code = whyNotRetract(seqNum, said?.ok === true ? said.value.op : said && 'none')
  return code === undefined ? ok(found) : err({ code })
}

/** In all logs of the author, those of other installations included. No index has it: this is rare, and logs are bounded. */
async function findEntry(
  store: LogStore,
  { author, festival }: { author: PublicKey; festival: FestivalId },
  wanted: EntryHash,
): Promise<StoredEntry | undefined> {
  for (const log of await store.logsOf(author, festival)) {
    for (let from = 1; from <= log.seqNum; from += READ_AT_ONCE) {
      const entries = await store.entries(log, from, from + READ_AT_ONCE - 1)
      const found = entries.find(({ entry }) => toHex(yamfHash(entry)) === wanted)
      if (found !== undefined) return found
    }
  }
  return undefined
}

export const retractHandlers: Handlers<'retract'> = {
  retract: { params: v.strictObject({ festival: objectId, entry: objectId }), run: retract },
}
