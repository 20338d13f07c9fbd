// Checks snapshots beside the page: in a worker made of this very script, or in pieces on the page's thread where a site does not
// allow workers. The page stays alive either way.

import { checkSnapshot, type CheckedSnapshot } from './check-snapshot.ts'

interface Task {
  readonly bytes: Uint8Array
  readonly festival: string
  readonly now: number
}

/** What the worker says first: then its script was found and is ours. */
const READY = 'p2panda-embed:ready'

/** How long a worker may take to say that it is there, ms. */
const START_LIMIT = 3000

/** What a worker has of its scope that is used here. */
interface WorkerScope {
  addEventListener(name: 'message', listener: (event: MessageEvent<Task>) => void): void
  postMessage(message: CheckedSnapshot | typeof READY): void
}

/** Answers as a worker, where this script runs as one. */
export function answerAsWorker(scope: WorkerScope): void {
  scope.addEventListener('message', ({ data }) => {
    void checkSnapshot(data.bytes, data.festival, data.now).then((checked) => scope.postMessage(checked))
  })
  scope.postMessage(READY)
}

/** `script` is the address of this script, where it is known. */
export async function checkAside(
  task: Task,
  script: string | undefined,
  signal: AbortSignal,
): Promise<CheckedSnapshot> {
  const worker = script === undefined ? undefined : await startWorker(script)
  if (worker === undefined) return checkSnapshot(task.bytes, task.festival, task.now, takeTurns)
  signal.addEventListener('abort', () => worker.terminate())
  try {
    return await askWorker(worker, task)
  } catch {
    return await checkSnapshot(task.bytes, task.festival, task.now, takeTurns)
  } finally {
    worker.terminate()
  }
}

/** A worker that has said that it is there. */
async function startWorker(script: string): Promise<Worker | undefined> {
  return (await readyWorker(script)) ?? (await readyWorker(blobOf(script)))
}

/** From another origin no worker can be made, but one that fetches it can. */
function blobOf(script: string): string {
  return URL.createObjectURL(new Blob([`importScripts(${JSON.stringify(script)})`], { type: 'text/javascript' }))
}

function readyWorker(url: string): Promise<Worker | undefined> {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(url)
      const give = (found: Worker | undefined): void => {
        clearTimeout(timer)
        if (found === undefined) worker.terminate()
        resolve(found)
      }
      const timer = setTimeout(give, START_LIMIT, undefined)
      worker.addEventListener('message', ({ data }) => give(data === READY ? worker : undefined), { once: true })
      worker.addEventListener('error', () => give(undefined), { once: true })
    } catch {
      resolve(undefined)
    }
  })
}

function askWorker(worker: Worker, task: Task): Promise<CheckedSnapshot> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<CheckedSnapshot>) => resolve(data), { once: true })
    worker.addEventListener('error', () => reject(new Error('the worker failed')), { once: true })
    // Copied, not handed over: should the worker fail, the bytes are wanted here.
    worker.postMessage(task)
  })
}

function takeTurns(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
