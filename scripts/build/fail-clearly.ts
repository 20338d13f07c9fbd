// How the build scripts end when something is wrong: with the reason, without a stack of our own functions.

/** Runs `work`; when it throws, prints why and ends the process with code 1. */
export async function failClearly(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    // esbuild has already shown each mistake with the line it is in.
    const known = error instanceof Error && 'errors' in error
    console.error(
      known ? 'The build failed.' : `The build failed: ${error instanceof Error ? error.message : String(error)}`,
    )
    process.exit(1)
  }
}
