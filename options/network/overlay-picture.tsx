// Whom this browser is linked to, drawn (mockup 07a). Nobody there has a name or an animal: a browser's key is nobody's.
import type { JSX } from 'preact'
import { Icon } from '../../ui/icon.tsx'
import { plural, t } from '../../ui/i18n.ts'
import { peerPlaces } from './peer-places.ts'

/** Somebody's browser. */
export interface DrawnPanda {
  /** It has all that I wrote in the festivals that we share. */
  readonly hasAll: boolean
  /** The numbers of these festivals, where there are several. */
  readonly festivals: string
}

export function OverlayPicture({ pandas }: { pandas: readonly DrawnPanda[] }): JSX.Element {
  const places = peerPlaces(pandas.length)
  const drawn = pandas.flatMap((panda, index) => {
    const place = places[index]
    return place === undefined ? [] : [{ ...panda, ...place }]
  })
  const all = pandas.filter(({ hasAll }) => hasAll).length
  return (
    <div
      class={pandas.length > 12 ? 'overlay crowd' : 'overlay'}
      role="img"
      aria-label={plural('pictureLabel', pandas.length, [all])}
      dir="ltr"
      data-test="overlay-picture"
      data-pandas={pandas.length}
      data-all={all}
    >
      <svg viewBox="0 0 100 100" preserveAspectRatio="none">
        {drawn.map(({ x, y, hasAll }, index) => (
          <line key={index} class={hasAll ? 'all' : ''} x1="50" y1="50" x2={x} y2={y} />
        ))}
      </svg>
      <span class="panda me" style={{ insetInlineStart: '50%', top: '50%' }}>
        <span class="face">
          <Icon name="panda" size="large" />
        </span>
        <b class="small">{t('pictureMe')}</b>
      </span>
      {drawn.map(({ x, y, hasAll, festivals }, index) => (
        <span key={index} class={hasAll ? 'panda all' : 'panda'} style={{ insetInlineStart: `${x}%`, top: `${y}%` }}>
          <span class="face">
            <Icon name="panda" />
          </span>
          <span class="small words">
            {hasAll ? t('pictureAll') : t('pictureHere')} <span class="mono soft">{festivals}</span>
          </span>
        </span>
      ))}
    </div>
  )
}
