// Background is killed by the browser at the steps of what a wallet does: whatever it was at, the wallet is as it was before or as it is
// afterwards, and asking again brings it to its end. `mortal-extension.ts` says what a step is.
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Browser, BrowserKind, Page } from '../../scripts/browsers/browser.ts'
import type { PanelCommand, PanelParams, PanelResponse, PanelResult } from '../../messages/panel.ts'
import type { FestivalId, PublicKey } from '../../src/operations/ids.ts'
import { BROWSERS, useBrowsers } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { MORTAL_PAGE, mortalExtension } from './harness/mortal-extension.ts'

/** What the bundle leaves on the page. */
declare const mortal: typeof import('./harness/mortal-page.ts')

const [PASSWORD, OTHER] = ['four pandas rowing home', 'five pandas rowing home']
const PASSPHRASE = 'four pandas by the river'
/** The moments that deeds begin at. */
type Moment = 'nothing' | 'open' | 'password' | 'locked' | 'staged'
type Stored = Awaited<ReturnType<typeof mortal.stored>>
type Steps = Exclude<Awaited<ReturnType<typeof mortal.commandThatStops>>, string>
type Log = Awaited<ReturnType<typeof mortal.logs>>[number]

/** More steps than anything takes. */
const NEVER = 1_000_000
/** Deaths of a deed besides those after its writes, spread evenly over its steps; where each costs a stretched password, fewer. */
const [MANY, FEW] = [2, 1]
const NOTHING_TAKEN = { personas: 0, memberships: 0, imports: ['staged'] }

interface Deed<Name extends PanelCommand> {
  readonly from: Moment
  readonly name: Name
  readonly params: PanelParams<Name>
  readonly deaths: number
  /** Whether what is there after the death is what was there before the deed, or what it makes. Throws when it is neither. */
  readonly end: () => Promise<End>
  /** The deed was asked for again: what must be true then. */
  readonly again?: (result: PanelResult<Name>) => Promise<void>
}

type End = 'before' | 'after'

