// A bundle that takes a while to import, signed in Node: a festival in which a few people wrote thousands of entries.
import { encodeInvite } from '../../../src/festival/invite.ts'
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { adasFestival, AT, festivalCreate, joinedLog, person, profileOf } from '../../unit/log/fixtures.ts'

export interface LongBundle {
  bytes: Uint8Array
  /** Of the festival. */
  title: string
  entries: number
}

/** `people` logs of `each` entries; whoever opens the file may join. */
export async function longBundle(people: number, each: number): Promise<LongBundle> {
  const store = new MemoryLogStore()
  const { log: ada, festival } = await adasFestival()
  for (let note = 2; note <= each; note += 1) await ada.add(profileOf(`Ada ${note}`, AT + note))
  const logs = [ada]
  for (let other = 1; other < people; other += 1) logs.push(await joinedLog(`person ${other}`, festival, each - 1))
  for (const log of logs) {
    for (let from = 1; from <= each; from += 1024) {
      const taken = await ingest(store, festival, log.incoming(from, Math.min(each, from + 1023)))
      if (!taken.ok) throw new Error(`not taken: ${taken.error.code}`)
    }
  }
  const signer = await person('ada')
  const { title } = festivalCreate
  const invitedBy = signer.publicKey
  const invite = await encodeInvite({ festival, title, trackers: [], invitedBy, sign: (bytes) => signer.sign(bytes) })
  const chunks: Uint8Array[] = []
  for await (const chunk of writeBundle(store, [{ festival, invite }])) chunks.push(chunk)
  return { bytes: new Uint8Array(Buffer.concat(chunks)), title, entries: people * each }
}
