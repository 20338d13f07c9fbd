// Who decides about an offer, as it is being typed, and as the operation says it. A lottery gets its commitment from the wallet.
import { useState } from 'preact/hooks'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { sameValue } from '../../src/adapters/dexie/same-value.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import type { Policy } from '../../src/operations/operation.ts'
import { type CommandHandle, useCommand } from '../use-command.ts'
import { type Form, useForm } from '../use-form.ts'
import { NO_POLICY, type PolicyFault, type PolicyValues, readPolicy } from './read-policy.ts'

export interface OfferPolicyState {
  form: Form<PolicyValues>
  /** What was wrong when somebody tried to offer. */
  fault: PolicyFault | undefined
  /** The policy to write, or undefined when something has to be changed first; then it is shown. */
  take: () => Promise<Policy | undefined>
  /** Whether it is another one than at first. */
  changed: boolean
  command: Pick<CommandHandle<'lottery.commit'>, 'busy' | 'slow' | 'error'>
}

/**
 * `start`: what the fields hold at first. `resource`: what it is about, when that is there: its maker commits to a lottery. `draft`:
 * where they are kept.
 */
export function useOfferPolicy(
  { festival, timezone }: FestivalOverview,
  start: PolicyValues = NO_POLICY,
  resource?: ObjectId,
  draft?: string,
): OfferPolicyState {
  const commit = useCommand('lottery.commit')
  const form = useForm<PolicyValues>(() => start, draft && `${draft}/policy`)
  const [fault, setFault] = useState<PolicyFault | undefined>(undefined)
  const take = async (): Promise<Policy | undefined> => {
    const wanted = readPolicy(form.values, timezone, Date.now())
    setFault(typeof wanted === 'string' ? wanted : undefined)
    if (typeof wanted === 'string') return undefined
    if (wanted.kind !== 'lottery') return wanted
    const made = await commit.run({
      festival,
      until: wanted.until,
      ...(resource === undefined ? {} : { resource }),
    })
    return made && { ...wanted, ...made }
  }
  // A refusal is about a lottery; who chose something else since need not read it.
  const { busy, slow } = commit
  const command = form.values.policy === 'lottery' ? commit : { busy, slow, error: undefined }
  const changed = !sameValue(form.values, form.start)
  return { form, fault, take, changed, command }
}
