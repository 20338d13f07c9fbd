// Invites as people receive them: damaged, cut off, too new or something else altogether. Each says what is wrong in its
// own sentence, nothing of it is kept, and the right one works afterwards.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { toHex } from '../../src/bamboo/bytes.ts'
import { signerFromSecretKey } from '../../src/bamboo/sign.ts'
import { decodeInvite, encodeInvite } from '../../src/festival/invite.ts'
import type { FestivalId, PublicKey } from '../../src/operations/ids.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'
import { readQr } from '../qr-reader.ts'
import { refusalOf, type Refusal } from './harness/refusal.ts'

const TITLE = 'A garden far away'
const OWN = FESTIVAL_PLAN.title

/** An invite of somebody who is never online, without a meeting point. */
async function farInvite(): Promise<string> {
  const signer = await signerFromSecretKey(new Uint8Array(32).fill(7))
  return encodeInvite({
    festival: `0040${'5a'.repeat(64)}` as FestivalId,
    title: TITLE,
    trackers: [],
    invitedBy: toHex(signer.publicKey) as PublicKey,
    sign: (message) => signer.sign(message),
  })
}

/** What people paste, and the code of the refusal. */
function wrongOnes(right: string): [string, string][] {
  const cut = [10, 12, 40, Math.floor(right.length / 2), right.length - 40, right.length - 1]
  return [
    ['Are you coming on Friday?', 'invite-not-one'],
    ['https://example.org/elsewhere?invite=1', 'invite-not-one'],
    ['magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a', 'invite-not-one'],
    ['<img src=x onerror=alert(1)>', 'invite-not-one'],
    ...cut.map((length): [string, string] => [right.slice(0, length), 'invite-truncated']),
    [changedAt(right, right.length - 20), 'invite-bad-signature'],
    [changedAt(right, 120), 'invite-bad-signature'],
    [right.replace('p2panda:1:', 'p2panda:2:'), 'invite-unsupported'],
  ]
}

function changedAt(text: string, position: number): string {
  return `${text.slice(0, position)}${text[position] === 'A' ? 'B' : 'A'}${text.slice(position + 1)}`
}

/** Pastes into the form that is open; the invite must be refused. */
function refusal(popup: Page, text: string): Promise<Refusal> {
  return refusalOf(popup, async () => {
    await popup.fill(hook('join-invite-input'), text)
    await popup.click(hook('join-submit'))
  })
}

async function listedFestivals(person: Person): Promise<string[]> {
  const options = await person.browser.open(person.browser.extensionUrl('options/options.html#festivals'))
  await options.waitFor(`${hook('festival-card')}[data-title="${OWN}"]`)
  const titles = await options.evaluate(
    (cards) => [...document.querySelectorAll(cards)].map((card) => card.getAttribute('data-title') ?? ''),
    hook('festival-card'),
  )
  await options.close()
  return titles.toSorted()
}

/** In the page: what `QrCode` drew. */
function drawing(selector: string): { size: number; path: string } {
  const code = document.querySelector(selector)
  const size = Number(code?.getAttribute('viewBox')?.split(' ').at(-1))
  return { size, path: code?.querySelector('path')?.getAttribute('d') ?? '' }
}

describe.each(BROWSERS)('invites in %s', (kind) => {
  const { panda } = usePeople()

  it('that are wrong each say why and leave nothing behind; a right one that is pasted twice gives one festival', async () => {
    const ben = await panda('Ben', kind)
    await ben.useMeetingPoint('')
    await ben.createFestival(FESTIVAL_PLAN)
    const right = await farInvite()
    const popup = await ben.goTo('all')
    await popup.click(hook('join-festival'))
    const sentences = new Map<string, Set<string>>()
    for (const [text, code] of wrongOnes(right)) {
      const refused = await refusal(popup, text)
      expect(refused.code, text).toBe(code)
      sentences.set(code, (sentences.get(code) ?? new Set()).add(refused.sentence))
    }
    const all = [...sentences.values()].map((each) => [...each].join(' and '))
    expect(new Set(all).size).toBe(4)
    for (const sentence of all) expect(sentence).toMatch(/^[A-Z][a-z ,]+.*\.$|^[A-Z].*p2panda:1:$/)
    await popup.waitFor(`${hook('online-switch')}[aria-checked="false"]`)
    expect(await listedFestivals(ben)).toEqual([OWN])

    await popup.fill(hook('join-invite-input'), `Come to the garden! ${right} See you there.`)
    await popup.click(hook('join-submit'))
    await popup.waitFor(`${hook('festival')}[data-title="${TITLE}"]`)
    await popup.waitFor(`${hook('online-switch')}[aria-checked="true"]`)
    expect(await listedFestivals(ben)).toEqual([TITLE, OWN].toSorted())

    // Once more.
    await ben.goTo('all')
    await popup.click(hook('join-festival'))
    await popup.fill(hook('join-invite-input'), right)
    await popup.click(hook('join-submit'))
    await popup.waitFor(`${hook('festival')}[data-title="${TITLE}"]`)
    expect(await listedFestivals(ben)).toEqual([TITLE, OWN].toSorted())
    expect(await popup.errors()).toEqual([])
  })

  it('stand on the screen as QR codes, and what a camera reads there is the invite', async () => {
    const ada = await panda('Ada', kind)
    await ada.useMeetingPoint('')
    await ada.createFestival(FESTIVAL_PLAN)
    const [invite, popup] = [await ada.inviteLink(), await ada.popup()]
    const seen = readQr(await popup.evaluate(drawing, hook('invite-qr')))
    expect(seen).toMatch(/^P2PANDA:1:[0-9]+$/)
    expect(await decodeInvite(seen)).toEqual(await decodeInvite(invite))
    await ada.goOnline()
    const code = await ada.startDirect()
    expect(readQr(await popup.evaluate(drawing, hook('direct-qr')))).toBe(code)
  })

  it('work on the very first screen, after a wrong one', async () => {
    const ben = await panda('Ben', kind)
    const popup = await ben.popup()
    expect((await refusal(popup, 'p2panda:1:')).code).toBe('invite-truncated')
    await popup.waitFor(hook('create-festival'))
    await ben.join(await farInvite(), TITLE)
  })
})
