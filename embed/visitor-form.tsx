// A form whose words go to the visitor's p2panda, which asks them before anything is written.

import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { P2panda } from '../page/p2panda.d.ts'
import { GetIt } from './get-it.tsx'
import { refusalWord } from './refusal-words.ts'
import type { Scene } from './scene.ts'
import type { WordKey } from './words.ts'

interface VisitorFormProps {
  readonly scene: Scene
  readonly title: string
  readonly button: string
  /** Said when it is done. */
  readonly done: WordKey
  /** Rejects as the page API does, or gives what there is to say instead. */
  readonly send: (provider: P2panda, words: FormData) => Promise<WordKey | undefined>
  readonly children: ComponentChildren
  /** What came of it so far, below. */
  readonly below?: ComponentChildren
}

export function VisitorForm(props: VisitorFormProps): JSX.Element {
  const { scene, title, button, done, send, children, below } = props
  const { say, source } = scene
  const [note, setNote] = useState<WordKey>()
  const [isBusy, setBusy] = useState(false)
  const provider = source.visitor?.provider
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    if (provider === undefined || isBusy) return
    setBusy(true)
    setNote('asking')
    const said = await send(provider, new FormData(form)).then((instead) => instead ?? done, refusalWord)
    if (said === done) form.reset()
    setNote(said)
    setBusy(false)
  }
  return (
    <form class="card" part="card" onSubmit={(event) => void submit(event)}>
      <h3 part="title">
        <bdi>{title}</bdi>
      </h3>
      {provider === undefined ? (
        source.visitor !== undefined && (
          <>
            <p class="soft">{say('needsPanda')}</p>
            <GetIt scene={scene} />
          </>
        )
      ) : (
        <>
          {children}
          <div>
            <button type="submit" class="button" part="send" aria-disabled={isBusy} aria-busy={isBusy}>
              {button}
            </button>
          </div>
          <p class="soft" role="status">
            {note === undefined ? '' : say(note)}
          </p>
        </>
      )}
      {below}
    </form>
  )
}

/** What was typed, without spaces around it. */
export function typed(words: FormData, name: string): string {
  const value = words.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
