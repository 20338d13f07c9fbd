// What everything else is compared with: one worker that does nothing but ask WebCrypto for the same signatures, always
// with 128 in flight.

/** The parts of entry n stand at n of each list. */
export interface BareTask {
  readonly publicKey: Uint8Array
  readonly messages: readonly Uint8Array[]
  readonly signatures: readonly Uint8Array[]
}

/** Which entries to verify: the first, and the one after the last. */
export interface BarePart {
  readonly from: number
  readonly to: number
}

const IN_FLIGHT = 128

let task: BareTask | undefined

/** The first message is the task, each other one asks for a part of it, and is answered when that is done. */
self.addEventListener('message', ({ data }: MessageEvent<BareTask | BarePart>) => {
  if ('publicKey' in data) task = data
  else if (task !== undefined) void run(task, data).then(() => self.postMessage('done'))
})

async function run({ publicKey, messages, signatures }: BareTask, { from, to }: BarePart): Promise<void> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify'])
  let next = from
  const end = Math.min(to, messages.length)
  const verifyOn = async (): Promise<void> => {
    for (let index = next; index < end; index = next) {
      next += 1
      const [signature, message] = [signatures[index], messages[index]] as [BufferSource, BufferSource]
      if (!(await crypto.subtle.verify('Ed25519', key, signature, message))) throw new Error('a signature is wrong')
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, verifyOn))
}
