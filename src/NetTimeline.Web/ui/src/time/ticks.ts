// What is written along an axis.
import { closed, shortCalendarWords, shortWords, type Bounds } from './bounds'
import { DAYS_PER_MONTH, DAYS_PER_YEAR, dayText, firstOfMonth, monthOf, yearOf } from './day'
import { dayAt, isNarrow, placeOf, unitOf, type Axis } from './axis'
import { x, type Window } from './window'

export interface Tick {
  readonly px: number
  /** The middle of its label: beside the tick where that would leave the frame. */
  readonly labelPx: number
  readonly label: string
}

/** Room for a character of an axis, in pixels, and between two labels. */
const CHARACTER = 6.2
const BETWEEN = 10
const TICK_MIN = 64

/** @param starts of what is shown, as it was known then; others get no number. */
export function ticks(axis: Axis, window: Window, zero: string | null, starts: Iterable<[string, Bounds]>): Tick[] {
  if (axis.kind === 'order') return apart(orderTicks(axis, window, zero, starts), window.width)
  return apart(zero === 'calendar' ? calendarTicks(axis, window) : lengthTicks(axis, window), window.width)
}

function orderTicks(
  axis: Axis, window: Window, zero: string | null, starts: Iterable<[string, Bounds]>,
): Tick[] {
  const said = zero === 'calendar' ? shortCalendarWords : shortWords
  const labels = new Map<number, string>()
  for (const [key, start] of starts) {
    const place = isNarrow(start) ? placeOf(axis, key, start) : null
    if (place) labels.set(place.at, said(closed(start)!))
  }
  const inOrder = [...labels].sort(([a], [b]) => a - b)
  return inOrder
    .filter(([, label], index) => label !== inOrder[index - 1]?.[1])
    .map(([unit, label]) => tick(x(window, unit), label))
    .filter((each) => each.px >= 0 && each.px <= window.width)
}

function calendarTicks(axis: Axis, window: Window): Tick[] {
  const [first, last] = [dayAt(axis, window.from), dayAt(axis, window.to)]
  if (first === null || last === null) return []
  const perDay = window.width / (window.to - window.from)
  const months = [1, 3, 6, 12, 24, 60, 120].find((each) => each * DAYS_PER_MONTH * perDay >= TICK_MIN) ?? 240
  if (perDay * 14 >= TICK_MIN) return dayTicks(axis, window, first, last, perDay)
  const found: Tick[] = []
  for (let month = Math.floor(yearOf(first) * 12 / months) * months; ; month += months) {
    const day = firstOfMonth(Math.floor(month / 12), month % 12)
    if (day > last) return found
    const label = months >= 12 || monthOf(day) === 0 ? String(yearOf(day)) : dayText(day).slice(0, 7)
    push(found, axis, window, day, label)
  }
}

function dayTicks(axis: Axis, window: Window, first: number, last: number, perDay: number): Tick[] {
  const found: Tick[] = []
  const step = [1, 2, 7, 14].find((each) => each * perDay >= TICK_MIN + 20) ?? 14
  for (let day = Math.ceil(first / step) * step; day <= last; day += step) push(found, axis, window, day, dayText(day))
  return found
}

const LENGTHS: readonly [number, (count: number) => string][] = [
  [1, (n) => `${n} d`], [7, (n) => `${n * 7} d`], [DAYS_PER_MONTH, (n) => `${n} mo`],
  [3 * DAYS_PER_MONTH, (n) => `${n * 3} mo`], [DAYS_PER_YEAR, (n) => `${n} y`],
  [2 * DAYS_PER_YEAR, (n) => `${n * 2} y`], [5 * DAYS_PER_YEAR, (n) => `${n * 5} y`],
  [10 * DAYS_PER_YEAR, (n) => `${n * 10} y`],
]

function lengthTicks(axis: Axis, window: Window): Tick[] {
  const [first, last] = [dayAt(axis, window.from), dayAt(axis, window.to)]
  if (first === null || last === null) return []
  const perDay = window.width / (window.to - window.from)
  const [days, said] = LENGTHS.find(([each]) => each * perDay >= TICK_MIN) ?? LENGTHS.at(-1)!
  const found: Tick[] = []
  for (let count = Math.ceil(first / days); count * days <= last; count++) {
    push(found, axis, window, count * days, count === 0 ? '0' : said(count).replace('-', '−'))
  }
  return found
}

function push(found: Tick[], axis: Axis, window: Window, day: number, label: string): void {
  const unit = unitOf(axis, day)!
  if (axis.breaks.every((gap) => unit <= gap.from || unit >= gap.to)) found.push(tick(x(window, unit), label))
}

function tick(px: number, label: string): Tick {
  return { px, labelPx: px, label }
}

/** Labels that would touch give way: zero stays, then whatever stands further left. */
function apart(found: readonly Tick[], width: number): Tick[] {
  const half = (tick: Tick): number => (tick.label.length * CHARACTER + BETWEEN) / 2
  const within = found.map((tick) =>
    ({ ...tick, labelPx: Math.max(half(tick), Math.min(tick.px, width - half(tick))) }))
  const kept = within.filter((tick) => tick.label === '0')
  for (const tick of within) {
    const isFree = (other: Tick): boolean =>
      other !== tick && Math.abs(other.labelPx - tick.labelPx) >= half(other) + half(tick)
    if (kept.every(isFree)) kept.push(tick)
  }
  return kept.sort((a, b) => a.px - b.px)
}
