// From mark to mark by the arrow keys: along a lane, and to whatever is nearest in time in the next one.
import type { Mark } from './scene'

/** Null where the key moves nothing, or nothing is there. */
export function nextMark(marks: readonly Mark[], from: Mark | null, key: string): Mark | null {
  const isMove = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)
  if (!isMove) return null
  const inTime = [...marks].sort((a, b) => a.at - b.at)
  if (!from || key === 'Home') return inTime[0] ?? null
  if (key === 'End') return inTime.at(-1) ?? null
  const isForth = key === 'ArrowRight' || key === 'ArrowDown'
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const lane = inTime.filter((mark) => mark.lane === from.lane)
    return lane[lane.findIndex((mark) => same(mark, from)) + (isForth ? 1 : -1)] ?? null
  }
  const lanes = [...new Set(marks.map((mark) => mark.lane))].sort((a, b) => a - b)
  const lane = lanes[lanes.indexOf(from.lane) + (isForth ? 1 : -1)]
  return nearest(marks.filter((mark) => mark.lane === lane), from.at)
}

function same(a: Mark, b: Mark): boolean {
  return a.keys[0] === b.keys[0]
}

function nearest(marks: readonly Mark[], at: number): Mark | null {
  let best: Mark | null = null
  for (const mark of marks) if (!best || Math.abs(mark.at - at) < Math.abs(best.at - at)) best = mark
  return best
}
