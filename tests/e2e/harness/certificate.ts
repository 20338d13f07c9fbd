// A certificate for names of this machine, made when it is needed: it signs itself, so only a browser that was told to take any takes it.
// Node makes keys and signatures, but no certificates; these few lines of DER (X.690, RFC 5280) are all that one needs.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export interface Certificate {
  /** PEM. */
  readonly key: string
  /** PEM. */
  readonly cert: string
}

const DAY_MS = 24 * 3600 * 1000
const ECDSA_WITH_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex')
const COMMON_NAME = Buffer.from('0603550403', 'hex')
const OTHER_NAMES = Buffer.from('0603551d11', 'hex')
const VERSION_3 = Buffer.from('a003020102', 'hex')

/** Valid from yesterday until tomorrow, for these names as DNS has them. */
export function selfSigned(names: readonly string[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(ECDSA_WITH_SHA256)
  const name = sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from('p2panda tests')))))
  const dnsNames = sequence(...names.map((each) => tagged(0x82, Buffer.from(each))))
  const certified = sequence(
    VERSION_3,
    // A positive number: its first bit is 0.
    tagged(0x02, Buffer.from([1]), randomBytes(8)),
    algorithm,
    name,
    sequence(time(Date.now() - DAY_MS), time(Date.now() + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(sequence(OTHER_NAMES, tagged(0x04, dnsNames)))),
  )
  const signature = tagged(0x03, Buffer.from([0]), sign('sha256', certified, privateKey))
  const der = sequence(certified, algorithm, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`,
  }
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts)
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

/** `YYMMDDhhmmssZ`: the only form for years before 2050. */
function time(ms: number): Buffer {
  return tagged(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`))
}
