// The vectors of the signature rule inside a worker, which has a global object and a WebCrypto of its own.

import { runVectors, type Vectors } from '../e2e/vectors-page.ts'

self.addEventListener('message', ({ data }: MessageEvent<Vectors>) => {
  void runVectors(data).then((outcome) => self.postMessage(outcome))
})