describe.each(BROWSERS)('a wallet whose background is killed in %s', { timeout: 240_000 }, (kind) => {
  const folder = useFolders('describe')
  const start = useBrowsers('describe')
  let browser: Browser
  let page: Page
  let festival: FestivalId
  let me: PublicKey
  let words: string
  let written: Log[]
  let restoring: PanelParams<'backup.restore'>

  beforeAll(async () => {
    browser = await start(kind, { name: 'Ada', extension: await mortalExtension(kind, await folder()) })
    page = await browser.open(browser.extensionUrl(MORTAL_PAGE))
    await done('wallet.state', {})
    await remember('nothing')
    me = (await done('persona.create', {})).publicKey
    words = (await done('backup.words', {})).words
    festival = (await done('festival.create', { title: 'Camp', timezone: 'UTC', visibility: 'open' })).festival
    written = await logs()
    await remember('open')
    await done('wallet.setPassword', { password: PASSWORD })
    await remember('password')
    await done('wallet.lock', {})
    await remember('locked')
    await goBackTo('open')
    restoring = await page.evaluate((words) => mortal.stageBackup(words, 'nothing'), PASSPHRASE)
    await remember('staged')
  }, 60_000)

  function ask<Name extends PanelCommand>(
    name: Name,
    params: PanelParams<Name>,
    id: string = freshId(),
  ): Promise<PanelResponse<Name>> {
    return page.evaluate((...asked) => mortal.command(...asked), name, params, id)
  }

  async function done<Name extends PanelCommand>(...asked: Parameters<typeof ask<Name>>): Promise<PanelResult<Name>> {
    const answer = await ask(...asked)
    if (!answer.ok) throw new Error(`${asked[0]}: ${answer.error.code}`)
    return answer.value
  }

  async function remember(moment: Moment): Promise<void> {
    await browser.killBackground()
    await page.evaluate((name) => mortal.remember(name), moment)
  }

  async function goBackTo(moment: Moment): Promise<void> {
    await browser.killBackground()
    await page.evaluate((name) => mortal.goBackTo(name), moment)
  }

  const stored = (): Promise<Stored> => page.evaluate(() => mortal.stored())
  const logs = (): Promise<Log[]> => page.evaluate(() => mortal.logs())

  async function isPassword(password: string): Promise<boolean> {
    await done('wallet.lock', {})
    const answer = await ask('wallet.unlock', { password })
    return answer.ok
  }

  /** Lets background die at the steps of a deed; how often it ended before, and how often after it. */
  async function dieEverywhere<Name extends PanelCommand>(deed: Deed<Name>): Promise<Record<End, number>> {
    const ends = { before: 0, after: 0 }
    const attempt = async (after: Steps, id: string): Promise<'stopped' | Steps> => {
      await goBackTo(deed.from)
      return page.evaluate((...asked) => mortal.commandThatStops(...asked), after, deed.name, deed.params, id)
    }
    const whole = await attempt({ steps: NEVER, writes: NEVER }, freshId())
    if (whole === 'stopped') throw new Error(`${deed.name} takes a million steps`)
    for (const after of deathsOf(whole, deed.deaths, kind)) {
      const id = await dieInside(after, attempt)
      await browser.killBackground()
      ends[await deed.end()] += 1
      if (deed.again !== undefined) await deed.again(await done(deed.name, deed.params, id))
    }
    console.log(
      `${kind}: ${deed.name}, ${whole.steps} steps, ${whole.writes} writes; killed inside ${ends.before} + ${ends.after} times`,
    )
    return ends
  }

  /** It opens, and both copies of the vault are the same one, once background has looked after it. */
  async function isWhole(): Promise<void> {
    expect(await done('wallet.state', {})).toMatchObject({ state: 'open' })
    await vi.waitFor(async () => {
      const { vaults } = await stored()
      expect(vaults[1]).toEqual(vaults[0])
    }, 10_000)
  }

  async function isThere(): Promise<End> {
    const { vaults, personas } = await stored()
    expect(personas).toBe(vaults[0] === null ? 0 : 1)
    return vaults[0] === null ? 'before' : 'after'
  }

  it('is made or not', async () => {
    const deed = {
      from: 'nothing',
      name: 'persona.create',
      params: {},
      deaths: MANY,
      end: isThere,
      again: isWhole,
    } as const
    expectBoth(await dieEverywhere(deed))
  })

  it('is brought back by its words or not', async () => {
    const ends = await dieEverywhere({
      from: 'nothing',
      name: 'backup.restoreWords',
      params: { words },
      deaths: MANY,
      end: isThere,
      again: async ({ publicKey }) => {
        expect(publicKey).toBe(me)
        await isWhole()
      },
    })
    expectBoth(ends)
  })

  it('is brought back by a backup with all that is in it, or not at all', async () => {
    const ends = await dieEverywhere({
      from: 'staged',
      name: 'backup.restore',
      params: restoring,
      deaths: MANY,
      end: async () => {
        // The next worker finishes it, or takes it back.
        await done('wallet.state', {})
        await expect.poll(async () => (await stored()).restoring).not.toBe('agreed')
        const { restoring: state, personas, memberships, imports } = await stored()
        if (state === 'staged') expect({ personas, memberships, imports }).toEqual(NOTHING_TAKEN)
        else expect([personas, memberships]).toEqual([1, 1])
        return state === 'staged' ? 'before' : 'after'
      },
      again: async ({ publicKey }) => {
        expect(publicKey).toBe(me)
        await isWhole()
        await expect.poll(async () => (await stored()).imports).toEqual(['done'])
        expect(await logs()).toEqual(written.map((log) => ({ ...log, own: false })))
      },
    })
    expectBoth(ends)
  })

  it('has signed one entry or none, and one after it was asked again', async () => {
    const [log = expect.fail()] = written
    const next = { own: true, seqNum: log.seqNum + 1, sound: log.seqNum + 1 }
    const ends = await dieEverywhere({
      from: 'open',
      name: 'resource.create',
      params: { festival, title: 'Lamp', kind: 'thing', availability: 'always', policy: { kind: 'manual' } },
      deaths: MANY,
      end: async () => {
        const [now = expect.fail()] = await logs()
        expect([log, next]).toContainEqual(now)
        return now.seqNum === log.seqNum ? 'before' : 'after'
      },
      again: async () => expect(await logs()).toEqual([next]),
    })
    expectBoth(ends)
  })

  it('is open or locked, and its password opens it', async () => {
    const ends = await dieEverywhere({
      from: 'locked',
      name: 'wallet.unlock',
      params: { password: PASSWORD },
      deaths: FEW,
      end: async () => ((await done('wallet.state', {})).state === 'locked' ? 'before' : 'after'),
      again: isWhole,
    })
    expectBoth(ends)
  })

  it('has its old password or the new one, never both or none', async () => {
    const ends = await dieEverywhere({
      from: 'password',
      name: 'wallet.setPassword',
      params: { password: OTHER, current: PASSWORD },
      deaths: FEW,
      end: async () => {
        const opens = [await isPassword(PASSWORD), await isPassword(OTHER)]
        expect(opens.filter(Boolean)).toHaveLength(1)
        return opens[0] === true ? 'before' : 'after'
      },
    })
    expectBoth(ends)
  })

  it('is what it was when a backup of it was begun, and notes one or not', async () => {
    await goBackTo('open')
    const before = await stored()
    await dieEverywhere({
      from: 'open',
      name: 'backup.begin',
      params: { passphrase: PASSPHRASE },
      deaths: MANY,
      end: async () => {
        await isWhole()
        expect(await stored()).toEqual(before)
        return 'before'
      },
    })
    // Its only write is its last step: nearly every death is before it.
    await dieEverywhere({
      from: 'open',
      name: 'backup.made',
      params: { made: 1, own: 1 },
      deaths: MANY,
      end: async () => {
        const now = await stored()
        expect([before, { ...before, backup: 1 }]).toContainEqual(now)
        return now.backup === before.backup ? 'before' : 'after'
      },
      again: async () => expect(await stored()).toEqual({ ...before, backup: 1 }),
    })
  })
})

