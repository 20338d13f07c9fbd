// The way to get p2panda, for who has none: a link, where the site names one.

import type { JSX } from 'preact'
import type { Scene } from './scene.ts'
import { isWebAddress } from './site-pages.tsx'

export function GetIt({ scene: { attribute, say } }: { scene: Scene }): JSX.Element | null {
  const address = attribute('get')
  if (address === undefined || !isWebAddress(address, document.baseURI)) return null
  return (
    <a class="button line" part="get" href={address}>
      {say('getIt')}
    </a>
  )
}
