// Whether something is shown outside of the festival: on web pages, in files for them.
import type { JSX } from 'preact'
import type { Audience } from '../src/operations/operation.ts'
import { Field } from './field.tsx'
import { t } from './i18n.ts'

export function AudienceField(props: {
  value: Audience
  onInput: (audience: Audience) => void
  test: string
}): JSX.Element {
  return (
    <Field label={t('offerAudience')} hint={t('offerAudienceHint')}>
      {(wiring) => (
        <select
          {...wiring}
          class="input"
          value={props.value}
          data-test={props.test}
          onChange={(event) => props.onInput(event.currentTarget.value === 'members' ? 'members' : 'public')}
        >
          <option value="public">{t('audiencePublic')}</option>
          <option value="members">{t('audienceMembers')}</option>
        </select>
      )}
    </Field>
  )
}
