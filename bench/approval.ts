// From Ada's click on "Approve" in her browser to the festival's web site in Ben's browser that shows it.
import { startTracker } from '../scripts/tracker.ts'
import type { Page } from '../scripts/browsers/browser.ts'
import type { Person } from '../scripts/story/person.ts'
import { hook } from '../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN } from '../scripts/story/plot.ts'
import { festivalId, serveWebsite, visitWebsite } from '../scripts/story/website.ts'
import { awaitClick, awaitElement } from './in-page.ts'
import { repeat, type Measurement } from './measurement.ts'
import { clickToSeen, label, onStage, PAIRS } from './stage.ts'

const SAMPLES = 7
const THING = 'Projector'

export async function measureApproval(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const pair of PAIRS) {
    const samples = await onStage(async (stage) => {
      const tracker = await startTracker()
      stage.keep(tracker, tracker.stop)
      const site = await serveWebsite()
      stage.keep(site, site.stop)
      const [ada, ben] = [await stage.person(pair[0], 'Ada'), await stage.person(pair[1], 'Ben')]
      await meet(ada, ben, tracker.url)
      const website = await visitWebsite(ben, site, await festivalId(ben))
      await website.evaluate("document.querySelector('p2panda-programme').setAttribute('day', 'all')")
      return repeat(SAMPLES, (sample) => approveOnce(ada, ben, website, sample))
    })
    measurements.push({ what: 'approval click → other page shows it', where: label(...pair), unit: 'ms', samples })
  }
  return measurements
}

async function meet(ada: Person, ben: Person, tracker: string): Promise<void> {
  await ada.makePanda()
  await ada.useMeetingPoint(tracker)
  await ada.createFestival(FESTIVAL_PLAN)
  await ada.offer({ title: THING, kind: 'thing', policy: 'manual' })
  await ada.goOnline()
  const invite = await ada.inviteLink()
  await ben.makePanda()
  await ben.join(invite, FESTIVAL)
  await ben.waitForCompany()
}

/** Every event is on a day of its own, so that no request stands in the way of another. */
async function approveOnce(ada: Person, ben: Person, website: Page, sample: number): Promise<number> {
  const day = `2027-06-${String(10 + sample)}`
  const title = `Night ${sample}`
  await ben.makeEvent({ title, from: `${day}T20:00`, to: `${day}T23:00`, things: [THING] })
  await website.waitFor(`.event[data-title="${title}"][data-granted="0"]`, { timeoutMs: 30_000 })
  const popup = await ada.goTo('waiting')
  await popup.waitFor(`${hook('inbox-item')} ${hook('approve')}:not([aria-disabled])`, { timeoutMs: 60_000 })
  const isNew = await website.evaluate(awaitElement, `.event[data-title="${title}"][data-granted="1"]`)
  if (!isNew) throw new Error(`${title} was granted before it was approved`)
  await popup.evaluate(awaitClick)
  await popup.click(hook('approve'))
  const ms = await clickToSeen(popup, website)
  await ada.waitForBadge('')
  return ms
}
