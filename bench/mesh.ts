// Several real browsers: how long until what one writes is on everybody's screen, and how much of what a data channel can
// carry arrives as entries that are checked and stored.
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { distOf } from '../scripts/build/targets.ts'
import { hook, type Person } from '../scripts/story/person.ts'
import { FESTIVAL, FESTIVAL_PLAN } from '../scripts/story/plot.ts'
import { startTracker } from '../scripts/tracker.ts'
import { awaitClick, awaitElement } from './in-page.ts'
import type { Written } from './mesh-page.ts'
import { repeat, type Measurement } from './measurement.ts'
import { clickToSeen, label, onStage, PAIRS, type Stage } from './stage.ts'

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gwen', 'Hugo']
const KINDS: readonly BrowserKind[] = ['chromium', 'firefox']
const SPREADS = 8

/** A single round can be off by a third either way. */
const ROUNDS = 7
const RAW_BYTES = 48 * 1024 * 1024
const ENTRIES = 4_800
const FEW_ENTRIES = 400
/** Bytes of an entry's text: as long as the description of an event may be. */
const TEXT_BYTES = 8_000

export async function measureMesh(): Promise<Measurement[]> {
  const measurements = [await spread()]
  for (const pair of PAIRS) measurements.push(...(await throughput(pair)))
  return measurements
}

/** From the click on *Lend* in one browser to the thing on the screen of the last of the seven others. */
async function spread(): Promise<Measurement> {
  const samples = await onStage(async (stage) => {
    const people = await gather(stage)
    return repeat(SPREADS, (sample) => lendOnce(people, sample))
  })
  return { what: 'entry of one is on the screens of all', where: '4 Chromium and 4 Firefox', unit: 'ms', samples }
}

async function gather(stage: Stage): Promise<Person[]> {
  const tracker = await startTracker()
  stage.keep(tracker, tracker.stop)
  const people: Person[] = []
  for (const [index, name] of NAMES.entries()) {
    const person = await stage.person(KINDS[index % KINDS.length] ?? 'chromium', name)
    await person.makePanda()
    people.push(person)
  }
  const [ada, ...others] = people
  if (ada === undefined) throw new Error('nobody came')
  await ada.useMeetingPoint(tracker.url)
  await ada.createFestival(FESTIVAL_PLAN)
  await ada.goOnline()
  const invite = await ada.inviteLink()
  for (const person of others) await person.join(invite, FESTIVAL)
  for (const person of people) {
    const everybody = `${hook('peers')}[data-count="${people.length - 1}"]`
    await (await person.popup()).waitFor(everybody, { timeoutMs: 120_000 })
  }
  return people
}

async function lendOnce(people: readonly Person[], sample: number): Promise<number> {
  const lender = people[sample % people.length]
  if (lender === undefined) throw new Error('nobody lends')
  const title = `Thing ${sample}`
  const others = people.filter((person) => person !== lender)
  const screens = await Promise.all(others.map((person) => person.goTo('all')))
  const popup = await lender.goTo('offer')
  await popup.fill(hook('offer-title'), title)
  for (const screen of screens) await screen.evaluate(awaitElement, `${hook('thing')}[data-title="${title}"]`)
  await popup.evaluate(awaitClick)
  await popup.click(hook('offer-submit'))
  return Math.max(...(await Promise.all(screens.map((screen) => clickToSeen(popup, screen)))))
}

/** Round by round, because the machine is shared. */
async function throughput([from, to]: (typeof PAIRS)[number]): Promise<Measurement[]> {
  const rounds = await onStage(async (stage) => {
    const sender = await benchPage(stage, from, 'Ada')
    const text = JSON.stringify(await longText())
    const write = (entries: number): Promise<Written> =>
      sender.evaluate(`mesh.write(${entries}, ${TEXT_BYTES}, ${text})`)
    const [few, all] = [await write(FEW_ENTRIES), await write(ENTRIES)]
    return repeat(ROUNDS, () => onStage(async (own) => sendBoth(sender, await benchPage(own, to, 'Ben'), few, all)))
  })
  const where = label(from, to)
  return [
    { what: 'raw data channel, frames of 16 KiB', where, unit: 'MB/s', samples: rounds.map(({ raw }) => raw) },
    {
      what: `entries with ${TEXT_BYTES} bytes of text, checked and stored`,
      where,
      unit: 'MB/s',
      samples: rounds.map(({ entries }) => entries),
    },
    {
      what: 'entries, share of the raw data channel',
      where,
      unit: '×',
      samples: rounds.map(({ raw, entries }) => entries / raw),
    },
  ]
}

/**
 * A channel as it is, then about as many bytes as entries over another one, in MB/s. The receiver is new each time: what earlier
 * rounds left in a database that several share would be tidied up while this one is measured. A few entries come first, so that all of
 * its code has run.
 */
async function sendBoth(
  sender: Page,
  receiver: Page,
  few: Written,
  all: Written,
): Promise<{ raw: number; entries: number }> {
  await sendEntries(sender, receiver, few)
  await connect(sender, receiver)
  await receiver.evaluate(`mesh.countBytes(${RAW_BYTES})`)
  await sender.evaluate(`mesh.sendBytes(${RAW_BYTES})`)
  const raw = rateOf(RAW_BYTES, await receiver.evaluate('mesh.done()'))
  return { raw, entries: rateOf(all.bytes, await sendEntries(sender, receiver, all)) }
}

/** Over a fresh channel; gives milliseconds. */
async function sendEntries(sender: Page, receiver: Page, { festival, entries }: Written): Promise<unknown> {
  await connect(sender, receiver)
  await sender.evaluate(`mesh.serve(${JSON.stringify(festival)})`)
  await receiver.evaluate(`mesh.take(${JSON.stringify(festival)}, ${entries})`)
  return receiver.evaluate('mesh.done()')
}

/** A page of the extension, for its addresses and its workers, that runs our functions: in a copy of the extension. */
export async function benchPage(stage: Stage, kind: BrowserKind, name: string): Promise<Page> {
  const extension = await stage.folder()
  await cp(distOf(kind === 'chromium' ? 'chrome' : 'firefox'), extension, { recursive: true })
  const common = { bundle: true, format: 'iife', target: 'es2023', minify: true, logLevel: 'error' } as const
  await build({
    ...common,
    entryPoints: ['bench/mesh-page.ts'],
    outfile: join(extension, 'mesh.js'),
    globalName: 'mesh',
  })
  await writeFile(join(extension, 'mesh.html'), '<!doctype html><title>Mesh</title><script src="mesh.js"></script>')
  const browser = await stage.browser(kind, name, { extension })
  return browser.open(browser.extensionUrl('mesh.html'))
}

export async function connect(sender: Page, receiver: Page): Promise<void> {
  const offer = await sender.evaluate('mesh.offer()')
  const answer = await receiver.evaluate(`mesh.answer(${JSON.stringify(offer)})`)
  if ((await sender.evaluate(`mesh.accept(${JSON.stringify(answer)})`)) !== true) throw new Error('no link')
}

/** A text that somebody wrote, long enough that it does not begin again within a message: our documents, of a byte for each letter. */
async function longText(): Promise<string> {
  const folders = ['docs', 'docs/decisions']
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((file) => join(folder, file))),
  )
  const texts = files
    .flat()
    .filter((file) => file.endsWith('.md'))
    .toSorted()
  return (await Promise.all(texts.map((file) => readFile(file, 'utf8')))).join('\n').replaceAll(/[^\n -~]/g, '')
}

function rateOf(bytes: number, ms: unknown): number {
  return bytes / 1_000 / Number(ms)
}
