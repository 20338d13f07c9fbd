// Where a thing is, in a line with a pin; coordinates to copy, a page as a link that nothing opens by itself.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Location } from '../src/operations/operation.ts'
import { Button } from './button.tsx'
import { t } from './i18n.ts'
import { Icon } from './icon.tsx'
import { coordinates, linkAddress, placeWords } from './place-words.ts'
import { SafeText } from './safe-text.tsx'

const COPIED_FOR_MS = 2_000

/** `plain`: only the words, inside something that is pressed itself. */
export function PlaceLine(props: { location: Location; plain?: boolean }): JSX.Element {
  const { location } = props
  const href = location.type === 'url' && !props.plain ? linkAddress(location.url) : undefined
  return (
    <span class="small soft place-line" data-test="place" data-type={location.type}>
      <Icon name={location.type === 'url' ? 'globe' : 'pin'} size="small" />
      {href === undefined ? (
        <SafeText text={placeWords(location)} />
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer" title={href}>
          <SafeText text={placeWords(location)} />
        </a>
      )}
      {location.type === 'gps' && !props.plain && <CopyCoordinates text={coordinates(location)} />}
      {location.type === 'address' && location.note && !props.plain && (
        <span class="place-note">
          <SafeText text={location.note} />
        </span>
      )}
    </span>
  )
}

function CopyCoordinates({ text }: { text: string }): JSX.Element {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), COPIED_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <Button
      look="quiet"
      size="small"
      icon={copied ? 'check' : 'copy'}
      label={copied ? t('copied') : t('placeCopy')}
      test="place-copy"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    />
  )
}
