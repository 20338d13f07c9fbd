// Says that something is for those in the festival only: web pages and files for them leave it out (`audience`, DESIGN §4.3).
import type { JSX } from 'preact'
import type { Audience } from '../src/operations/operation.ts'
import { t } from './i18n.ts'
import { Icon } from './icon.tsx'

/** `brief`: a drawing, where there is no room for the words. Nothing for what everybody may see. */
export function MembersSign(props: { audience: Audience; brief?: boolean }): JSX.Element | null {
  if (props.audience !== 'members') return null
  return (
    <span class={props.brief ? 'members-sign' : 'members-sign small soft'} data-test="members-sign">
      <Icon name="lock" size="small" />
      <span class={props.brief ? 'spoken' : undefined}>{t('membersOnly')}</span>
    </span>
  )
}
