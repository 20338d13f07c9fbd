// Says that a form holds what was typed before, and lets one begin anew.
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { t } from './i18n.ts'
import { Note } from './note.tsx'
import type { DraftState } from './use-draft.ts'

/** The parts of one form; they are dropped together. */
export function DraftNote({
  parts,
}: {
  parts: readonly Pick<DraftState<unknown>, 'wasKept' | 'drop'>[]
}): JSX.Element | null {
  if (!parts.some(({ wasKept }) => wasKept)) return null
  return (
    <Note tone="calm" test="draft-note">
      {t('draftKept')}{' '}
      <Button look="link" size="small" test="draft-drop" onClick={() => parts.forEach(({ drop }) => drop())}>
        {t('draftDrop')}
      </Button>
    </Note>
  )
}
