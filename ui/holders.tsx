// How many of those who are here hold all that I wrote in a festival: a heart with its words.
import type { JSX } from 'preact'
import { Heart } from './heart.tsx'
import { plural, t } from './i18n.ts'

/** Of this moment; what was confirmed earlier shows at the single entries. */
export function Holders({ holders }: { holders: number }): JSX.Element {
  return (
    <span class="row small soft" data-test="holders" data-holders={holders}>
      <Heart holders={holders} size="small" />
      {holders === 0 ? t('holdersNone') : plural('healthHolders', holders)}
    </span>
  )
}
