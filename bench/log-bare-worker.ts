// What everything else is compared with: one worker that does nothing but ask WebCrypto for the same signatures, always
// with 128 in flight.

/** The parts of entry n stand at n of each list. */
export interface BareTask {
  readonly publicKey: Uint8Array
  readonly messages: readonly Uint8Array[]
  readonly signatures: readonly Uint8Array[]
}

const IN_FLIGHT = 128

let task: BareTask | undefined

/** The first message is the task, each other one asks for a run; the answer is the number of signatures per second. */
self.addEventListener('message', ({ data }: MessageEvent<BareTask | 'run'>) => {
  if (data !== 'run') {
    task = data
    return
  }
  if (task !== undefined) void run(task).then((rate) => self.postMessage(rate))
})

async function run({ publicKey, messages, signatures }: BareTask): Promise<number> {
  const start = performance.now()
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify'])
  let next = 0
  const verifyOn = async (): Promise<void> => {
    for (let index = next; index < messages.length; index = next) {
      next += 1
      const [signature, message] = [signatures[index], messages[index]] as [BufferSource, BufferSource]
      if (!(await crypto.subtle.verify('Ed25519', key, signature, message))) throw new Error('a signature is wrong')
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, verifyOn))
  return (messages.length / (performance.now() - start)) * 1000
}
