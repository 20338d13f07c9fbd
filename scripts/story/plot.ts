// The story: Ada creates a festival and lends a projector (by hand) and a room (first come, first served); Ben joins, makes
// an event that asks for both; the room is granted at once, the projector waits for Ada; she approves; everybody sees it.
// `npm start` tells it, the end-to-end tests play it in all pairs of browsers and disturb it on the way.
import type { Page } from '../browsers/browser.ts'
import type { Served } from '../serve.ts'
import type { Tracker } from '../tracker.ts'
import type { Person, PlannedFestival } from './person.ts'
import { festivalId, siteShows, visitWebsite } from './website.ts'

export const FESTIVAL = 'Elsewhere 2027'
export const FESTIVAL_PLAN: PlannedFestival = {
  title: FESTIVAL,
  from: '2027-06-18',
  to: '2027-06-20',
  place: 'Leipzig',
  timezone: 'Europe/Berlin',
}
export const PROJECTOR = 'Projector'
export const ROOM = 'Garden room'
export const EVENT = 'Night cinema'

export interface Cast {
  readonly ada: Person
  readonly ben: Person
  readonly tracker: Tracker
  readonly site: Served
}

/** Who listens while the story is played. */
export interface Audience {
  /** Runs one step; the title says what is true when it has ended. */
  readonly step: <T>(title: string, act: () => Promise<T>) => Promise<T>
  /** Keeps a picture of what a person sees. */
  readonly picture: (name: string, page: Page) => Promise<void>
}

/** Hooks for tests that disturb the story at its delicate places. */
export interface Disturbances {
  readonly beforeRequest?: () => Promise<void>
  readonly whileShown?: () => Promise<void>
  readonly afterClick?: () => Promise<void>
  readonly beforeApproval?: () => Promise<void>
  readonly afterApproval?: () => Promise<void>
}

/** Plays the whole story. Throws where it stops. */
export async function play(cast: Cast, audience: Audience, disturb: Disturbances = {}): Promise<void> {
  const invite = await adaOpens(cast, audience)
  await benJoins(cast, audience, invite)
  const website = await benAsks(cast, audience, disturb)
  await adaApproves(cast, audience, disturb)
  await everybodySees(cast, audience, website)
}

async function adaOpens({ ada, tracker }: Cast, { step, picture }: Audience): Promise<string> {
  await step('Ada has a key of her own, made in one click', async () => {
    await picture('01-welcome', await ada.popup())
    await ada.makePanda()
  })
  await step('Ada chose the meeting point on this machine', () => ada.useMeetingPoint(tracker.url))
  await step(`Ada's festival "${FESTIVAL}" exists`, async () => {
    await picture('02-ways-in', await ada.popup())
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.tellName()
  })
  await step('Ada lends a projector by hand and a room to whoever comes first', async () => {
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.offer({ title: ROOM, kind: 'place', policy: 'fcfs' })
    await picture('03-offered', await ada.popup())
  })
  return step('Ada is online and has an invite link', async () => {
    await ada.goOnline()
    const invite = await ada.inviteLink()
    await picture('04-invite', await ada.popup())
    return invite
  })
}

async function benJoins({ ben }: Cast, { step, picture }: Audience, invite: string): Promise<void> {
  await step('Ben has a key of his own', () => ben.makePanda())
  await step('Ben pasted the link: the festival is there', async () => {
    await ben.join(invite, FESTIVAL)
    await ben.waitForCompany()
    await ben.tellName()
    await picture('05-joined', await ben.popup())
  })
}

async function benAsks({ ada, ben, site }: Cast, audience: Audience, disturb: Disturbances): Promise<Page> {
  const { step, picture } = audience
  const website = await step("The festival's web site is connected to Ben's p2panda", async () => {
    return visitWebsite(ben, site, await festivalId(ben))
  })
  await disturb.beforeRequest?.()
  await step(`Ben's event "${EVENT}" asks for the projector and the room`, async () => {
    await ben.makeEvent({ title: EVENT, from: '2027-06-18T20:00', to: '2027-06-18T23:00', things: [PROJECTOR, ROOM] })
  })
  await step('The room was granted at once: 50 % confirmed', async () => {
    await ben.seesConfirmed(EVENT, 50)
    await siteShows(website, EVENT, 1)
    await picture('06-half-confirmed', await ben.popup())
    await picture('07-website-half', website)
  })
  await step("The projector waits on Ada's badge", () => ada.waitForBadge('1'))
  return website
}

async function adaApproves({ ada }: Cast, { step, picture }: Audience, disturb: Disturbances): Promise<void> {
  await step('Ada sees who asks, for what and when', async () => {
    await picture('08-waiting', await ada.seesRequest())
  })
  await disturb.whileShown?.()
  await disturb.beforeApproval?.()
  await step('Ada approved in her popup', async () => {
    await ada.approve()
    await disturb.afterClick?.()
    await ada.waitForBadge('')
    await picture('09-approved', await ada.popup())
  })
  await disturb.afterApproval?.()
}

async function everybodySees({ ben }: Cast, { step, picture }: Audience, website: Page): Promise<void> {
  await step("Ben's popup shows 100 % confirmed", async () => {
    // Opened afresh, as a person does who was told that there is news.
    await ben.closePopup()
    await ben.seesConfirmed(EVENT, 100)
    await picture('10-confirmed', await ben.popup())
  })
  await step('The web site shows 100 % confirmed', async () => {
    await siteShows(website, EVENT, 2)
    await picture('11-website-confirmed', website)
  })
}
