// A web site written only from docs/page-api.md: every example as it is printed, in its order, on a page of a real browser
// with the real extension. Only what the text itself calls a placeholder is filled in: the festival's id and the invite.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serve } from '../../scripts/serve.ts'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { questionsClose } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { PUBLISHABLE } from '../../messages/publishable.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

/** Names that the text around the examples speaks of; whatever an example declares itself it has from there. */
const SPOKEN_OF = ['p2panda', 'festival', 'event', 'button', 'render', 'reload', 'say'] as const

interface Example {
  readonly source: string
  /** Questions that a visitor answers on the way. */
  readonly questions: number
  readonly waitsForPress: boolean
}

const examples = await readExamples()

describe.each(BROWSERS)('a site written from the documentation, in %s', (kind) => {
  const { panda, afterwards } = usePeople()

  it('works at the first try', { timeout: 240_000 }, async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.makeEvent({ title: 'Talk', from: '2027-06-18T10:00', to: '2027-06-18T12:00', things: [PROJECTOR] })
    const [festival, invite] = [await festivalId(ada), await ada.inviteLink()]
    const folder = await mkdtemp(join(tmpdir(), 'p2panda-docs-'))
    afterwards(() => rm(folder, { recursive: true }))
    await writeFile(join(folder, 'index.html'), PAGE)
    const served = await serve(folder)
    afterwards(served.stop)
    const site = await ada.browser.open(served.url)
    const run = async (source: string, questions: number, waitsForPress: boolean): Promise<void> => {
      const filled = source.replace("'0040…'", `'${festival}'`).replace("'p2panda:1:…'", `'${invite}'`)
      await site.evaluate(prepare, filled, festival, [...SPOKEN_OF])
      await site.click('#run')
      if (waitsForPress) await site.click('#button')
      for (let asked = 0; asked < questions; asked += 1) {
        await ada.approveSite().catch(async (error: unknown) => {
          throw new Error(`${String(error)}\n${await site.text('#outcome')}\n${source}`)
        })
      }
      await site.waitFor('#outcome[data-state]', { timeoutMs: 30_000 })
      expect(await site.evaluate('document.querySelector("#outcome").dataset.state'), source).toBe('done')
      if (questions > 0) await questionsClose(ada.browser)
    }
    const used = new Set<string>()
    const [find, connect, ...others] = examples
    if (find === undefined || connect === undefined) throw new Error('the documentation has no examples')
    await run(find.source, find.questions, find.waitsForPress)
    await run(connect.source, connect.questions, connect.waitsForPress)
    // The text names the scopes where they are needed; a site that does all of it asks for all of them.
    const scopes = ['identity', ...PUBLISHABLE.map((op) => `publish:${festival}/${op}`)]
    await run(`await p2panda.connect({ scopes: ${JSON.stringify(scopes)} })`, 1, false)
    for (const example of inOrder(others)) await run(example.source, example.questions, example.waitsForPress)
    for (const { source } of examples) {
      for (const [, method = ''] of source.matchAll(/p2panda\.(\w+)/g)) used.add(method)
    }
    expect([...used].sort()).toEqual(METHODS)
    expect(await site.text('#events')).toContain('queued')
    const popup = await ada.goTo('today')
    for (const title of ['Reading group', 'Breakfast', 'Concert', 'Slides']) {
      await popup.waitFor(`${hook('event-card')}[data-title="${title}"]`)
    }
  })
})

const METHODS = [
  'addEventListener',
  'authorize',
  'call',
  'connect',
  'disconnect',
  'identity',
  'join',
  'open',
  'permissions',
  'publish',
  'publishAll',
  'query',
  'requestResource',
  'subscribe',
]

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>From the documentation</title>
<link rel="icon" href="data:,"><button id="run">Run</button><button id="button">Button</button>
<output id="outcome"></output><output id="events"></output></html>`

/** Makes an example what the two buttons do. Runs in the page. */
function prepare(source: string, festival: string, spokenOf: readonly string[]): void {
  const outcome = document.querySelector<HTMLElement>('#outcome')
  const events = document.querySelector('#events')
  const [begin, press] = ['#run', '#button'].map((id) => document.querySelector<HTMLElement>(id))
  if (outcome === null || !events || !begin || !press) throw new Error('the page is not whole')
  const tell = (state: string): void => {
    outcome.dataset['state'] = state
    outcome.textContent = state
  }
  delete outcome.dataset['state']
  const site = window as unknown as { kept?: Record<string, unknown>; p2panda: unknown }
  const settle = (work: Promise<unknown>): void =>
    void work.then(
      () => tell('done'),
      (error: unknown) => tell(String(error)),
    )
  const button = {
    addEventListener: (_type: 'click', act: () => Promise<unknown>) => {
      press.onclick = () => settle(Promise.resolve(act()))
    },
  }
  const given: Record<string, unknown> = {
    p2panda: site.p2panda,
    festival,
    event: site.kept?.['event'],
    button,
    render: () => undefined,
    reload: () => undefined,
    say: (words: string) => events.append(words, ' queued'),
  }
  const isOwn = (name: string): boolean => new RegExp(`(?:const|let|function) (?:\\{[^}]*)?\\b${name}\\b`).test(source)
  const names = spokenOf.filter((name) => !isOwn(name))
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
    ...code: string[]
  ) => (...values: unknown[]) => Promise<unknown>
  // An event that an example makes is the one that later ones speak of.
  const keeps = isOwn('event') && source.includes('const event = ') ? '\nreturn { event }' : ''
  const example = new AsyncFunction(...names, source + keeps)
  const act = async (): Promise<void> => {
    const kept = await example(...names.map((name) => given[name]))
    if (kept !== undefined) site.kept = kept as Record<string, unknown>
  }
  begin.onclick = () => {
    const work = act()
    if (!source.includes('button.addEventListener')) settle(work)
  }
}

/** What takes the permission back comes last, what listens comes before what it hears of. */
function inOrder(all: readonly Example[]): readonly Example[] {
  const isLast = ({ source }: Example): boolean => source.includes('p2panda.disconnect(')
  const isFirst = ({ source }: Example): boolean => source.includes('p2panda.addEventListener(')
  return [...all.filter(isFirst), ...all.filter((each) => !isFirst(each) && !isLast(each)), ...all.filter(isLast)]
}

async function readExamples(): Promise<readonly Example[]> {
  const text = await readFile('docs/page-api.md', 'utf8')
  return [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, source = '']) => ({
    source,
    questions: [
      ...source.matchAll(/p2panda\.(connect|authorize|publish|publishAll|requestResource|join)\(\{?\n?/g),
    ].filter(({ index }) => !source.slice(index, index + 200).includes('silent: true')).length,
    waitsForPress: source.includes('button.addEventListener'),
  }))
}
