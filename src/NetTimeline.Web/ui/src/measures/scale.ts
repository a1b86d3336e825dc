// The bounds of a value on a scale, pure: what is certain, what is open, and which ends belong to it.
import { scaleLinear } from 'd3-scale'
import type { Value } from './value'

export interface Scale {
  /** A length of time is drawn from its start, at zero. */
  readonly isTime: boolean
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
  /** Where it certainly reaches; of a time only. */
  readonly certainTo: number | null
  /** What is open runs between these; to the edge where nothing bounds it. */
  readonly openFrom: number
  readonly openTo: number
  readonly low: { readonly at: number; readonly included: boolean } | null
  readonly high: { readonly at: number; readonly included: boolean } | null
  readonly point: number | null
}

const TIMES = new Set(['a', 'mo', 'wk', 'd'])
/** An interval that would be no wider than this share of the scale is drawn alone, away from zero. */
const NARROW = 0.04

/** Null where there is nothing to draw: a category, or a single number that is no time. */
export function scaleOf(value: Value): Scale | null {
  const { low, high, point } = value
  if (low === undefined && high === undefined) return null
  const starts = value.evidence.some((each) => each.role === 'start')
  const isTime = starts && TIMES.has(value.unit ?? '') && (low ?? 0) >= 0
  if (!isTime && low === high) return null
  const [from, to] = edges(isTime, low, high)
  const ticks = scaleLinear().domain([from, to]).ticks(7)
  return {
    isTime, from, to, ticks, certainTo: isTime ? (low ?? null) : null,
    openFrom: low ?? from, openTo: high ?? to,
    low: low === undefined ? null : { at: low, included: value.lowIncluded ?? false },
    high: high === undefined ? null : { at: high, included: value.highIncluded ?? false },
    point: point ?? null,
  }
}

function edges(isTime: boolean, low: number | undefined, high: number | undefined): [number, number] {
  const ends = [low, high].filter((end) => end !== undefined)
  const far = Math.max(...ends.map(Math.abs))
  const width = low !== undefined && high !== undefined ? high - low : 0
  if (!isTime && width > 0 && width < far * NARROW) return [low! - width, high! + width]
  const room = (far || 1) * (high === undefined ? 0.35 : 0.12)
  return [low === undefined && !isTime ? -far - room : Math.min(0, ...ends), Math.max(0, ...ends) + room]
}
