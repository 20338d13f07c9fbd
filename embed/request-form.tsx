// <p2panda-request>: ask for a thing. With `event` it is asked for that event, else for a new one of the visitor.

import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { P2panda, ResourceItem } from '../page/p2panda.d.ts'
import { fromWallText, toWallText } from '../src/festival/zone-time.ts'
import { AskedLines } from './asked-lines.tsx'
import { askedFor, noteAsked } from './asked.ts'
import { Unknown } from './event-card.tsx'
import { refusalWord } from './refusal-words.ts'
import type { Scene } from './scene.ts'
import { VisitorForm, typed } from './visitor-form.tsx'
import type { WordKey } from './words.ts'

const HOUR = 3_600_000

export function RequestForm({ scene }: { scene: Scene }): JSX.Element {
  const { say, attribute, resource } = scene
  const thing = resource(attribute('resource') ?? '')
  if (thing === undefined || thing.retired) return <Unknown scene={scene} words={say('unknownResource')} />
  return <AskFor key={thing.id} scene={scene} thing={thing} />
}

function AskFor({ scene, thing }: { scene: Scene; thing: ResourceItem }): JSX.Element {
  const { say, attribute, name, times, state } = scene
  const [asked, setAsked] = useState(() => askedFor(thing.id))
  // An event that was made for a question that did not get through: the next try asks for it.
  const made = useRef<{ readonly words: string; readonly event: string }>(undefined)
  const event = attribute('event')
  const start = Math.max(state.items.festival[0]?.from ?? 0, Math.ceil(Date.now() / HOUR) * HOUR)
  const ask = async (provider: P2panda, words: FormData): Promise<WordKey | undefined> => {
    const fields = event === undefined ? eventFields(words, times.zone) : undefined
    if (fields !== undefined && fields.to <= fields.from) return 'wrongTimes'
    const ops = [...(fields === undefined ? [] : ['event.create']), 'request.create']
    await scene.source.mayWrite(ops, attribute('invite'))
    const asFor = event ?? (await eventFor(provider, fields))
    const message = typed(words, 'message')
    try {
      await provider.requestResource({ event: asFor, resource: thing.id, ...(message !== '' && { message }) })
    } catch (error) {
      // Whoever said no to the second question has said yes to the first one.
      if (event === undefined && refusalWord(error) === 'no') return 'onlyEvent'
      throw error
    }
    made.current = undefined
    noteAsked(thing.id, asFor)
    setAsked((before) => [...before.filter((each) => each !== asFor), asFor])
    return undefined
  }
  const eventFor = async (provider: P2panda, fields: object | undefined): Promise<string> => {
    const words = JSON.stringify(fields)
    if (made.current?.words === words) return made.current.event
    const { festival } = scene.source
    const { id } = await provider.publish({ festival, op: 'event.create', fields: fields ?? {} })
    made.current = { words, event: id }
    return id
  }
  return (
    <VisitorForm
      scene={scene}
      title={say('ask', { thing: thing.title })}
      button={say('send')}
      done="sent"
      send={ask}
      below={<AskedLines scene={scene} thing={thing} events={asked} />}
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

/** What was typed about the event; times that are none are before the beginning of time. */
function eventFields(words: FormData, zone: string): { title: string; from: number; to: number } {
  const from = fromWallText(typed(words, 'from'), zone) ?? 0
  return { title: typed(words, 'title'), from, to: fromWallText(typed(words, 'to'), zone) ?? 0 }
}
