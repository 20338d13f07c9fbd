// Who decides about an offer, as it is being typed, and as the operation says it. A lottery gets its commitment from the wallet.
import { useState } from 'preact/hooks'
import type { FestivalOverview } from '../src/festival/overview.ts'
import type { Policy } from '../src/operations/operation.ts'
import { type CommandHandle, useCommand } from '../ui/use-command.ts'
import { type Form, useForm } from '../ui/use-form.ts'
import { type PolicyFault, type PolicyValues, readPolicy } from './read-policy.ts'

export interface OfferPolicyState {
  form: Form<PolicyValues>
  /** What was wrong when somebody tried to offer. */
  fault: PolicyFault | undefined
  /** The policy to write, or undefined when something has to be changed first; then it is shown. */
  take: () => Promise<Policy | undefined>
  reset: () => void
  command: Pick<CommandHandle<'lottery.commit'>, 'busy' | 'slow' | 'error'>
}

const EMPTY: PolicyValues = { policy: 'manual', drawAt: '', token: '', site: '' }

export function useOfferPolicy({ festival, timezone }: FestivalOverview): OfferPolicyState {
  const commit = useCommand('lottery.commit')
  const form = useForm<PolicyValues>(() => EMPTY)
  const [fault, setFault] = useState<PolicyFault | undefined>(undefined)
  const take = async (): Promise<Policy | undefined> => {
    const wanted = readPolicy(form.values, timezone, Date.now())
    setFault(typeof wanted === 'string' ? wanted : undefined)
    if (typeof wanted === 'string') return undefined
    if (wanted.kind !== 'lottery') return wanted
    const made = await commit.run({ festival, until: wanted.until })
    return made && { ...wanted, ...made }
  }
  // A refusal is about a lottery; who chose something else since need not read it.
  const { busy, slow } = commit
  const command = form.values.policy === 'lottery' ? commit : { busy, slow, error: undefined }
  return { form, fault, take, reset: () => form.set(EMPTY), command }
}
