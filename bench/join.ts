// From Ben's click on "Join" with an invite to the festival's own entries on his screen, in a browser that never met anybody:
// meeting point, signalling, connection, handshake, sync, verification, database, popup. The title alone says nothing, since
// the invite brings it along; what is waited for is Ada's thing, which comes in the same log as the festival's own entry.
import type { BrowserKind } from '../scripts/browsers/browser.ts'
import { hook, type Person } from '../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../scripts/story/plot.ts'
import { startTracker } from '../scripts/tracker.ts'
import { awaitClick, awaitElement } from './in-page.ts'
import { repeat, type Measurement } from './measurement.ts'
import { clickToSeen, label, onStage, PAIRS } from './stage.ts'

const SAMPLES = 7

export async function measureJoin(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const [adaKind, benKind] of PAIRS) {
    const samples = await onStage(async (stage) => {
      const tracker = await startTracker()
      stage.keep(tracker, tracker.stop)
      const invite = await openFestival(await stage.person(adaKind, 'Ada'), tracker.url)
      return repeat(SAMPLES, () => joinOnce(benKind, invite))
    })
    const where = label(benKind, adaKind).replace('→', 'joins')
    measurements.push({ what: 'invite pasted → festival is there', where, unit: 'ms', samples })
  }
  return measurements
}

async function openFestival(ada: Person, tracker: string): Promise<string> {
  await ada.makePanda()
  await ada.useMeetingPoint(tracker)
  await ada.createFestival(FESTIVAL_PLAN)
  await ada.offer({ title: 'Projector', kind: 'thing', policy: 'manual' })
  await ada.goOnline()
  return ada.inviteLink()
}

async function joinOnce(kind: BrowserKind, invite: string): Promise<number> {
  return onStage(async (stage) => {
    const ben = await stage.person(kind, 'Ben')
    await ben.makePanda()
    const popup = await ben.popup()
    // The view in which the thing will be; until there is a festival the popup shows the ways in.
    await popup.evaluate("void (location.hash = '#all')")
    await popup.fill(hook('join-invite-input'), invite)
    await popup.evaluate(awaitElement, hook('thing'))
    await popup.evaluate(awaitClick)
    await popup.click(hook('join-submit'))
    return clickToSeen(popup, popup)
  })
}
