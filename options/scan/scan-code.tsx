// An invite as a picture: before the camera, from a file, or pasted. What was read stands in the field below, and nothing happens before
// somebody presses the button there.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { FileButton } from '../data/file-button.tsx'
import type { CodeFault } from './read-code.ts'
import { type CameraFault, useCamera } from './use-camera.ts'

type Said = 'found' | CodeFault

const CAMERA_FAULTS: Readonly<Record<CameraFault, string>> = {
  none: 'scanNoCamera',
  refused: 'scanRefused',
  busy: 'scanBusy',
}

export function ScanCode({ onFound }: { onFound: (text: string) => void }): JSX.Element {
  const [isLooking, setLooking] = useState(false)
  const [said, say] = useState<Said | undefined>(undefined)
  const take = (text: string): void => {
    setLooking(false)
    say('found')
    onFound(text)
  }
  const read = async (picture: Blob | undefined): Promise<void> => {
    if (picture === undefined) return
    const { readPicture } = await import('./read-code.ts')
    const code = await readPicture(picture)
    if (code.ok) take(code.text)
    else say(code.fault)
  }
  usePastedPicture((picture) => void read(picture))
  return (
    <div class="stack tight scan" data-test="scan" data-said={said}>
      <div class="row wrap">
        <Button
          look="line"
          icon={isLooking ? 'x' : 'qr'}
          test="scan-camera"
          onClick={() => {
            say(undefined)
            setLooking(!isLooking)
          }}
        >
          {t(isLooking ? 'scanClose' : 'scanOpen')}
        </Button>
        <FileButton
          open={t('scanFile')}
          accept="image/*"
          test="scan-file"
          onFiles={([picture]) => void read(picture)}
        />
      </div>
      <p class="hint">{t('scanHint')}</p>
      {isLooking && <Camera onFound={take} />}
      {said === 'found' && (
        <Note tone="good" alert test="scan-found">
          {t('scanFound')}
        </Note>
      )}
      {(said === 'no-code' || said === 'no-picture') && (
        <Note tone="bad" alert test="scan-fault" code={said}>
          {t(said === 'no-code' ? 'scanNoCode' : 'scanNoPicture')}
        </Note>
      )}
    </div>
  )
}

function Camera({ onFound }: { onFound: (text: string) => void }): JSX.Element {
  const { video, fault } = useCamera(onFound)
  if (fault !== undefined) {
    return (
      <Note tone="bad" alert test="scan-fault" code={fault}>
        {t(CAMERA_FAULTS[fault])}
      </Note>
    )
  }
  return (
    <>
      <video ref={video} muted playsInline aria-label={t('scanView')} data-test="scan-view" />
      <p class="small" role="status">
        {t('scanLooking')}
      </p>
    </>
  )
}

/** Pictures that are pasted anywhere on the page; text goes where it always went. */
function usePastedPicture(onPicture: (picture: Blob) => void): void {
  const latest = useRef(onPicture)
  latest.current = onPicture
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const picture = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'))
      if (picture === undefined) return
      event.preventDefault()
      latest.current(picture)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}
