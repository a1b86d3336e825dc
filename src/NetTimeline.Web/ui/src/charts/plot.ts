// A series on the screen: its scale, its lines and marks.
import { scaleLinear, scaleLog } from 'd3-scale'
import type { Point, Series } from './series'

export interface Plot {
  readonly y: (value: number) => number
  readonly ticks: readonly { readonly value: number; readonly text: string }[]
  readonly isLog: boolean
}

/** From the highest to the lowest value a factor of this: then only a log axis shows both. */
const LOG_FROM = 20
const ROOM = 0.12

/** Null where no number is told: then there is nothing to have a scale. */
export function plotOf(series: Series, height: number, wish: 'log' | 'linear' | null): Plot | null {
  const values = series.points.flatMap((point) => [point.value, point.low, point.high])
    .concat(series.bands.flatMap((band) => [band.low, band.high])).filter((value) => value !== null)
  if (!series.points.some((point) => point.value !== null)) return null
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const isLog = wish === null ? least > 0 && most / least >= LOG_FROM : wish === 'log' && least > 0
  const range: [number, number] = [height - 8, 12]
  const scale = isLog
    ? scaleLog([least / 1.3, most * 1.3], range)
    : scaleLinear([Math.min(0, least), most * (1 + ROOM) || 1], range).nice(3)
  const found = isLog ? scale.ticks(3) : scale.ticks(4)
  const format = scale.tickFormat(isLog ? 3 : 4, isLog ? '~g' : undefined)
  const ticks = found.map((value) => ({ value, text: format(value) })).filter((tick) => tick.text !== '')
  return { y: (value) => scale(value), ticks, isLog }
}

export function linePath(run: readonly Point[], x: (unit: number) => number, plot: Plot): string {
  // A word between two numbers says something else than a line through it would.
  return run.map((point, at) => {
    if (point.value === null) return ''
    const isNext = at > 0 && run[at - 1]!.value !== null
    return `${isNext ? 'L' : 'M'}${round(x(point.at))} ${round(plot.y(point.value))}`
  }).join('')
}

/** A value that is only known to lie beyond a number points there. */
export function pointPath(point: Point, px: number, py: number): string {
  if (point.beyond === null) return `M${round(px - 3.5)} ${round(py)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z`
  const by = point.beyond === 'below' ? 1 : -1
  return `M${round(px - 4)} ${round(py)}h8l-4 ${7 * by}Z`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