/**
 * What goes on beside a deed takes steps of its own, now more and now fewer: where it was done before its death, it dies earlier. The
 * id of the command that died.
 */
async function dieInside(
  { steps, writes }: Steps,
  attempt: (after: Steps, id: string) => Promise<'stopped' | Steps>,
): Promise<string> {
  const id = freshId()
  if ((await attempt({ steps, writes }, id)) === 'stopped') return id
  if (steps === 0) throw new Error('a deed without a step')
  return dieInside({ steps: steps === NEVER ? 0 : Math.floor(steps / 2), writes: NEVER }, attempt)
}

/** Some deaths came before what the deed does, and some after. */
function expectBoth({ before, after }: Record<End, number>): void {
  expect(Math.min(before, after)).toBeGreaterThan(0)
}

/**
 * After each write, where what is stored is half of something if it ever is: Chromium dies after the odd ones, Firefox after the even ones.
 * And so many more, evenly, the first and the last step among them.
 */
function deathsOf({ steps, writes }: Steps, evenly: number, kind: BrowserKind): Steps[] {
  const many = Math.min(steps, evenly)
  const isOurs = ({ writes: after }: Steps): boolean => (after % 2 === 1) === (kind === 'chromium')
  return [
    ...Array.from({ length: writes }, (_, index) => ({ steps: NEVER, writes: index + 1 })).filter(isOurs),
    ...Array.from({ length: many }, (_, index) => ({
      steps: Math.round((index * (steps - 1)) / Math.max(1, many - 1)),
      writes: NEVER,
    })),
  ]
}

function freshId(): string {
  return randomBytes(16).toString('hex')
}
