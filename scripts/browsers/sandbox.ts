// Browser tests never leave the machine: the command runs again in a network namespace that holds nothing but loopback
// and a pair of connected virtual cables, which is what WebRTC needs to find an address (DESIGN §12). Where namespaces
// are not allowed, browsers are started with loopback candidates instead.
import { spawnSync } from 'node:child_process'

const MARK = 'P2PANDA_SANDBOX'

/** The far end of the pair is the gateway: both browsers consider v0 a real network, and nothing answers behind it. */
const SETUP = [
  'ip link set lo up',
  'ip link add v0 type veth peer name v1',
  'ip addr add 10.99.0.1/24 dev v0',
  'ip link set v0 up',
  'ip link set v1 up',
  'ip route add default via 10.99.0.2 dev v0',
].join(' && ')

/** Ways into a namespace, best first. One of its own for processes ends whatever a broken test run leaves behind. */
const WAYS = [
  ['unshare', '--net', '--pid', '--fork', '--mount-proc', '--kill-child'],
  ['unshare', '--net'],
  ['unshare', '--map-root-user', '--net', '--pid', '--fork', '--mount-proc', '--kill-child'],
  ['unshare', '--map-root-user', '--net'],
]

export interface Sandbox {
  /** One line for the person who reads along. */
  readonly note: string
  /** The command to start instead of `command`. */
  readonly wrap: (command: readonly string[]) => string[]
  readonly env: Readonly<Record<string, string>>
}

/** Whether this process already runs inside the namespace. */
export function inNamespace(): boolean {
  return process.env[MARK] === 'namespace'
}

/** Finds the best way in which this machine lets us keep browsers to themselves. */
export function findSandbox(): Sandbox {
  if (inNamespace()) return { note: 'Already in a network of its own.', wrap: (command) => [...command], env: {} }
  // Without --fork there is no need for the shell to stay: with it, the shell collects processes that lost their parent.
  const way = process.platform === 'linux' ? WAYS.find((each) => works([...each, 'sh', '-c', SETUP])) : undefined
  if (way === undefined) {
    return {
      note: 'No network namespace allowed here: browsers use loopback addresses, and names are not resolved.',
      wrap: (command) => [...command],
      env: { [MARK]: 'loopback' },
    }
  }
  return {
    note: `Browsers run in a network of their own (${way.join(' ')}): nothing can leave this machine.`,
    wrap: (command) => [...way, 'sh', '-c', `${SETUP} && { "$@"; exit $?; }`, 'sh', ...command],
    env: { [MARK]: 'namespace' },
  }
}

function works(command: readonly string[]): boolean {
  const [program = '', ...args] = command
  return spawnSync(program, args, { stdio: 'ignore', timeout: 10_000 }).status === 0
}
