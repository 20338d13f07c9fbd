// Who decides about an offer: five ways in plain words, and what the chosen one needs to know (DESIGN §5.4).
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { Policy } from '../../src/operations/operation.ts'
import { t } from '../i18n.ts'
import { Radio } from '../radio.tsx'
import type { OfferPolicyState } from './use-offer-policy.ts'
import { LotteryField, SiteField, TokenField } from './offer-policy-fields.tsx'

const CHOICES: readonly { kind: Policy['kind']; words: string; hint: string; test: string }[] = [
  { kind: 'manual', words: 'policyManual', hint: 'policyManualHint', test: 'manual' },
  { kind: 'first-come-first-served', words: 'policyFirst', hint: 'policyFirstHint', test: 'fcfs' },
  { kind: 'lottery', words: 'policyLottery', hint: 'policyLotteryHint', test: 'lottery' },
  { kind: 'token', words: 'policyToken', hint: 'policyTokenHint', test: 'token' },
  { kind: 'external', words: 'policySite', hint: 'policySiteHint', test: 'external' },
]

interface OfferPolicyProps {
  decides: OfferPolicyState
  festival: FestivalOverview
}

export function OfferPolicy(props: OfferPolicyProps): JSX.Element {
  const { form } = props.decides
  const chosen = form.values.policy
  return (
    <fieldset>
      <legend class="label">{t('offerPolicy')}</legend>
      {CHOICES.map(({ kind, words, hint, test }) => (
        <div key={kind}>
          <Radio
            group="policy"
            on={chosen === kind}
            onChoose={() => form.set({ policy: kind })}
            test={`offer-policy-${test}`}
          >
            {t(words)}
            <span class="hint">{t(hint)}</span>
          </Radio>
          {chosen === kind && <Details {...props} />}
        </div>
      ))}
    </fieldset>
  )
}

function Details({ decides, festival }: OfferPolicyProps): JSX.Element | null {
  const { form, fault } = decides
  switch (form.values.policy) {
    case 'lottery':
      return <LotteryField {...form.field('drawAt')} zone={festival.timezone} isPast={fault === 'draw-past'} />
    case 'token':
      return <TokenField {...form.field('token')} festival={festival.festival} isMissing={fault === 'token-missing'} />
    case 'external':
      return <SiteField {...form.field('site')} isWrong={fault === 'site-wrong'} />
    case 'manual':
    case 'first-come-first-served':
      return null
  }
}
