// How little of a long log is needed to see its newest entry: the headers that link it to the beginning. Counted in Node.
import { certificatePool, prepareHashing } from '../src/bamboo/index.ts'
import { newestOf } from '../src/log/newest.ts'
import { makeLog, storeOf } from './log-entries.ts'
import type { Measurement } from './measurement.ts'

const LENGTH = 100_000

export async function measureNewest(): Promise<Measurement[]> {
  await prepareHashing()
  // Nobody looks at the signatures here, and to sign 100,000 entries takes a while.
  const sign = async (): Promise<Uint8Array> => new Uint8Array(64)
  const made = await makeLog(LENGTH, { signer: { publicKey: new Uint8Array(32).fill(0xad), sign } })
  const store = await storeOf([made])
  const log = await store.log(made.author, made.logId)
  const sent = log === undefined ? undefined : await newestOf(store, log, 1)
  if (sent === undefined) throw new Error('there is nothing to send')
  const pools = Array.from({ length: LENGTH / 100 }, (_, index) => certificatePool(100 * index + 50, LENGTH).length)
  return [
    { what: 'sent before the newest of 100,000 entries', where: 'Node', unit: 'headers', samples: [sent.pool.length] },
    { what: 'certificate pool of every 100th of them', where: 'Node', unit: 'headers', samples: pools },
  ]
}
