// Choosing pictures: from a file, by pasting, or by dropping them here. Each can be described for those who do not see it.
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { TextField } from './field.tsx'
import { t } from './i18n.ts'
import { Icon } from './icon.tsx'
import { usePictureState } from './use-picture-state.ts'
import { smallOf } from '../src/operations/blobs.ts'
import type { BlobId, BlobRef } from '../src/operations/operation.ts'
import type { Draft, PictureError, PicturesForm } from './use-pictures.ts'

const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif'

const ERRORS: Readonly<Record<PictureError, string>> = {
  'no-picture': 'pictureNone',
  'too-large': 'pictureTooLarge',
  'too-many': 'pictureTooMany',
  'no-room': 'pictureNoRoom',
}

export function PictureField({ form, label }: { form: PicturesForm; label: string }): JSX.Element {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  usePaste(form)
  const hasRoom = form.most === 1 || form.drafts.length < form.most
  return (
    <fieldset
      class={isOver ? 'pictures over' : 'pictures'}
      data-test="pictures"
      data-count={form.drafts.length}
      data-busy={form.busy}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void form.add([...(event.dataTransfer?.files ?? [])])
      }}
    >
      <legend class="label">
        {label} <span class="soft">{t('fieldOptional')}</span>
      </legend>
      {form.drafts.map((draft) => (
        <DraftRow key={draft.key} draft={draft} form={form} />
      ))}
      <input
        ref={input}
        id={id}
        class="spoken"
        type="file"
        accept={ACCEPTED}
        multiple={form.most > 1}
        tabIndex={-1}
        aria-label={label}
        data-test="picture-input"
        onChange={(event) => {
          void form.add([...(event.currentTarget.files ?? [])])
          // The same file can be chosen again after it was taken away.
          event.currentTarget.value = ''
        }}
      />
      {hasRoom && (
        <Button look="line" size="small" busy={form.busy} test="picture-choose" onClick={() => input.current?.click()}>
          {t(form.most === 1 && form.drafts.length === 1 ? 'pictureOther' : 'pictureChoose')}
        </Button>
      )}
      <p class="hint">{t('pictureHint')}</p>
      {form.error && (
        <p class="hint bad row top" role="alert" data-test="picture-error" data-code={form.error}>
          <Icon name="warn" size="small" />
          <span>{t(ERRORS[form.error])}</span>
        </p>
      )}
    </fieldset>
  )
}

function DraftRow({ draft, form }: { draft: Draft; form: PicturesForm }): JSX.Element {
  return (
    <div class="row top draft" data-test="picture-draft">
      <span class="picture-square">
        {draft.url !== undefined && <img src={draft.url} alt="" />}
        {draft.ref !== undefined && <Kept picture={draft.ref} small={smallOf(draft.ref) ?? draft.ref} />}
      </span>
      <span class="grow">
        <TextField
          label={t('pictureAlt')}
          optional
          value={draft.alt}
          onInput={(alt) => form.describe(draft.key, alt)}
          test="picture-alt"
        />
      </span>
      <Button
        look="quiet"
        icon="x"
        label={t('pictureRemove')}
        test="picture-remove"
        onClick={() => form.remove(draft.key)}
      />
    </div>
  )
}

function Kept({ picture, small }: { picture: BlobRef; small: BlobId }): JSX.Element | null {
  const state = usePictureState(picture, small)
  return state?.kind === 'shown' ? <img src={state.url} alt="" /> : null
}

/** Pictures that are pasted anywhere in the form; text goes where it always went. */
function usePaste(form: PicturesForm): void {
  const latest = useRef(form)
  latest.current = form
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
      if (files.length === 0) return
      event.preventDefault()
      void latest.current.add(files)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}
