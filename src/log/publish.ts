// Appending to my own log (DESIGN 3.3, 4.2): under a lock, on the head as it is then, signed, verified like anybody's entry,
// stored in one transaction together with the command's outcome. A command that already ran gives its outcome again.

import { equalBytes, err, ok, type Result } from '../bamboo/index.ts'
import type { CommandRecord, LogStore } from '../ports/log-store.ts'
import { signDraft, type Draft } from './draft.ts'
import type { Publication, PublishError, PublishPorts } from './publication.ts'

/** Attempts when the head moves under the lock, which only an installation with a broken lock sees. */
const MAX_ATTEMPTS = 3

/** Appends the steps to the own log of the signer in the festival; begins a log when there is none that may go on. */
export async function publish<Value extends object>(
  ports: PublishPorts,
  publication: Publication<Value>,
): Promise<Result<Value, PublishError>> {
  // One lock per author: also two runs of a command that makes a festival must meet, when no log exists yet.
  return ports.locks.run(`append/${ports.signer.publicKey}`, async () => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const result = await publishOnce(ports, publication)
      if (result !== 'moved') return result
    }
    return err({ code: 'contended' })
  })
}

async function publishOnce<Value extends object>(
  ports: PublishPorts,
  publication: Publication<Value>,
): Promise<Result<Value, PublishError> | 'moved'> {
  const { command, value } = publication
  const earlier = command === undefined ? undefined : await ports.store.commandResult(command.id)
  if (earlier !== undefined) return ok(earlier as Value)
  const signed = await signDraft(ports, publication)
  if (!signed.ok) return signed
  const draft = signed.value
  const result = value(draft.receipts)
  const stored = await ports.store.append(draft.log, draft.head, draft.appends, {
    record: record(publication, draft, result),
  })
  if (!stored.ok) {
    const { error } = stored
    return error.code === 'moved' ? 'moved' : err(error)
  }
  return (await isReadBack(ports.store, draft))
    ? ok(result)
    : err({ code: 'storage-failed', message: 'the stored entries read differently' })
}

function record<Value extends object>(
  publication: Publication<Value>,
  draft: Draft,
  result: Value,
): CommandRecord | undefined {
  const { command } = publication
  if (command === undefined) return undefined
  const membership = command.membership?.(draft.log.festival)
  return { id: command.id, result, ...(membership === undefined ? {} : { membership }) }
}

/** A receipt promises durable bytes: look once more at what the database has. */
async function isReadBack(store: LogStore, { log, appends }: Draft): Promise<boolean> {
  const stored = await store.log(log.author, log.logId)
  const first = appends[0]?.seqNum ?? 1
  const last = appends.at(-1)?.seqNum ?? 0
  const entries = stored === undefined ? [] : await store.entries(stored, first, last)
  return appends.every((append, index) => isSame(entries[index]?.entry, append.entry))
}

function isSame(stored: Uint8Array | undefined, signed: Uint8Array): boolean {
  return stored !== undefined && equalBytes(stored, signed)
}
