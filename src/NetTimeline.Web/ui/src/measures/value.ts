// A value as a person reads it, pure. The API's text answers say the same in the same digits.
import type { Schemas } from '../api/client'

export type Value = Schemas['MeasureValueView']
export type Measure = Schemas['MeasureView']
export type Status = Value['status']

const SIGNIFICANT_DIGITS = 4

/** Rounded to the nearest: a shown bound may lie a little inside the true one. Whole digits all stay. */
export function numberText(exact: number): string {
  const size = Math.abs(exact)
  const scale = 10 ** decimalsOf(size)
  // Twelve digits are what the API gives: the rest is of the binary form, and would tip what lies half-way.
  const rounded = Math.floor(Number((size * scale).toPrecision(12)) + 0.5) / scale
  return (exact < 0 && rounded !== 0 ? '−' : '') + String(rounded)
}

function decimalsOf(exact: number): number {
  let [size, decimals] = [exact, SIGNIFICANT_DIGITS]
  for (; size >= 1 && decimals > 0; size /= 10) decimals--
  for (; size > 0 && size < 0.1 && decimals < 12; size *= 10) decimals++
  return decimals
}

/** `[6.25, 6.75)`: a square bracket includes its end. `≥ 6.71` where nothing bounds the other end. */
export function intervalText(value: Value): string {
  const { low, high, lowIncluded, highIncluded } = value
  if (low === undefined && high === undefined) return ''
  if (high === undefined) return `${lowIncluded ? '≥' : '>'} ${numberText(low!)}`
  if (low === undefined) return `${highIncluded ? '≤' : '<'} ${numberText(high)}`
  const [from, to] = [numberText(low), numberText(high)]
  // Ends that only rounding makes alike are still two ends.
  if (from === to) return low === high ? from : `about ${from}`
  return `${lowIncluded ? '[' : '('}${from}, ${to}${highIncluded ? ']' : ')'}`
}

export interface InParts {
  readonly kind: 'number' | 'words' | 'none'
  /** The number or categories; the reason where there is no value. */
  readonly main: string
  /** Beside the best number only. */
  readonly bounds: string
  readonly unit: string
}

export function inParts(value: Value): InParts {
  const words = { bounds: '', unit: '' }
  if (value.status === 'not-computable') return { kind: 'none', main: value.reason ?? '', ...words }
  const interval = intervalText(value)
  if (interval === '') return { kind: 'words', main: value.categories.join(' or '), ...words }
  const exact = isExact(value)
  const main = value.point === undefined || exact ? interval : numberText(value.point)
  const unit = unitText(value.unit, exact && value.low === 1)
  return { kind: 'number', main, bounds: main === interval ? '' : interval, unit }
}

/** On one line: `6.5 [6.25, 6.75) years`. */
export function valueText(value: Value): string {
  const { main, bounds, unit } = inParts(value)
  return [main, bounds, unit].filter(Boolean).join(' ')
}

export function isExact(value: Value): boolean {
  return value.low !== undefined && value.low === value.high
}

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  a: ['year', 'years'], mo: ['month', 'months'], wk: ['week', 'weeks'], d: ['day', 'days'],
  foci: ['focus', 'foci'], points: ['point', 'points'], '{diagnoses}': ['diagnosis', 'diagnoses'],
  '{treatments}': ['treatment', 'treatments'], '{therapies}': ['therapy', 'therapies'],
  '{lines}': ['line', 'lines'],
}

/** UCUM in words: `mm/a` is mm per year, what stands in braces is said without them, and 1 is no unit. */
export function unitText(unit: string | undefined, one = false): string {
  if (unit === undefined || unit === '1') return ''
  const named = UNITS[unit]
  if (named) return named[one ? 0 : 1]
  const [of = '', per] = unit.split('/', 2)
  const time = per === undefined ? undefined : UNITS[per]
  return time ? `${of} per ${time[0]}` : unit.replaceAll(/[{}]/g, '').replaceAll('_', ' ')
}

export interface StatusWords {
  readonly glyph: string
  readonly words: string
  readonly meaning: string
}

export const STATUSES: Readonly<Record<Status, StatusWords>> = {
  exact: { glyph: '●', words: 'exact', meaning: 'One number or one category; nothing is left open.' },
  bounded: {
    glyph: '◐', words: 'bounded', meaning: 'Somewhere within the bounds, or one of the categories.',
  },
  censored: {
    glyph: '▷', words: 'censored',
    meaning: 'The event was not reached: the bounds are of the time watched, the value is longer.',
  },
  'not-computable': {
    glyph: '○', words: 'not computable', meaning: 'There is no value; a sentence says what is missing.',
  },
  contradicted: {
    glyph: '✕', words: 'contradicted',
    meaning: 'It rests on a disputed statement, or on dates that cannot all be true.',
  },
}

/** What the bounds say, for whoever reads by ear or does not know the brackets. */
export function boundsSentence(value: Value): string {
  const { low, high, lowIncluded, highIncluded } = value
  const unit = unitText(value.unit)
  const said = [
    low === undefined ? '' : `${lowIncluded ? 'at least' : 'more than'} ${numberText(low)}`,
    high === undefined ? '' : `${highIncluded ? 'at most' : 'less than'} ${numberText(high)}`,
  ].filter(Boolean)
  if (said.length === 0 || isExact(value)) return ''
  return `${said.join(' and ')} ${unit}`.trim()
}
