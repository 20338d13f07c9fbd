// What the proof costs on a festival's web site: from asking for a snapshot to the programme on the screen, every signature checked, beside
// the same programme as plain JSON that is believed. In turns, in one page of a browser without p2panda.
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { checkSnapshot } from '../embed/check-snapshot.ts'
import type { BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { buildEmbed } from '../scripts/build/embed.ts'
import { serve } from '../scripts/serve.ts'
import type { Shown } from './embed-page.ts'
import type { Measurement } from './measurement.ts'
import { programmeToMeasure } from './schedule.ts'
import { NOTHING, label, onStage, type Stage } from './stage.ts'
import { webProgramme, type WebProgramme } from './web-programme.ts'

const COUNTS = [150, 1000]
const KINDS: readonly BrowserKind[] = ['chromium', 'firefox']
const ROUNDS = 9

export async function measureEmbed(): Promise<Measurement[]> {
  const talks = await programmeToMeasure()
  await buildEmbed()
  const measurements: Measurement[] = []
  for (const count of COUNTS) {
    const programme = await webProgramme(talks, count)
    const plain = await plainOf(programme)
    measurements.push(...sizes(count, programme, plain))
    for (const kind of KINDS) measurements.push(...(await inBrowser(kind, count, programme, plain)))
  }
  return measurements
}

/** The items that the snapshot comes to, as JSON. */
async function plainOf({ festival, snapshot }: WebProgramme): Promise<string> {
  const checked = await checkSnapshot(snapshot, festival, Date.now())
  if (!checked.ok) throw new Error(`the snapshot is ${checked.code}`)
  return JSON.stringify(checked.value.items)
}

function sizes(count: number, { snapshot }: WebProgramme, plain: string): Measurement[] {
  const files = { 'signed snapshot': snapshot, 'the same as plain JSON': new TextEncoder().encode(plain) }
  return Object.entries(files).flatMap(([what, bytes]): Measurement[] => [
    { what: `${count} events: ${what}`, where: 'Node', unit: 'B', samples: [bytes.length] },
    { what: `${count} events: ${what}, gzip`, where: 'Node', unit: 'B', samples: [gzipSync(bytes).length] },
  ])
}

async function inBrowser(
  kind: BrowserKind,
  count: number,
  programme: WebProgramme,
  plain: string,
): Promise<Measurement[]> {
  const rounds = await onStage(async (stage) => {
    const page = await openSite(stage, kind, programme, plain)
    const rounds: Round[] = []
    // The first one warms up: scripts are compiled, the worker's among them.
    for (let round = 0; round <= ROUNDS; round += 1) rounds.push(await show(page, programme.festival, round))
    return rounds.slice(1)
  })
  const where = label(kind)
  const row = (what: string, unit: Measurement['unit'], of: (round: Round) => number): Measurement => ({
    what: `${count} events: ${what}`,
    where,
    unit,
    samples: rounds.map(of),
  })
  return [
    row('fetched, every signature checked', 'ms', ({ signed }) => signed.checked),
    row('fetched, checked and painted', 'ms', ({ signed }) => signed.painted),
    row('plain JSON fetched and painted', 'ms', ({ plain }) => plain.painted),
    row('checked, longer than plain JSON', '×', ({ signed, plain }) => signed.painted / plain.painted),
  ]
}

interface Round {
  readonly signed: Shown
  readonly plain: Shown
}

async function show(page: Page, festival: string, round: number): Promise<Round> {
  // Each address is another one to the element, which checks what it knows only once.
  const signed = (): Promise<Shown> =>
    page.evaluate<[], Shown>(`embedPage.showSnapshot('${festival}', 'programme.p2panda?${round}')`)
  const plain = (): Promise<Shown> => page.evaluate<[], Shown>(`embedPage.showPlain('programme.json?${round}')`)
  if (round % 2 === 0) return { signed: await signed(), plain: await plain() }
  const first = await plain()
  return { signed: await signed(), plain: first }
}

/** A site with the embed script and both files, in a browser with an extension that does nothing. */
async function openSite(stage: Stage, kind: BrowserKind, { snapshot }: WebProgramme, plain: string): Promise<Page> {
  const [folder, extension] = [await stage.folder(), await stage.folder()]
  await build({
    entryPoints: ['bench/embed-page.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'embedPage',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outfile: join(folder, 'embed-page.js'),
  })
  await copyFile('dist/embed/p2panda-embed.js', join(folder, 'p2panda-embed.js'))
  await writeFile(join(folder, 'programme.p2panda'), snapshot)
  await writeFile(join(folder, 'programme.json'), plain)
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Site</title><link rel="icon" href="data:,">' +
      '<script src="p2panda-embed.js"></script><script src="embed-page.js"></script></html>',
  )
  await writeFile(join(extension, 'manifest.json'), JSON.stringify(NOTHING))
  const site = await serve(folder)
  stage.keep(site, site.stop)
  const browser = await stage.browser(kind, 'Visitor', { extension })
  return browser.open(site.url)
}
