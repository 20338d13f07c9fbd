// How long the largest picture takes from asking for it to holding it, beside the same bytes over a data channel as it is.
import { connect, benchPage } from './mesh.ts'
import type { Measurement } from './measurement.ts'
import { label, onStage, PAIRS } from './stage.ts'

const ROUNDS = 5
const PICTURE_BYTES = 1024 * 1024
/** Nobody checks what it is: the topic of a link needs a name. */
const FESTIVAL = JSON.stringify('0040'.padEnd(132, 'a'))

export async function measurePicture(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const [from, to] of PAIRS) measurements.push(...(await fetched(from, to)))
  return measurements
}

/** Round by round, because the machine is shared. */
async function fetched(...[from, to]: (typeof PAIRS)[number]): Promise<Measurement[]> {
  return onStage(async (stage) => {
    const [sender, receiver] = [await benchPage(stage, from, 'Ada'), await benchPage(stage, to, 'Ben')]
    const [raw, picture]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      await connect(sender, receiver)
      await receiver.evaluate(`mesh.countBytes(${PICTURE_BYTES})`)
      await sender.evaluate(`mesh.sendBytes(${PICTURE_BYTES})`)
      raw.push(Number(await receiver.evaluate('mesh.done()')))
      await connect(sender, receiver)
      const blob = JSON.stringify(await sender.evaluate(`mesh.show(${FESTIVAL}, ${PICTURE_BYTES})`))
      await receiver.evaluate(`mesh.look(${FESTIVAL}, ${blob})`)
      picture.push(Number(await receiver.evaluate('mesh.done()')))
    }
    const where = label(from, to)
    return [
      { what: '1 MiB over a raw data channel', where, unit: 'ms', samples: raw },
      { what: 'picture of 1 MiB, asked for → checked and stored', where, unit: 'ms', samples: picture },
    ]
  })
}
