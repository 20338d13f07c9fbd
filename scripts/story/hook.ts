/** `data-test` marks in the panels; popup/README.md says what each one is. */
export const hook = (name: string): string => `[data-test="${name}"]`
