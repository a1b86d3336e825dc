// What part of an axis is on the screen. Axis units to pixels and back; immutable.

export interface Window {
  readonly from: number
  readonly to: number
  readonly width: number
}

export interface Extent {
  readonly from: number
  readonly to: number
}

/** No closer than this many axis units on the whole width: deeper there is nothing to see. */
const UNITS_MIN = 2

/** Without what adding and taking away leaves in the last digits: moved sideways, a window has the same span. */
export function spanOf(window: Window): number {
  return Number((window.to - window.from).toPrecision(9))
}

export function x(window: Window, unit: number): number {
  return ((unit - window.from) / (window.to - window.from)) * window.width
}

export function unitAt(window: Window, px: number): number {
  return window.from + (px / window.width) * (window.to - window.from)
}

/** Factors above 1 go closer; the unit under the pointer stays where it is. */
export function zoomed(window: Window, factor: number, px: number, all: Extent): Window {
  const span = Math.min(Math.max((window.to - window.from) / factor, UNITS_MIN), all.to - all.from)
  const fixed = unitAt(window, px)
  const from = fixed - (px / window.width) * span
  return within({ ...window, from, to: from + span }, all)
}

export function panned(window: Window, px: number, all: Extent): Window {
  const by = (px / window.width) * (window.to - window.from)
  return within({ ...window, from: window.from + by, to: window.to + by }, all)
}

export function whole(all: Extent, width: number): Window {
  return { from: all.from, to: all.to, width }
}

/** Moved, never stretched, so that it lies within the axis. */
export function within(window: Window, all: Extent): Window {
  const span = Math.min(window.to - window.from, all.to - all.from)
  const from = Math.min(Math.max(window.from, all.from), all.to - span)
  return { ...window, from, to: from + span }
}

/**
 * The same scale, from the last quarter of a screen on: what is drawn for it serves until the next one, and is only
 * shifted meanwhile. It reaches a quarter beyond the right edge.
 */
export function resting(window: Window): Window {
  const quarter = spanOf(window) / 4
  const from = Math.floor(window.from / quarter + 1e-9) * quarter
  return { from, to: from + 5 * quarter, width: window.width * 1.25 }
}

/** So that a unit is seen, with the least movement. */
export function showing(window: Window, unit: number, all: Extent): Window {
  const margin = (window.to - window.from) * 0.05
  const short = Math.min(unit - margin - window.from, 0)
  const over = Math.max(unit + margin - window.to, 0)
  const by = short || over
  return by ? within({ ...window, from: window.from + by, to: window.to + by }, all) : window
}
