// Sends a draft where it belongs.
import { post, type Failure } from '../api/client'
import { keyIn } from './tasks'
import type { Writing } from './writing.svelte'

export interface Sent {
  readonly kind: 'sent'
  readonly version: number
  /** Of the entry that the draft speaks of; of a new patient, the registry key. */
  readonly key: string
  /** It had been recorded before in the same words. */
  readonly before: boolean
}

export async function send(writing: Writing): Promise<Sent | Failure> {
  const { task, text, idempotencyKey, tag, patient } = writing
  const sent = { json: text, idempotencyKey }
  const path = { id: patient }
  const known = tag === null ? sent : { ...sent, ifMatch: tag }
  const outcome = task.act === 'enrol' ? await post('/api/patients', sent)
    : task.act === 'add' ? await post('/api/patients/{id}/entries', { path, ...known })
      : await post('/api/patients/{id}/corrections', { path, ...known })
  if (outcome.kind !== 'answered') return outcome
  const registryKey = writing.at('/registryKey')
  return {
    kind: 'sent', version: outcome.body.version, before: outcome.status === 200,
    key: task.act === 'enrol' ? (typeof registryKey === 'string' ? registryKey : outcome.body.patient)
      : keyIn(task, writing.value),
  }
}
