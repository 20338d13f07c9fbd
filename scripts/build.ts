// `npm run build`: dist/chrome, dist/firefox, dist/core, dist/page, dist/embed, dist/command.
//   npm run build -- --dev               readable, with source maps
//   npm run build -- --only=extension    only what browsers load (also: core, with page, embed and command)
import { buildCommand } from './build/command.ts'
import { buildCore } from './build/core.ts'
import { buildEmbed } from './build/embed.ts'
import { buildExtension } from './build/extension.ts'
import { buildPagePackage } from './build/page-package.ts'
import { failClearly } from './build/fail-clearly.ts'

const PARTS = ['extension', 'core', 'embed', 'command'] as const

const args = process.argv.slice(2)
const dev = args.includes('--dev')
const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length)
const unknown = args.filter((arg) => arg !== '--dev' && !PARTS.some((part) => arg === `--only=${part}`))

if (unknown.length > 0) {
  console.error(`npm run build knows --dev and --only=${PARTS.join('|')}, not ${unknown.join(' ')}`)
  process.exit(2)
}

await failClearly(async () => {
  const start = performance.now()
  const wants = (part: (typeof PARTS)[number]): boolean => only === undefined || only === part
  if (wants('extension')) await buildExtension({ dev })
  if (wants('core')) await Promise.all([buildCore(), buildPagePackage()])
  if (wants('embed')) await buildEmbed({ dev })
  if (wants('command')) await buildCommand()
  const duration = Math.round(performance.now() - start)
  console.log(`Built ${only ?? 'everything'}${dev ? ' for development' : ''} in ${duration} ms.`)
})
