// Where everything stands in one view, by what that view states of it: a date that was put right later was
// not known then. The layout has room for every statement; which one holds is found here, for each step anew.
import { looseAt, placeOf, unitOf, type Axis, type Place } from '../time/axis'
import { closed, middle, type Bounds } from '../time/bounds'
import { dayOf } from '../time/day'
import { isPlan } from './lanes'
import type { Layout } from './layout'
import type { Shown, View } from './story'

export interface Placed {
  readonly shown: Shown
  readonly place: Place
  /** As far right as it can have been, with its end where that is known. */
  readonly reach: number
}

/** What a view shows for certain of an entry; where it shows nothing, what the view before it did. */
export function shownOf(key: string, view: View, before: View | null): Shown | undefined {
  const now = view.entries.get(key)
  if (now && !now.possibly) return now
  const was = before?.entries.get(key)
  return was && !was.possibly ? was : undefined
}

export class Places {
  /** Nothing but plans lies right of it; in units of the axis. */
  readonly line: number
  readonly #layout: Layout
  readonly #placed: (Placed | undefined)[] = []
  /** How many entries the view shows for certain. */
  readonly count: number
  /** Of the view itself. */
  readonly procedures: Placed[] = []

  /** @param before the view it is compared with: what is gone stands where that had it. */
  constructor(layout: Layout, view: View, before: View | null) {
    this.#layout = layout
    const asked = /^day:(.*)$/.exec(view.step.at.known ?? '')?.[1]
    const askedDay = asked ? dayOf(asked) : null
    const isCut = askedDay !== null && layout.axis.kind === 'days'
    let [line, last, count] = [layout.axis.extent.from, 0, 0]
    for (const key of layout.course) {
      const shown = shownOf(key, view, before)
      const placed = shown && placedOf(layout.axis, key, shown, last)
      this.#placed.push(placed)
      if (!placed) continue
      const isOfView = !before || view.entries.get(key) === shown
      if (isOfView) count++
      if (placed.place.at > last) last = placed.place.at
      if (isOfView && placed.shown.shown.entry.kind === 'procedure') this.procedures.push(placed)
      // On the day that is asked about no more of a range can have been than until then.
      const right = isCut ? placed.place.from : placed.reach
      if (right > line && !isPlan(placed.shown.shown.entry)) line = right
    }
    this.count = count
    this.line = layout.axis.kind === 'order' ? line + 0.5
      : Math.max(line, ...knownDays(view, askedDay).map((day) => unitOf(layout.axis, day + 1)!))
  }

  /** By its place in the course; undefined where the view does not show it. */
  of(place: number): Placed | undefined {
    return this.#placed[place]
  }

  named(key: string): Placed | undefined {
    const place = this.#layout.places.get(key)
    return place === undefined ? undefined : this.#placed[place]
  }
}

/** The days up to which the view tells, asked for or stated. */
function knownDays(view: View, asked: number | null): number[] {
  const stated = view.step.with.map((key) => latest(view.entries.get(key)?.known))
  return [asked, ...stated].filter((day) => day !== null)
}

function latest(bounds: Bounds | undefined): number | null {
  return closed(bounds)?.high ?? middle(bounds)
}

/** From step to step most statements stay as they are. */
const kept = new WeakMap<Shown, { readonly axis: Axis; readonly placed: Placed }>()

/** @param last where what came before it in the course stands: there something without a date is put. */
function placedOf(axis: Axis, key: string, shown: Shown, last: number): Placed {
  const known = kept.get(shown)
  if (known?.axis === axis) return known.placed
  const own = placeOf(axis, key, shown.start)
  const place = own ?? looseAt(last)
  const placed = { shown, place, reach: Math.max(place.to, endOf(axis, shown) ?? place.to) }
  if (own) kept.set(shown, { axis, placed })
  return placed
}

function endOf(axis: Axis, shown: Shown): number | null {
  const end = latest(shown.end)
  return end === null ? null : unitOf(axis, axis.kind === 'days' ? end + 1 : end)
}
