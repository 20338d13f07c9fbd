// What really went wrong: Dexie wraps the browser's exceptions in its own, singly or as a list.

/** The names of an error and of all that it wraps, such as `QuotaExceededError` inside an `AbortError`. */
export function failureNames(error: unknown): Set<string> {
  const names = new Set<string>()
  const waiting: unknown[] = [error]
  // Bounded: an error that wraps itself must not keep us here.
  for (let looked = 0; waiting.length > 0 && looked < 100; looked += 1) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) continue
    const { name, inner, failures } = next as { name?: unknown; inner?: unknown; failures?: unknown }
    if (typeof name === 'string') names.add(name)
    waiting.push(inner, ...(Array.isArray(failures) ? failures : []))
  }
  return names
}
