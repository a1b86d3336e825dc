// Between which days something was, and how that is said. A bound that is left out is open.
import { DAYS_PER_MONTH, DAYS_PER_YEAR, dayText, monthOf, yearOf } from './day'

export interface Bounds {
  readonly low?: number | undefined
  readonly high?: number | undefined
  readonly lowIncluded?: boolean | undefined
  readonly highIncluded?: boolean | undefined
}

export interface Closed {
  readonly low: number
  readonly high: number
}

export function closed(bounds: Bounds | undefined): Closed | null {
  return bounds?.low !== undefined && bounds.high !== undefined ? { low: bounds.low, high: bounds.high } : null
}

/** The day halfway; where one side is open, the other; null where both are. */
export function middle(bounds: Bounds | undefined): number | null {
  if (!bounds) return null
  const both = closed(bounds)
  return both ? (both.low + both.high) / 2 : (bounds.low ?? bounds.high ?? null)
}

export function same(a: Bounds | undefined, b: Bounds | undefined): boolean {
  return a?.low === b?.low && a?.high === b?.high
}

/** "2019-05-20", "2019-05-01 … 2019-05-31", "2019-05-20 or later"; on the calendar. */
export function calendarWords(bounds: Bounds): string {
  const { low, high } = bounds
  if (low === undefined && high === undefined) return 'at some time'
  if (high === undefined) return `${dayText(low!)} or later`
  if (low === undefined) return `${dayText(high)} or earlier`
  return low === high ? dayText(low) : `${dayText(low)} … ${dayText(high)}`
}

/** "8 days", "6.25 to under 6.75 years", "at least 6 years", counted from a zero. */
export function lengthWords(bounds: Bounds): string {
  const { low, high } = bounds
  const [unit, days] = unitOf(Math.max(Math.abs(low ?? 0), Math.abs(high ?? 0)))
  const number = (value: number): string => plain(value / days)
  const said = (value: number): string => `${number(value)} ${unit}${number(value) === '1' ? '' : 's'}`
  if (low === undefined && high === undefined) return 'any time'
  if (high === undefined) return `${bounds.lowIncluded ? 'at least' : 'more than'} ${said(low!)}`
  if (low === undefined) return `${bounds.highIncluded ? 'at most' : 'less than'} ${said(high)}`
  return low === high ? said(low) : `${number(low)} to ${bounds.highIncluded ? '' : 'under '}${said(high)}`
}

function unitOf(most: number): [string, number] {
  if (most >= 2 * DAYS_PER_YEAR) return ['year', DAYS_PER_YEAR]
  return most >= 2 * DAYS_PER_MONTH ? ['month', DAYS_PER_MONTH] : ['day', 1]
}

/** As short as an axis needs it: "0", "8 d", "6.5 y", "6 ± 0.5 y". */
export function shortWords(bounds: Closed): string {
  const [unit, days] = unitOf(Math.max(Math.abs(bounds.low), Math.abs(bounds.high)))
  const [low, high] = [plain(bounds.low / days), plain(bounds.high / days)]
  if (low === high) return low === '0' ? '0' : `${low} ${unit[0] === 'm' ? 'mo' : unit[0]}`
  const [middle, slack] = [plain((bounds.low + bounds.high) / 2 / days), plain((bounds.high - bounds.low) / 2 / days)]
  return `${middle} ± ${slack} ${unit[0] === 'm' ? 'mo' : unit[0]}`
}

/** A day, a month or a year of the calendar; what is none of these, by its years. */
export function shortCalendarWords(bounds: Closed): string {
  const { low, high } = bounds
  if (low === high) return dayText(low)
  const isMonths = monthOf(low - 1) !== monthOf(low) && monthOf(high) !== monthOf(high + 1)
  const [first, last] = [yearOf(low), yearOf(high)]
  if (isMonths && first === last && monthOf(low) === monthOf(high)) return dayText(low).slice(0, 7)
  return first === last ? String(first) : `${first}…${last}`
}

function plain(value: number): string {
  return String(Math.round(value * 100) / 100).replace('-', '−')
}
