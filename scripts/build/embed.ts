// Builds dist/embed: the one file that festival web sites copy.
import { bundleScript, type BundleOptions } from './bundle.ts'

export function buildEmbed(options: BundleOptions = { dev: false }): Promise<void> {
  return bundleScript('embed', 'embed/p2panda-embed.ts', 'dist/embed/p2panda-embed.js', options)
}
