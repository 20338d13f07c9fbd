// <p2panda-offer>: offer a thing, a place or a skill to the festival.

import type { JSX } from 'preact'
import type { P2panda } from '../page/p2panda.d.ts'
import type { Scene } from './scene.ts'
import { VisitorForm, typed } from './visitor-form.tsx'

export function OfferForm({ scene }: { scene: Scene }): JSX.Element {
  const { say, source, attribute } = scene
  const kinds = ['thing', 'place', 'skill'] as const
  return (
    <VisitorForm
      scene={scene}
      title={say('offer')}
      button={say('offerSend')}
      done="offered"
      send={async (provider, words) => {
        await source.mayWrite(['resource.create'], attribute('invite'))
        return offer(provider, words, source.festival)
      }}
    >
      <label>
        {say('offerTitle')}
        <input name="title" required maxLength={200} />
      </label>
      <label>
        {say('offerKind')}
        <select name="kind">
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {say(`kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('description')}
        <textarea name="description" rows={2} maxLength={2000} />
      </label>
    </VisitorForm>
  )
}

async function offer(provider: P2panda, words: FormData, festival: string): Promise<undefined> {
  const description = typed(words, 'description')
  const fields = { title: typed(words, 'title'), kind: typed(words, 'kind'), ...(description && { description }) }
  await provider.publish({ festival, op: 'resource.create', fields })
}
