// Commands about the network: the switch, the meeting points, connecting by hand.

import * as v from 'valibot'
import { ok } from '../../src/bamboo/result.ts'
import { MAX_ICE_SERVERS, parseIceServer } from '../../src/adapters/dexie/ice-server.ts'
import { readPersonaKeys } from '../../src/adapters/dexie/persona-rows.ts'
import { writeSetting } from '../../src/adapters/dexie/settings.ts'
import { isTrackerUrl } from '../../src/festival/tracker-url.ts'
import type { PanelParams, PanelResponse } from '../../messages/panel.ts'
import { sharedMemberOf } from '../membership.ts'
import { refused } from '../panel-errors.ts'
import { objectId, text } from '../shapes.ts'
import type { HandlerContext, Handlers } from './handler.ts'

const MAX_TRACKERS = 8

/** All that is named at once: nobody goes online for a moment in a way that was not chosen. */
async function setWays(
  ways: PanelParams<'network.set'>,
  { db, network }: HandlerContext,
): Promise<PanelResponse<'network.set'>> {
  await db.transaction('rw', db.settings, async () => {
    for (const key of ['online', 'relayOnly', 'sparing'] as const) {
      const value = ways[key]
      if (value !== undefined) await writeSetting(db, key, value)
    }
  })
  await network.refresh()
  return ok({})
}

async function setTrackers(
  { trackers }: PanelParams<'network.trackers'>,
  context: HandlerContext,
): Promise<PanelResponse<'network.trackers'>> {
  const { db, network } = context
  const urls = linesOf(trackers)
  const wrong = urls.find((url) => !isTrackerUrl(url))
  if (wrong !== undefined) return refused('tracker-not-one', { tracker: wrong })
  await writeSetting(db, 'trackers', urls)
  // Festivals made here move along; where others invited us their meeting points stay.
  const me = await readPersonaKeys(db)
  const mine = new Set((await db.festivals.toArray()).flatMap(({ id, creator }) => (me.includes(creator) ? [id] : [])))
  await db.memberships.filter(({ festival }) => mine.has(festival)).modify({ trackers: urls })
  await network.refresh()
  return ok({})
}

async function setIceServers(
  { iceServers }: PanelParams<'network.iceServers'>,
  { db, network }: HandlerContext,
): Promise<PanelResponse<'network.iceServers'>> {
  const lines = linesOf(iceServers)
  if (lines.some((line) => parseIceServer(line) === undefined)) return refused('ice-server-not-one')
  await writeSetting(db, 'iceServers', lines)
  await network.refresh()
  return ok({})
}

/** Each once, without what typing leaves around them. */
function linesOf(typed: readonly string[]): string[] {
  return [...new Set(typed.map((line) => line.trim()))].filter((line) => line !== '')
}

async function offer(
  { festival }: PanelParams<'network.offer'>,
  context: HandlerContext,
): Promise<PanelResponse<'network.offer'>> {
  const member = await sharedMemberOf(context, festival)
  if (!member.ok) return member
  const signalled = await context.network.signal({ step: 'offer', festival })
  return signalled.ok ? ok({ code: signalled.value.text }) : signalled
}

export const networkHandlers: Handlers<
  'network.set' | 'network.trackers' | 'network.iceServers' | 'network.offer' | 'network.answer' | 'network.complete'
> = {
  'network.set': {
    params: v.pipe(
      v.strictObject({
        online: v.exactOptional(v.boolean()),
        relayOnly: v.exactOptional(v.boolean()),
        sparing: v.exactOptional(v.boolean()),
      }),
      v.check((ways) => Object.keys(ways).length > 0),
    ),
    run: setWays,
  },
  'network.trackers': {
    params: v.strictObject({ trackers: v.pipe(v.array(text(2000)), v.maxLength(MAX_TRACKERS)) }),
    run: setTrackers,
  },
  'network.iceServers': {
    params: v.strictObject({ iceServers: v.pipe(v.array(text(2000)), v.maxLength(MAX_ICE_SERVERS)) }),
    run: setIceServers,
  },
  'network.offer': { params: v.strictObject({ festival: objectId }), run: offer },
  'network.answer': {
    params: v.strictObject({ code: text(65_536) }),
    run: async ({ code }, { network }) => {
      const signalled = await network.signal({ step: 'answer', code })
      if (!signalled.ok) return signalled
      return ok({ reply: signalled.value.text, festival: signalled.value.festival })
    },
  },
  'network.complete': {
    params: v.strictObject({ reply: text(65_536) }),
    run: async ({ reply }, { network }) => {
      const signalled = await network.signal({ step: 'complete', reply })
      return signalled.ok ? ok({}) : signalled
    },
  },
}
