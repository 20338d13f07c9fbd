// Browsers that this process started. Each leads a process group, so that ending it leaves nothing behind, also when
// the test run itself is interrupted. Only own children are ever ended, by their process id.

const running = new Set<number>()
let watching = false

/** Remembers a process group until `forget`; it is ended at the latest when this process ends. */
export function remember(pid: number): void {
  running.add(pid)
  if (watching) return
  watching = true
  process.on('exit', endAll)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      endAll()
      process.kill(process.pid, signal)
    })
  }
}

/** The group has ended by itself. */
export function forget(pid: number): void {
  running.delete(pid)
}

/** Ends a whole process group at once (SIGKILL); it is no error when it is gone already. */
export function endGroup(pid: number): void {
  running.delete(pid)
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function endAll(): void {
  for (const pid of running) endGroup(pid)
}
