// What to do when a draft could not be recorded, beside what the API itself says. Pure.
import type { Failure } from '../api/client'

const SAFE = 'The draft is kept. Sending it again is safe: it is recorded once, however often it is sent.'

/** Empty where the API's own words are enough. */
export function adviceOn(failure: Failure): string {
  if (failure.kind === 'unreachable') return SAFE
  if (failure.kind === 'foreign') {
    return { 401: `You are not signed in, or no longer. Sign in in another tab and record again. ${SAFE}`,
      403: 'Whatever stands before the server does not let you record here. The draft is kept.' }[failure.status] ?? SAFE
  }
  return ofStatus(failure.problem.status, failure.problem.type, failure.retryAfterSeconds)
}

function ofStatus(status: number, type: string, retryAfterSeconds: number | null): string {
  if (type.endsWith('/idempotency-key-reused')) {
    return 'This draft was recorded before, in other words – from another tab, or by an attempt whose answer was lost. '
      + 'Look at the timeline, then put right what is recorded, or record this as well.'
  }
  switch (status) {
    case 401:
      return `You are not signed in, or no longer. Sign in in another tab and record again. ${SAFE}`
    case 403:
      return 'Open the page at the address of the server itself, and record again. The draft is kept.'
    case 404:
      return 'There is no such patient here; perhaps this is another server than the one the draft was begun on.'
    case 410:
      return 'Nothing can be recorded of it any more. Drafts about it were removed from this browser.'
    case 503:
      return retryAfterSeconds === null ? SAFE : `Try again in ${retryAfterSeconds} s. ${SAFE}`
    default:
      return status >= 500 ? SAFE : ''
  }
}

/** Somebody recorded something since the draft was begun. */
export function isStale(failure: Failure | null): boolean {
  return failure?.kind === 'problem' && failure.problem.status === 412
}

export function isConflict(failure: Failure | null): boolean {
  return failure?.kind === 'problem' && failure.problem.status === 409
}

export function wasRecorded(failure: Failure | null): boolean {
  return failure?.kind === 'problem' && failure.problem.type.endsWith('/idempotency-key-reused')
}
