// Whoever looks at what waits needs no notification of it.
import { useEffect } from 'preact/hooks'
import { command } from '../../messages/client.ts'
import type { InboxItem } from '../../src/festival/overview.ts'

/** Says so to background whenever something new is on the screen; undefined while nothing was read yet. */
export function useNoticesSeen(items: readonly InboxItem[] | undefined): void {
  const shown = items?.map(({ request }) => request.id).join()
  useEffect(() => {
    if (shown !== undefined && document.visibilityState === 'visible') void command('notices.seen', {})
  }, [shown])
}
