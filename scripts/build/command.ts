// Builds dist/command: what `bin` of package.json names, one file that needs Node and nothing else.
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleCommand } from './bundle.ts'

export async function buildCommand(folder = 'dist/command'): Promise<void> {
  const file = join(folder, 'p2panda-snapshot.js')
  await bundleCommand('command', 'command/p2panda-snapshot.ts', file)
  await chmod(file, 0o755)
}
