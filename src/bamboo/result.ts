// The one shape of an answer that can be a failure: a value, never an exception (design §12, "expected failures").

/** Either a value or an error whose `code` is a member of a closed union. Narrow with `if (result.ok)`. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** The successful answer. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** The failed answer. */
export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}
