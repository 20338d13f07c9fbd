// Pictures that somebody shows of a thing or an event: small in a list, whole where it is looked at. Their place is kept from the first
// moment on, since entries say how large they are.
import type { ComponentChildren, JSX } from 'preact'
import { smallOf } from '../src/operations/blobs.ts'
import type { BlobId, BlobRef } from '../src/operations/operation.ts'
import { formatPercent } from './format.ts'
import { visibleText } from './hidden-characters.ts'
import { t } from './i18n.ts'
import { usePictureState, type PictureState } from './use-picture-state.ts'

/** A square of it; what stands in its place until it is here, or when it can not be shown. */
export function SmallPicture(props: { picture: BlobRef; instead: ComponentChildren }): JSX.Element {
  const small = smallOf(props.picture)
  return <span class="picture-square">{small === undefined ? props.instead : <Square {...props} small={small} />}</span>
}

function Square(props: { picture: BlobRef; small: BlobId; instead: ComponentChildren }): JSX.Element {
  const state = usePictureState(props.picture, props.small)
  if (state?.kind !== 'shown') return <>{props.instead}</>
  // What it shows is said where it is large; here the title stands beside it.
  return <img src={state.url} alt="" data-test="picture-small" />
}

/** `reach` says why nobody can be asked, if that is so. */
export function WholePicture({ picture, reach }: { picture: BlobRef; reach: string | undefined }): JSX.Element {
  const state = usePictureState(picture, picture)
  const { width = 4, height = 3 } = picture
  const alt = picture.alt === undefined ? '' : visibleText(picture.alt)
  return (
    <figure class="picture" data-test="picture" data-state={state?.kind ?? 'unknown'}>
      {state?.kind === 'shown' ? (
        <img src={state.url} width={width} height={height} alt={alt} data-test="picture-whole" />
      ) : (
        <Placeholder picture={picture} width={width} height={height} alt={alt} />
      )}
      {state?.kind === 'missing' && <Missing state={state} size={picture.size} reach={reach} />}
      {state?.kind === 'refused' && (
        <p class="small" data-test="picture-refused">
          {t('pictureRefused')}
        </p>
      )}
      {alt !== '' && <figcaption class="small soft">{alt}</figcaption>}
    </figure>
  )
}

/** As large as the picture will be: its thumbnail when that is here. */
function Placeholder(props: { picture: BlobRef; width: number; height: number; alt: string }): JSX.Element {
  const { picture, width, height, alt } = props
  const state = usePictureState(picture, picture.thumbnail ?? picture)
  if (state?.kind === 'shown') return <img class="waits" src={state.url} width={width} height={height} alt={alt} />
  return <svg class="waits" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" />
}

function Missing(props: {
  state: Extract<PictureState, { kind: 'missing' }>
  size: number
  reach: string | undefined
}): JSX.Element {
  const { state, size, reach } = props
  const share = state.held / size
  const words = reach ?? (state.isNowhere ? t('pictureNowhere') : t('pictureComing', [formatPercent(share)]))
  return (
    <div class="picture-state">
      <progress value={state.held} max={size} aria-label={t('pictureProgress')} />
      <p class="small" role="status" data-test="picture-missing" data-nowhere={state.isNowhere}>
        {words}
      </p>
    </div>
  )
}
