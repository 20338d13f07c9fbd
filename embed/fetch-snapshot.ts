// Gets the bytes of a snapshot, and no more of them than a snapshot has.

import type { RefusalCode } from './source.ts'

/** Some 8,000 events: what a page can check while somebody waits. */
export const MAX_SNAPSHOT_LENGTH: number = 16 * 1024 * 1024

export type Fetched =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: RefusalCode }

export async function fetchSnapshot(url: string, signal: AbortSignal): Promise<Fetched> {
  const ended = new AbortController()
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, ended.signal]), credentials: 'same-origin' })
    if (!answer.ok) return { ok: false, code: 'not-found' }
    if (answer.headers.get('content-type')?.toLowerCase().startsWith('text/html')) return { ok: false, code: 'a-page' }
    return await readBody(answer)
  } catch {
    return { ok: false, code: signal.aborted ? 'aborted' : 'offline' }
  } finally {
    // What is still under way is too long, or nobody wants it any more.
    ended.abort()
  }
}

async function readBody({ body, headers }: Response): Promise<Fetched> {
  if (Number(headers.get('content-length')) > MAX_SNAPSHOT_LENGTH) return { ok: false, code: 'too-large' }
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    length += part.length
    if (length > MAX_SNAPSHOT_LENGTH) return { ok: false, code: 'too-large' }
    parts.push(part)
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return { ok: true, bytes }
}
