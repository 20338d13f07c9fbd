// How many others have something that I wrote, as far as they ever said so: a heart with its words.
import type { JSX } from 'preact'
import { Heart } from './heart.tsx'
import { plural, t } from './i18n.ts'

export function HeldBy({ holders }: { holders: number }): JSX.Element {
  return (
    <span class="row small soft" data-test="held-by" data-holders={holders}>
      <Heart holders={holders} size="small" />
      {holders === 0 ? t('arrivedNobody') : plural('arrivedHolders', holders)}
    </span>
  )
}
