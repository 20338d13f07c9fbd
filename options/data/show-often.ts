// Progress as often as eyes can follow: drawing more often would take longer than the work.

/** Calls `show` at most ten times a second. */
export function showOften<Progress>(show: (progress: Progress) => void): (progress: Progress) => void {
  let shownAt = 0
  return (progress) => {
    if (performance.now() - shownAt < 100) return
    shownAt = performance.now()
    show(progress)
  }
}
