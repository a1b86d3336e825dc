// The checks of the health probes, in words.
import type { Schemas } from '../api/client'

export type Health = Schemas['HealthView']

const WORDS: Readonly<Record<string, string>> = {
  database: 'the database answers',
  schema: 'its schema is this program’s',
  clock: 'the clocks agree within a minute',
  'has-folder': 'has a folder for its keys',
  'goes-on': 'goes on from what was signed',
  'signed-in-time': 'is signed in time',
  'not-contradicted': 'was seen by no witness as another tree',
  'erased-recognised': 'who was erased is recognised',
  'erasures-carried-out': 'what was to be erased is erased',
}

/** Checks of a log begin with its name: events-goes-on. */
export function checkWords(name: string): string {
  const known = WORDS[name]
  if (known) return known
  const [log = '', ...rest] = name.split('-')
  const words = WORDS[rest.join('-')]
  return words ? `${log} ${words}` : name
}

export const HEALTHY = 'healthy'

/** Null where nothing was reported: that is not the same as unhealthy. */
export function isHealthy(health: Health | null): boolean | null {
  return health ? health.status === HEALTHY : null
}
