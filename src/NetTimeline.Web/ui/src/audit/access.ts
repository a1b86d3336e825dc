// Who was shown what, in words; and what of it is asked for.
import type { Schemas } from '../api/client'
import type { Query } from '../router'
import { from, to } from './wanted'

export type Shown = Schemas['AccessView']

export const SEEN_BY = ['actor', 'outcome', 'from', 'to'] as const
export type SeenBy = (typeof SEEN_BY)[number]
export const OUTCOMES = ['success', 'not-found', 'refused', 'failed'] as const

export function asked(query: URLSearchParams): Query {
  const [actor, outcome] = [query.get('actor'), query.get('outcome')]
  return { actor, outcome, from: from(query.get('from')), to: to(query.get('to')) }
}

export function isNarrowed(query: URLSearchParams): boolean {
  return SEEN_BY.some((name) => query.get(name))
}

export function nothing(): Record<SeenBy, null> {
  return { actor: null, outcome: null, from: null, to: null }
}

const OPERATIONS: Readonly<Record<string, string>> = {
  getReplay: 'History, moment by moment', getTimeline: 'Timeline', getPatient: 'Head of the record',
  listPatients: 'Search for patients', getChangeLog: 'Change log', getLog: 'Log', getEntry: 'Entry with its history',
  getMeasures: 'Measures', getMeasure: 'Measure', getMeasureSteps: 'History of a measure',
  getBounds: 'Bounds of a time',
  getDifference: 'What changed', getSteps: 'Moments of change', getBackdated: 'What came late',
  getAuditReport: 'Audit report', getAuditBundle: 'Proof bundle', getReceipt: 'Receipt with its content',
  listAccess: 'Who looked', getPatientAccess: 'Who looked', searchAuditEvents: 'Who looked (FHIR)',
  followChanges: 'Feed of changes', countCohort: 'Count', getCohortMeasure: 'Measure of many', getIdentity: 'Identity',
}

/** What was shown; an operation of a newer server by its name. */
export function whatOf(shown: Shown): string {
  const words = shown.operation.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return OPERATIONS[shown.operation] ?? words.charAt(0).toUpperCase() + words.slice(1)
}

/** As of when, how many, how long; whatever the record says of it. */
export function extentOf(shown: Shown): string {
  return [
    shown.version === undefined ? '' : `version ${shown.version}`,
    shown.asOfPosition === undefined ? '' : `as of #${shown.asOfPosition}`,
    shown.count === undefined ? '' : `${shown.count} ${shown.count === 1 ? 'row' : 'rows'}`,
    shown.lastsSeconds === undefined ? '' : `all views within ${shown.lastsSeconds} s`,
    shown.phase ?? '',
  ].filter(Boolean).join(' · ')
}

export interface OutcomeWords {
  readonly tone: 'good' | 'warn' | 'bad' | 'calm'
  readonly glyph: string
  readonly words: string
}

export function outcomeOf(shown: Shown): OutcomeWords {
  switch (shown.outcome) {
    case 'success': return { tone: 'good', glyph: '✓', words: 'shown' }
    case 'not-found': return { tone: 'calm', glyph: '–', words: 'not found' }
    case 'refused': return { tone: 'warn', glyph: '⊘', words: 'refused' }
    case 'failed': return { tone: 'bad', glyph: '✕', words: 'failed' }
  }
}
