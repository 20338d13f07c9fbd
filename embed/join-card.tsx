// <p2panda-join>: come into the festival with the invite that the site names; and what any invite link of a page does when clicked.

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { findProvider } from './live-source.ts'
import { refusalWord } from './refusal-words.ts'
import type { Scene } from './scene.ts'
import type { WordKey } from './words.ts'

export function JoinCard({ scene }: { scene: Scene }): JSX.Element {
  const { attribute, say, state } = scene
  const invite = attribute('invite')
  // Live is shown what the visitor's own p2panda has.
  if (state.status.kind === 'live') return <p class="soft">{say('joined')}</p>
  return invite === undefined ? <slot /> : <JoinButton scene={scene} invite={invite} />
}

/** Joins by the visitor's p2panda; without one the invite can be taken along. */
export function JoinButton({ scene, invite }: { scene: Scene; invite: string }): JSX.Element {
  const { say, source } = scene
  const [note, setNote] = useState<WordKey>()
  const provider = source.visitor?.provider
  const act = async (): Promise<WordKey> => {
    if (provider === undefined) {
      await navigator.clipboard.writeText(invite)
      return 'copied'
    }
    setNote('asking')
    await provider.join(invite)
    return 'joined'
  }
  return (
    <div class="way">
      <button
        type="button"
        class="button"
        part="join"
        onClick={() =>
          void act()
            .catch(refusalWord)
            .then((word) => setNote(word))
        }
      >
        {say(provider === undefined ? 'copy' : 'join')}
      </button>
      <span class="soft" role="status">
        {note === undefined ? '' : say(note)}
      </span>
    </div>
  )
}

const MARK = '__p2pandaInvites'

/** Invite links of the page open in the visitor's p2panda, where there is one; else they stay the links that they are. */
export function openInviteLinks(): void {
  // One copy of the script is enough.
  if (MARK in window) return
  Object.defineProperty(window, MARK, { value: true })
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const invite = link === null || event.defaultPrevented ? undefined : inviteIn(link.href)
    if (invite === undefined || window.p2panda === undefined) return
    event.preventDefault()
    void findProvider().then((provider) => provider?.join(invite).catch(() => undefined))
  })
}

function inviteIn(address: string): string | undefined {
  return /p2panda:1:[\w-]+/.exec(address)?.[0]
}
