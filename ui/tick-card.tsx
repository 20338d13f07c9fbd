// Something to do with several of one's own at once: asked once, all of them ticked, some to be left out, or none of it.
import { useId, useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import type { PanelCommand } from '../messages/panel.ts'
import type { ObjectId } from '../src/operations/ids.ts'
import { Button } from './button.tsx'
import { visibleText } from './hidden-characters.ts'
import { t } from './i18n.ts'
import { Outcome } from './outcome.tsx'
import type { CommandHandle } from './use-command.ts'

export interface Tickable {
  id: ObjectId
  title: string
  /** How it is shown. */
  children: ComponentChildren
}

export function TickCard(props: {
  /** Names what is asked, so that it is not asked again here: a preference of this device, not of the node. */
  question: string
  title: string
  text: string
  items: readonly Tickable[]
  /** The words of the button for so many. */
  submit: (count: number) => string
  command: Pick<CommandHandle<PanelCommand>, 'busy' | 'slow' | 'error'>
  test: string
  onSubmit: (chosen: ObjectId[]) => void
}): JSX.Element | null {
  const { question, items, command, test } = props
  const heading = useId()
  const [left, setLeft] = useState<readonly ObjectId[]>([])
  const [isPutOff, setPutOff] = useState(() => localStorage.getItem(question) !== null)
  if (items.length === 0 || isPutOff) return null
  const chosen = items.map(({ id }) => id).filter((id) => !left.includes(id))
  const putOff = (): void => {
    localStorage.setItem(question, 'no')
    setPutOff(true)
  }
  const toggle = (id: ObjectId, isOn: boolean): void =>
    setLeft(isOn ? left.filter((each) => each !== id) : [...left, id])
  return (
    <section class="card padded stack" aria-labelledby={heading} data-test={test}>
      <h2 id={heading}>{props.title}</h2>
      <p class="small soft">{props.text}</p>
      <fieldset aria-labelledby={heading}>
        {items.map(({ id, title, children }) => (
          <label key={id} class="row tick-row">
            <input
              type="checkbox"
              class="tick-box"
              checked={!left.includes(id)}
              data-test={`${test}-item`}
              data-title={visibleText(title)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
            {children}
          </label>
        ))}
      </fieldset>
      <Outcome slow={command.slow} error={command.error} />
      <div class="row wrap">
        <Button
          look="yes"
          busy={command.busy}
          disabled={chosen.length === 0}
          test={`${test}-submit`}
          onClick={() => props.onSubmit(chosen)}
        >
          {props.submit(chosen.length)}
        </Button>
        <Button look="quiet" test={`${test}-not`} onClick={putOff}>
          {t('reofferNot')}
        </Button>
      </div>
    </section>
  )
}
