// The log store as it writes for people who are made up (decision 0044). Their logs are nobody's own: they are neither in
// backups nor continued by anybody. Background alone writes them, since the network never hears of their festival.

import type { Result } from '../../bamboo/index.ts'
import type { FestivalId, PublicKey } from '../../operations/ids.ts'
import type { AppendError, AppendOptions, AppendTarget, StoredLog, VerifiedAppend } from '../../ports/log-store.ts'
import { DexieLogStore } from './dexie-log-store.ts'

export class MadeUpLogStore extends DexieLogStore {
  /** The log that somebody made up writes: the only one of theirs. */
  override async ownLog(author: PublicKey, festival: FestivalId): Promise<StoredLog | undefined> {
    return (await this.logsOf(author, festival)).at(-1)
  }

  override append(
    target: AppendTarget,
    expectedSeqNum: number,
    entries: VerifiedAppend[],
    options: AppendOptions = {},
  ): Promise<Result<StoredLog, AppendError>> {
    return super.append({ ...target, own: false }, expectedSeqNum, entries, options)
  }
}
