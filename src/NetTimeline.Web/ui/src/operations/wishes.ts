// What operators can ask of a read model, and what they should know before.
import { post, type Outcome } from '../api/client'
import type { Projection } from './words'

export type Verb = 'pause' | 'resume' | 'rebuild' | 'switch' | 'abandon'

export interface Wish {
  readonly verb: Verb | 'unpark'
  readonly label: string
  /** Said before it is asked. */
  readonly means: string
  readonly stream?: string
}

const MEANS: Readonly<Record<Wish['verb'], string>> = {
  pause: 'Its tables stay as they are and answers grow old, until somebody resumes it.',
  resume: 'It takes in what was recorded meanwhile and follows the log again.',
  rebuild: 'A new set of tables is filled beside the one in use. Readers notice nothing; they switch when it is '
    + 'complete. It costs processor and disk while it lasts.',
  switch: 'Readers get the new tables although some rows differ from those in use.',
  abandon: 'The new tables are dropped, and those in use stay.',
  unpark: 'The stream is read again from the event that could not be taken in. If that still fails it is set aside '
    + 'again.',
}

const LABELS: Readonly<Record<Wish['verb'], string>> = {
  pause: 'Pause', resume: 'Resume', rebuild: 'Rebuild', switch: 'Use the new tables', abandon: 'Drop the new tables',
  unpark: 'Try again',
}

export function wish(verb: Wish['verb'], stream?: string): Wish {
  return { verb, label: LABELS[verb], means: MEANS[verb], ...(stream ? { stream } : {}) }
}

/** What can be asked of it as it stands. */
export function wishesFor(projection: Projection): Wish[] {
  if (projection.rebuild?.waits) return [wish('switch'), wish('abandon')]
  if (projection.state === 'paused') return [wish('resume')]
  if (projection.rebuild) return [wish('abandon'), wish('pause')]
  return [wish('rebuild'), wish('pause')]
}

export function ask(name: string, wished: Wish): Promise<Outcome<Projection>> {
  if (wished.verb === 'unpark') {
    const path = { name, stream: wished.stream ?? '' }
    return post('/api/projections/{name}/parked/{stream}/unpark', { path })
  }
  return post(`/api/projections/{name}/${wished.verb}`, { path: { name } })
}
