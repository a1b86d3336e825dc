// From a value to what it rests on, pure.
import type { Schemas } from '../api/client'
import { instanceWord } from './instance'
import { inParts, intervalText, isExact, STATUSES, valueText, type Measure, type Value } from './value'

export type Told = Schemas['ReplayEntryView']
/** What was shown of entries at the moment of the value, by key. */
export type Entries = ReadonlyMap<string, Told>
export type Steps = Schemas['MeasureStepsView']
type Role = Value['evidence'][number]['role']

const ROLES: Readonly<Record<Role, string>> = {
  start: 'Begins with', end: 'Ends with', value: 'Says the value', dates: 'Gives a bound',
  condition: 'Condition', claim: 'Somebody’s claim', 'not-used': 'Not used',
}

/** It is said of every entry that gives a bound, and no news beside the word. */
const SAID_ANYWAY = 'its statement of time gives a bound'

export interface Rests {
  readonly role: Role
  readonly words: string
  readonly entry: string
  readonly says: string
}

/** In the order of reading: where a time begins and ends, then what else it rests on. */
export function restsOn(value: Value): Rests[] {
  const order = Object.keys(ROLES) as Role[]
  return value.evidence.filter((each) => each.role !== 'not-used')
    .map(({ role, entry, says }) => (
      { role, words: ROLES[role], entry, says: says === undefined || says === SAID_ANYWAY ? '' : says }))
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
}

export function notUsed(value: Value): { readonly entry: string; readonly says: string }[] {
  return value.evidence.filter((each) => each.role === 'not-used')
    .map(({ entry, says }) => ({ entry, says: says ?? '' }))
}

export interface Moment {
  /** The query of any view of it; empty for now. */
  readonly ask: string
  readonly words: string
  readonly before: Value | null
  readonly after: Value | null
  readonly by: readonly string[]
}

/** What one value was at the moments at which it came to be another. */
export function historyOf(steps: Steps, word: string): Moment[] {
  return steps.steps.flatMap((step) => step.changes
    .filter((change) => instanceWord(change.of) === word)
    .map(({ before, after, by }) => (
      { ask: step.ask, words: momentWords(step.at), before: before ?? null, after: after ?? null, by })))
}

export function momentWords(at: Schemas['AsOfView']): string {
  if (at.recorded && !at.known) return `recorded ${at.recorded.slice(0, 19).replace('T', ' ')} UTC`
  if (!at.known) return 'now'
  return at.known.startsWith('entry:') ? `with ${at.known.slice(6)}` : `on ${at.known.replace('day:', '')}`
}

export interface Side {
  readonly member: string
  readonly before: string
  readonly after: string
  readonly changed: boolean
}

/** A value before and after, member by member; what neither has is left out. */
export function sideBySide(before: Value | null, after: Value | null): Side[] {
  const members: readonly [string, (value: Value) => string][] = [
    ['value', (value) => (value.status === 'not-computable' ? '' : inParts(value).main)],
    ['bounds', (value) => (isExact(value) ? '' : intervalText(value))],
    ['status', (value) => STATUSES[value.status].words],
    ['reason', (value) => value.reason ?? ''],
    ['rests on', (value) => [...new Set(restsOn(value).map((each) => each.entry))].join(', ')],
  ]
  return members.map(([member, of]) => {
    const [was, is] = [before ? of(before) : '', after ? of(after) : '']
    return { member, before: was, after: is, changed: was !== is }
  }).filter((side) => side.before !== '' || side.after !== '')
}

/** A sentence to put into a paper or a letter: what, of whom, by which rule, as of when. */
export function citation(asked: {
  readonly patient: string
  readonly measure: Measure
  readonly value: Value
  readonly asOf: Schemas['AsOfView']
  readonly version: number
}): string {
  const { patient, measure, value, asOf, version } = asked
  const of = [value.of.entries.join(', '), value.of.name].filter(Boolean).join(', ')
  const moment = asOf.known ? `as known ${momentWords({ known: asOf.known })}` : 'as known now'
  const said = value.status === 'not-computable' ? `not computable: ${value.reason ?? ''}` : valueText(value)
  const papers = measure.citations.map((each) => [each.text, each.link].filter(Boolean).join(' ')).join('; ')
  const held = asOf.recorded ? `, as recorded by ${asOf.recorded}` : ''
  return `${patient}${of ? ` (${of})` : ''}: ${measure.title}: ${said}${said.endsWith('.') ? '' : '.'} `
    + `Measure ${measure.name}, version ${measure.version}; ${moment}${held}; record version ${version}. `
    + papers
}
