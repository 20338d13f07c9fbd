// How the window of questions closes by itself after the last answer: never over a question that came meanwhile.
import { APPROVAL_WINDOW } from '../messages/approval-window.ts'
import { readApprovals } from '../src/adapters/dexie/queries.ts'
import { webLocks } from '../src/adapters/web/web-locks.ts'
import { panelDatabase } from '../ui/panel-database.ts'

/** Longer than any browser takes; one that lets the window stay gets the lock back. */
const CLOSING_MS = 2_000

/** Closes this window unless a question waits. Background shows the next one in this window or, after it, in another. */
export function closeWhenDone(): Promise<void> {
  return webLocks.run(APPROVAL_WINDOW, async () => {
    if ((await readApprovals(panelDatabase())).length > 0) return
    window.close()
    // The browser frees the lock when this page is gone.
    await new Promise((resolve) => setTimeout(resolve, CLOSING_MS))
  })
}
