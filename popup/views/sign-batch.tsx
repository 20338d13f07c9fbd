// Several things that a site prepared together: one tick for each, none hidden (wallet-security §8).
import type { JSX } from 'preact'
import { Check } from '../../ui/check.tsx'
import { plural } from '../../ui/i18n.ts'
import type { SigningItem } from '../use-signing.ts'
import { SignMeaning, type MeaningProps } from './sign-meaning.tsx'

export function SignBatch(
  props: Omit<MeaningProps, 'item' | 'small'> & {
    items: readonly SigningItem[]
    /** Indexes of those that are not signed. */
    left: readonly number[]
    onLeave: (left: readonly number[]) => void
  },
): JSX.Element {
  const { items, left, onLeave, ...shared } = props
  const change = (index: number, on: boolean): void =>
    onLeave(on ? left.filter((each) => each !== index) : [...left, index])
  return (
    <>
      <h2 class="say" data-test="approval-sentence">
        {plural('signSeveral', items.length)}
      </h2>
      <fieldset class="card scopes">
        <legend class="spoken">{plural('signSeveral', items.length)}</legend>
        {items.map((item, index) => (
          <Check
            key={index}
            on={!left.includes(index)}
            test="sign-item"
            data={{ 'data-op': item[0].operation.op }}
            onChange={(on) => change(index, on)}
          >
            <SignMeaning {...shared} item={item} small />
          </Check>
        ))}
      </fieldset>
    </>
  )
}
