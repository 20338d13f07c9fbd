// Runs the groups of measurements that are asked for, all without arguments, and keeps the results. Started by
// scripts/bench.ts, inside the sandbox.
import { measureApp } from './app.ts'
import { measureApproval } from './approval.ts'
import { measureCore } from './core.ts'
import { measureEmbed } from './embed.ts'
import { measureFestival } from './festival.ts'
import { measureJoin } from './join.ts'
import { measureLog } from './log.ts'
import { measureMesh } from './mesh.ts'
import { measurePage } from './page.ts'
import type { Measurement } from './measurement.ts'
import { measurePeers } from './peers.ts'
import { measurePicture } from './picture.ts'
import { measurePopup } from './popup.ts'
import { measureReconcile } from './reconcile.ts'
import { conditions, lines, saveResults, tableOf } from './report.ts'
import { measureRestart } from './restart.ts'
import { measureWallet } from './wallet.ts'

const GROUPS: Readonly<Record<string, () => Promise<Measurement[]>>> = {
  core: measureCore,
  log: measureLog,
  festival: measureFestival,
  peers: measurePeers,
  reconcile: measureReconcile,
  restart: measureRestart,
  wallet: measureWallet,
  popup: measurePopup,
  app: measureApp,
  join: measureJoin,
  approval: measureApproval,
  page: measurePage,
  mesh: measureMesh,
  picture: measurePicture,
  embed: measureEmbed,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(GROUPS, name))
if (unknown.length > 0) {
  console.error(`npm run bench knows ${Object.keys(GROUPS).join(', ')}, not ${unknown.join(' ')}`)
  process.exit(2)
}
for (const [name, measure] of Object.entries(GROUPS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\nMeasuring: ${name} …`)
  const before = conditions()
  const measurements = await measure()
  console.log(lines(tableOf(measurements)))
  await saveResults(name, before, measurements)
}
console.log('\nKept in bench/results.json and bench/README.md.')
process.exit(0)
