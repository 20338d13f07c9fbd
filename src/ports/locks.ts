// Mutual exclusion between everything that shares the store: contexts, tabs, concurrent commands (DESIGN 3.1). Adapters:
// Web Locks (browsers), memory (tests, Node).

export interface Locks {
  /** Runs `work` alone among all holders of `name`, in order of asking; settles as `work` does. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>
}
