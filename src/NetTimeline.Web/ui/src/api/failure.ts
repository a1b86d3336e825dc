// What a failure is in words, and what to do. The server's own words go first: it knows more.
import type { Failure, ProblemBody } from './client'

export interface InWords {
  readonly title: string
  readonly detail: string
  /** Each fault, with where it is. */
  readonly faults: readonly { readonly where: string; readonly detail: string }[]
  /** Where the kind of problem is explained; null where the server did not speak. */
  readonly explained: string | null
  /** What an operator can find the request by. */
  readonly request: string | null
  /** The same may succeed another time. */
  readonly worthAgain: boolean
}

export function inWords(failure: Failure): InWords {
  switch (failure.kind) {
    case 'unreachable':
      return said(
        'The server does not answer',
        'It may have been stopped, or the network between is down. What you see was answered before and may be old.',
      )
    case 'foreign':
      return said(
        'Something else answered',
        `An answer with status ${failure.status} came that is not from NetTimeline; a proxy may stand between.`,
      )
    case 'problem':
      return ofProblem(failure.problem)
  }
}

/** The patient's content was erased: nothing will bring it back, and asking again is no use. */
export function isErased(failure: Failure | null): boolean {
  return failure?.kind === 'problem' && failure.problem.status === 410
}

function said(title: string, detail: string): InWords {
  return { title, detail, faults: [], explained: null, request: null, worthAgain: true }
}

function ofProblem(problem: ProblemBody): InWords {
  return {
    title: problem.title,
    detail: problem.detail,
    faults: (problem.errors ?? []).map((error) => ({
      where: error.pointer ?? error.parameter ?? error.header ?? '',
      detail: error.detail,
    })),
    explained: problem.type,
    request: problem.request,
    worthAgain: problem.status >= 500 || problem.status === 429,
  }
}
