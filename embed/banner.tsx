// Where what is shown comes from and how far it can be trusted, and the way to see it live.

import type { JSX } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { GetIt } from './get-it.tsx'
import { JoinButton } from './join-card.tsx'
import { refusalWord } from './refusal-words.ts'
import type { Scene } from './scene.ts'
import type { Status, Verified } from './source.ts'
import type { WordKey } from './words.ts'

/** On top of a programme. */
export function Banner({ scene }: { scene: Scene }): JSX.Element {
  useSpeaking(scene)
  return <Plate scene={scene} />
}

/** Instead of what an element would show, while nothing is known to be true; once on a page. */
export function Excuse({ scene }: { scene: Scene }): JSX.Element | null {
  return useSpeaking(scene) ? <Plate scene={scene} /> : null
}

function Plate({ scene }: { scene: Scene }): JSX.Element {
  const { kind } = scene.state.status
  return (
    <div class={`banner ${kind}`} part="banner">
      <Told scene={scene} role="status" />
      {kind !== 'live' && kind !== 'loading' && <WayToLive scene={scene} />}
    </div>
  )
}

/**
 * The same in small, below what is shown of a festival by itself, if no other element of the page says it already. It does not
 * tell everybody to get something.
 */
export function Origin({ scene }: { scene: Scene }): JSX.Element | null {
  const isSpeaking = useSpeaking(scene)
  const { source, state } = scene
  if (!isSpeaking) return null
  const { kind } = state.status
  return (
    <div class={`origin ${kind}`} part="origin">
      <Told scene={scene} />
      {kind !== 'live' && source.visitor?.provider !== undefined && <WayToLive scene={scene} />}
    </div>
  )
}

/** Whether this element says it, for all that show the same. */
function useSpeaking({ source, element }: Scene): boolean {
  useLayoutEffect(() => source.speakUp(element), [source, element])
  return source.isFirstToSpeak(element)
}

function Told({ scene, role }: { scene: Scene; role?: 'status' }): JSX.Element {
  const { status } = scene.state
  return (
    <>
      <svg viewBox="0 0 24 24" class="sign" aria-hidden="true">
        <path d={SIGNS[status.kind]} />
      </svg>
      <div class="words">
        <p role={role} part="status">
          {sentence(scene, status)}
        </p>
        {status.kind === 'verified' && status.isOld && <p part="old">{scene.say('old')}</p>}
        {status.kind === 'verified' && <Proof status={status} scene={scene} />}
      </div>
    </>
  )
}

const SIGNS: Readonly<Record<Status['kind'], string>> = {
  loading: 'M5 12h.01M12 12h.01M19 12h.01',
  live: 'M12 20s-8-5.2-8-10.6A4.4 4.4 0 0 1 12 6.8a4.4 4.4 0 0 1 8 2.6C20 14.8 12 20 12 20z',
  verified: 'm5 12.5 4.6 4.6L19.2 7.4',
  refused: 'M12 5v8.5M12 18v.5',
  nothing: 'M6 12h12',
}

function sentence({ say, times }: Scene, status: Status): string {
  switch (status.kind) {
    case 'refused':
      return say(`refused.${status.code}`)
    case 'verified':
      return say('verified', { date: times.moment(status.asOf) })
    case 'loading':
    case 'live':
    case 'nothing':
      return say(status.kind)
  }
}

function Proof({ scene, status }: { scene: Scene; status: Verified }): JSX.Element {
  const { say, locale } = scene
  const number = new Intl.NumberFormat(locale)
  const key: WordKey = status.authors === 1 ? 'checked.one' : 'checked.other'
  const counts = { entries: number.format(status.entries), count: number.format(status.authors) }
  return (
    <details part="proof">
      <summary>
        <span class="soft">{say(key, counts)}</span> <span class="link">{say('what')}</span>
      </summary>
      <p>{say('meaning')}</p>
      {status.isPartial && <p>{say('partial')}</p>}
    </details>
  )
}

/** With the extension a question to it, without one a link, where the site names one. */
function WayToLive({ scene }: { scene: Scene }): JSX.Element | null {
  const { source, say, attribute } = scene
  const [note, setNote] = useState<WordKey>()
  const invite = attribute('invite')
  if (source.visitor === undefined) return null
  if (source.visitor.provider === undefined) return <GetIt scene={scene} />
  if (source.isStranger) {
    return (
      <div class="way">
        {invite !== undefined && <JoinButton scene={scene} invite={invite} />}
        <span class="soft">{say('stranger')}</span>
      </div>
    )
  }
  const connect = async (): Promise<void> => {
    setNote('asking')
    setNote(await source.seeLive(say('seeLiveReason'), invite).then(() => undefined, refusalWord))
  }
  return (
    <div class="way">
      <button type="button" part="connect" class="button line" onClick={() => void connect()}>
        {say('seeLive')}
      </button>
      <span class="soft" role="status">
        {note === undefined ? '' : say(note)}
      </span>
    </div>
  )
}
