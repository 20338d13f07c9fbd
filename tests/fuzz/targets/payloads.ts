// Payload bytes: deterministic CBOR, and operations in it (DESIGN 4.3). What can be read has one form, is no larger than its
// bytes, and can be written again.

import { isDeepStrictEqual } from 'node:util'
import { equalBytes } from '../../../src/bamboo/index.ts'
import { MAX_CBOR_DEPTH, decodeCbor, encodeCbor } from '../../../src/operations/cbor.ts'
import { decodeOperation, encodeOperation, stopsResourceFolds } from '../../../src/operations/codec.ts'
import { byteMutations } from '../byte-mutations.ts'
import { CANONICAL, treeOf, writeTree } from '../cbor-document.ts'
import { codes } from '../codes.ts'
import type { Corpus } from '../corpus.ts'
import { documentMutations, type Document } from '../payload-mutations.ts'
import type { Target, Verdict } from '../run.ts'
import { depthOf, weightOf } from '../weight.ts'
import { expectThat, type Trial } from '../trial.ts'

/** `decode` is the real one, except when the fuzzer itself is tested. */
export function payloadsTarget(corpus: Corpus, decode: typeof decodeOperation = decodeOperation): Target {
  const documents = corpus.payloads.map(documentOf)
  return {
    name: 'payload',
    share: 34,
    run(trial) {
      const bytes = trial.dice.oneIn(4)
        ? trial.mutate(trial.dice.pick(corpus.payloads), byteMutations)
        : written(trial.mutate(trial.dice.pick(documents), documentMutations))
      trial.saw('payload', bytes)
      const isCbor = checkCbor(bytes)
      return checkOperation(trial, bytes, isCbor, decode)
    },
  }
}

function documentOf(payload: Uint8Array): Document {
  const decoded = decodeCbor(payload)
  if (!decoded.ok) throw new Error(`an honest payload is ${decoded.error.code}`)
  return { tree: treeOf(decoded.value), style: CANONICAL }
}

function written({ tree, style }: Document): Uint8Array {
  return writeTree(tree, style)
}

/** Whether the bytes are the one encoding of a value. */
function checkCbor(bytes: Uint8Array): boolean {
  const decoded = decodeCbor(bytes)
  if (!decoded.ok) {
    expectThat(codes.operation.has(decoded.error.code), `${decoded.error.code} is no code of the decoder`)
    return false
  }
  expectThat(equalBytes(encodeCbor(decoded.value), bytes), 'a value has one encoding')
  expectThat(equalBytes(writeTree(treeOf(decoded.value), CANONICAL), bytes), 'the other writer writes the same')
  expectThat(depthOf(decoded.value) <= MAX_CBOR_DEPTH, 'a value is not nested too deeply')
  expectThat(weightOf(decoded.value) <= 4 * bytes.length, 'a value is no larger than its bytes')
  return true
}

function checkOperation(trial: Trial, bytes: Uint8Array, isCbor: boolean, decode: typeof decodeOperation): Verdict {
  const decoded = decode(bytes)
  if (!decoded.ok) {
    const { code } = decoded.error
    expectThat(codes.operation.has(code), `${code} is no code of operations`)
    expectThat(!trial.isHonest, `an honest operation is refused as ${code}`)
    expectThat(typeof stopsResourceFolds(decoded.error) === 'boolean', 'every refusal stops folds or does not')
    expectThat(weightOf(decoded.error) <= 8 * bytes.length + 200, 'an error is no larger than the payload')
    return code
  }
  expectThat(isCbor, 'an operation is deterministic CBOR')
  expectThat(weightOf(decoded.value) <= 8 * bytes.length, 'an operation is no larger than its bytes')
  const again = encodeOperation(decoded.value)
  expectThat(again.ok, 'what can be read can be written')
  expectThat(isDeepStrictEqual(decode(again.value), decoded), 'and reads the same again')
  expectThat(again.value.length <= bytes.length, 'unknown fields are left out, nothing is added')
  return 'well-formed'
}
