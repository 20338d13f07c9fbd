// <p2panda-request>: ask for a thing. With `event` it is asked for that event, else for a new one of the visitor.

import type { JSX } from 'preact'
import type { P2panda } from '../page/p2panda.d.ts'
import { fromWallText, toWallText } from '../src/festival/zone-time.ts'
import { Unknown } from './event-card.tsx'
import type { Scene } from './scene.ts'
import { VisitorForm, typed } from './visitor-form.tsx'
import type { WordKey } from './words.ts'

const HOUR = 3_600_000

export function RequestForm({ scene }: { scene: Scene }): JSX.Element {
  const { say, attribute, resource, name, times, state } = scene
  const thing = resource(attribute('resource') ?? '')
  if (thing === undefined || thing.retired) return <Unknown scene={scene} words={say('unknownResource')} />
  const event = attribute('event')
  const start = Math.max(state.items.festival[0]?.from ?? 0, Math.ceil(Date.now() / HOUR) * HOUR)
  return (
    <VisitorForm
      scene={scene}
      title={say('ask', { thing: thing.title })}
      button={say('send')}
      done="sent"
      send={(provider, words) => ask(provider, words, { scene, resource: thing.id, event })}
    >
      {event === undefined && (
        <>
          <label>
            {say('askTitle')}
            <input name="title" required maxLength={200} />
          </label>
          <div class="pair">
            <label>
              {say('from')}
              <input name="from" type="datetime-local" required defaultValue={toWallText(start, times.zone)} />
            </label>
            <label>
              {say('to')}
              <input name="to" type="datetime-local" required defaultValue={toWallText(start + 2 * HOUR, times.zone)} />
            </label>
          </div>
        </>
      )}
      <label>
        {say('message', { name: name(thing.owner) })}
        <textarea name="message" rows={2} maxLength={500} />
      </label>
      {event === undefined && <p class="soft">{say('askTwice')}</p>}
    </VisitorForm>
  )
}

interface Wish {
  readonly scene: Scene
  readonly resource: string
  readonly event: string | undefined
}

async function ask(provider: P2panda, words: FormData, { scene, resource, event }: Wish): Promise<WordKey | undefined> {
  const { festival } = scene.source
  const { zone } = scene.times
  const message = typed(words, 'message')
  const said = message === '' ? {} : { message }
  if (event !== undefined) {
    await provider.requestResource({ event, resource, ...said })
    return undefined
  }
  const from = fromWallText(typed(words, 'from'), zone)
  const to = fromWallText(typed(words, 'to'), zone)
  if (from === undefined || to === undefined || to <= from) return 'wrongTimes'
  const scopes = ['event.create', 'request.create'].map((op) => `publish:${festival}/${op}`)
  await provider.connect({ festival, scopes: [`read:${festival}`, ...scopes] })
  const fields = { title: typed(words, 'title'), from, to }
  const made = await provider.publish({ festival, op: 'event.create', fields })
  await provider.requestResource({ event: made.id, resource, ...said })
  return undefined
}
