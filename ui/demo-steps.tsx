// What there is to try in a demo festival, step by step: ticked by what was really done, and put away for good with one press.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { FIRST_STEPS, type FirstStep } from '../src/festival/first-steps.ts'
import { readFirstSteps } from '../src/adapters/dexie/read-first-steps.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import { Button } from './button.tsx'
import { t } from './i18n.ts'
import { Icon } from './icon.tsx'
import { useLive } from './use-live.ts'

const WORDS: Readonly<Record<FirstStep, readonly [title: string, hint: string]>> = {
  answer: ['demoStepAnswer', 'demoStepAnswerHow'],
  offer: ['demoStepOffer', 'demoStepOfferHow'],
  event: ['demoStepEvent', 'demoStepEventHow'],
  dots: ['demoStepDots', 'demoStepDotsHow'],
  mark: ['demoStepMark', 'demoStepMarkHow'],
}

/** The demo whose steps were put away: a preference of this device. */
const KEY = 'demo-steps-away'

/** `places`: where each step is done, as an address. */
export function DemoSteps(props: {
  festival: FestivalId
  places: Readonly<Record<FirstStep, string>>
}): JSX.Element | null {
  const { festival } = props
  const [away, setAway] = useState(() => localStorage.getItem(KEY))
  const done = useLive((db) => readFirstSteps(db, festival, Date.now()), [festival])
  if (done === undefined || away === festival) return null
  const next = FIRST_STEPS.find((step) => !done.has(step))
  return (
    <section class="card padded demo-steps" data-test="demo-steps" data-done={done.size}>
      <h2>{t('demoSteps')}</h2>
      <ol class="plain-list">
        {FIRST_STEPS.map((step) => (
          <Step
            key={step}
            step={step}
            isDone={done.has(step)}
            {...(step === next ? { href: props.places[step] } : {})}
          />
        ))}
      </ol>
      <p class="small soft">{t(next === undefined ? 'demoStepsDone' : 'demoStepsInvite')}</p>
      <Button
        look="quiet"
        size="small"
        test="demo-steps-away"
        onClick={() => {
          localStorage.setItem(KEY, festival)
          setAway(festival)
        }}
      >
        {t('demoStepsAway')}
      </Button>
    </section>
  )
}

/** Only the next one has an address, and says how. */
function Step(props: { step: FirstStep; isDone: boolean; href?: string }): JSX.Element {
  const { step, isDone, href } = props
  const [title, hint] = WORDS[step]
  const elsewhere = href === undefined || href.startsWith('#') ? {} : { target: '_blank', rel: 'noreferrer' }
  return (
    <li class={isDone ? 'done' : undefined} data-test="demo-step" data-step={step} data-done={isDone}>
      <span class="mark">{isDone && <Icon name="check" size="small" />}</span>
      <span class="grow">
        {href === undefined ? (
          t(title)
        ) : (
          <a class="reach" href={href} data-test="demo-next" {...elsewhere}>
            {t(title)}
          </a>
        )}
        {isDone && <span class="spoken">{t('demoStepDone')}</span>}
        {href !== undefined && <span class="hint small soft">{t(hint)}</span>}
      </span>
    </li>
  )
}
