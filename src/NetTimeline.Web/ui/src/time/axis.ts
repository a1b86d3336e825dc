// Where things lie from left to right. Where most dates are told the axis is one of days, to scale; where
// mostly an order is told, each moment has a slot, and only those slots have numbers of which the record
// gives some.
import { bisector } from 'd3-array'
import { closed, middle, type Bounds, type Closed } from './bounds'
import { DAYS_PER_YEAR } from './day'
import type { Extent } from './window'

export interface Dated {
  readonly key: string
  readonly start?: Bounds | undefined
  readonly end?: Bounds | undefined
  /** What was stated of it at other times, for which there must be room too. */
  readonly also?: readonly { readonly start?: Bounds | undefined; readonly end?: Bounds | undefined }[] | undefined
  /** What it is said to be at the same time as. */
  readonly with?: string | undefined
  /** When, as it was stated: what follows each other in the same words is not told apart. */
  readonly words?: string | undefined
}

export interface Place {
  readonly at: number
  /** The part of the axis on which it can have been; `at` alone where it has no width. */
  readonly from: number
  readonly to: number
  /** False: it stands between its neighbours only because nothing denies it. */
  readonly told: boolean
}

export interface Knot {
  readonly day: number
  readonly unit: number
}

export interface Axis {
  readonly kind: 'days' | 'order'
  readonly extent: Extent
  readonly places: ReadonlyMap<string, Place>
  /** What each of these places rests on. */
  readonly starts: ReadonlyMap<string, Bounds | undefined>
  /** Days and units grow together along these; between two they are in proportion. */
  readonly knots: readonly Knot[]
  /** Long stretches of nothing, drawn short. */
  readonly breaks: readonly { readonly from: number; readonly to: number; readonly days: Closed }[]
}

export type Scale = 'days' | 'order'

/** Narrow enough to stand for a point in time. */
const NARROW_DAYS = 1.1 * DAYS_PER_YEAR
const MOSTLY = 0.6

/** @param items in an order that no date denies. */
export function axisOf(items: readonly Dated[], options: { collapse: boolean; scale?: Scale | undefined }): Axis {
  const told = items.filter((item) => isNarrow(item.start)).length
  const scale = options.scale ?? (items.length > 0 && told >= MOSTLY * items.length ? 'days' : 'order')
  return scale === 'days' && told > 0 ? byDays(items, options.collapse) : byOrder(items)
}

export function isNarrow(bounds: Bounds | undefined): boolean {
  const both = closed(bounds)
  return both !== null && both.high - both.low <= NARROW_DAYS
}

/** Outside the knots as at the nearest one, in days one by one. */
export function unitOf(axis: Pick<Axis, 'knots' | 'kind'>, day: number): number | null {
  return between(axis.knots, day, (knot) => knot.day, (knot) => knot.unit, axis.kind === 'days' ? 1 : 0)
}

export function dayAt(axis: Pick<Axis, 'knots' | 'kind'>, unit: number): number | null {
  return between(axis.knots, unit, (knot) => knot.unit, (knot) => knot.day, axis.kind === 'days' ? 1 : 0)
}

type Side = (knot: Knot) => number

function between(knots: readonly Knot[], value: number, of: Side, to: Side, beyond: number): number | null {
  const [first, last] = [knots[0], knots.at(-1)]
  if (!first || !last) return null
  if (value <= of(first)) return to(first) + (value - of(first)) * beyond
  if (value >= of(last)) return to(last) + (value - of(last)) * beyond
  const right = bisector(of).right(knots, value)
  const [a, b] = [knots[right - 1]!, knots[right]!]
  const share = of(b) === of(a) ? 0 : (value - of(a)) / (of(b) - of(a))
  return to(a) + share * (to(b) - to(a))
}

/** Stretches without anything that are longer than this are drawn short. */
const GAP_DAYS = 400
const GAP_SHARE = 0.12
const GAP_DRAWN_SHARE = 0.04

function byDays(items: readonly Dated[], collapse: boolean): Axis {
  const spans = statements(items).flatMap((each) => [closed(each.start), closed(each.end)])
    .filter((each) => each !== null)
  const first = Math.min(...spans.map((span) => span.low))
  const last = Math.max(...spans.map((span) => span.high)) + 1
  const gaps = collapse ? gapsOf(items, first, last) : []
  const drawn = (last - first - gaps.reduce((sum, gap) => sum + gap.high - gap.low, 0)) * GAP_DRAWN_SHARE
  const knots: Knot[] = [{ day: first, unit: 0 }]
  const breaks = gaps.map((gap) => {
    const from = knots.at(-1)!.unit + gap.low - knots.at(-1)!.day
    knots.push({ day: gap.low, unit: from }, { day: gap.high, unit: from + drawn })
    return { from, to: from + drawn, days: gap }
  })
  const end = knots.at(-1)!
  knots.push({ day: last, unit: end.unit + last - end.day })
  const margin = Math.max((knots.at(-1)!.unit - 0) * 0.02, 1)
  const extent = { from: -margin, to: knots.at(-1)!.unit + margin }
  return { kind: 'days', extent, places: placesByDays(items, knots), starts: startsOf(items), knots, breaks }
}

/** Of every time: what was stated once had its place on the axis as well. */
function statements(items: readonly Dated[]): Pick<Dated, 'start' | 'end'>[] {
  return items.flatMap((item) => (item.also ? [item, ...item.also] : [item]))
}

function startsOf(items: readonly Dated[]): Map<string, Bounds | undefined> {
  return new Map(items.map((item) => [item.key, item.start]))
}

/** Between what is there; something that lasts fills its time. */
function gapsOf(items: readonly Dated[], first: number, last: number): Closed[] {
  const filled = statements(items).filter((item) => isNarrow(item.start)).map((item) => ({
    low: item.start!.low!, high: closed(item.end)?.high ?? item.start!.high!,
  })).sort((a, b) => a.low - b.low)
  const [gaps, long] = [[] as Closed[], Math.max(GAP_DAYS, (last - first) * GAP_SHARE)]
  let until = first
  for (const span of filled) {
    if (span.low - until > long) gaps.push({ low: until + 30, high: span.low - 30 })
    until = Math.max(until, span.high)
  }
  return gaps
}

function placesByDays(items: readonly Dated[], knots: readonly Knot[]): Map<string, Place> {
  const places = new Map<string, Place>()
  let before = 0
  for (const item of items) {
    const place = dayPlace(knots, item.start) ?? looseAt(before)
    places.set(item.key, place)
    before = Math.max(before, place.at)
  }
  return places
}

/** Null where nothing says when. */
function dayPlace(knots: readonly Knot[], start: Bounds | undefined): Place | null {
  const [both, day, axis] = [closed(start), middle(start), { knots, kind: 'days' } as const]
  if (day === null) return null
  const at = unitOf(axis, both ? day + 0.5 : day)!
  return both ? { at, from: unitOf(axis, both.low)!, to: unitOf(axis, both.high + 1)!, told: true } : looseAt(at)
}

export function looseAt(at: number): Place {
  return { at, from: at, to: at, told: false }
}

/**
 * Where one statement puts an item. An order keeps a slot for each, as it is told last; what was stated to be at
 * another time then stands at that time. Null where nothing says when, or the axis has nothing of that name.
 */
export function placeOf(axis: Axis, key: string, start: Bounds | undefined): Place | null {
  if (axis.kind === 'days') return dayPlace(axis.knots, start)
  const slot = axis.places.get(key)
  if (!slot) return null
  const told = isNarrow(start)
  const at = told && isElsewhere(start, axis.starts.get(key)) ? unitOf(axis, middle(start)!) : null
  return { ...looseAt(at ?? slot.at), told }
}

/** Said to be at another time, and not just more closely. */
function isElsewhere(start: Bounds | undefined, last: Bounds | undefined): boolean {
  const [a, b] = [closed(start), closed(last)]
  return a !== null && b !== null && (a.high < b.low || b.high < a.low)
}

/** So many slots at most for a stretch of years, however long. */
const YEARS_DRAWN_MAX = 6

function byOrder(items: readonly Dated[]): Axis {
  const slots = slotsOf(items)
  const units = unitsOf(slots)
  const places = new Map<string, Place>()
  for (const [slot, members] of slots.entries()) {
    for (const item of members) places.set(item.key, { ...looseAt(units[slot]!), told: isNarrow(item.start) })
  }
  const last = units.at(-1) ?? 0
  // Right of what was there is room for what is planned.
  const extent = { from: 0, to: last + Math.max(1.5, last * 0.08) }
  return { kind: 'order', extent, places, starts: startsOf(items), knots: knotsOf(slots, units), breaks: [] }
}

/**
 * What is at the same time shares a slot: said to be, or on the same exact day from zero. So does what nothing tells
 * apart: one after the other, dated in the same words.
 */
function slotsOf(items: readonly Dated[]): Dated[][] {
  const byKey = new Map(items.map((item) => [item.key, item]))
  const slots: Dated[][] = []
  const slotBy = new Map<string, number>()
  let [run, words] = [0, undefined as string | undefined]
  for (const item of items) {
    const names = [rootOf(item, byKey)]
    if (item.words === undefined || item.words !== words) [run, words] = [run + 1, item.words]
    names.push(`run ${run}`)
    const both = closed(item.start)
    if (both && both.low === both.high) names.push(`=${both.low}`)
    const known = names.map((name) => slotBy.get(name)).find((slot) => slot !== undefined)
    const slot = known ?? slots.push([]) - 1
    slots[slot]!.push(item)
    for (const name of names) if (!slotBy.has(name)) slotBy.set(name, slot)
  }
  return slots
}

function rootOf(item: Dated, byKey: ReadonlyMap<string, Dated>): string {
  const seen = new Set([item.key])
  let root = item
  while (root.with !== undefined && byKey.has(root.with) && !seen.has(root.with)) {
    root = byKey.get(root.with)!
    seen.add(root.key)
  }
  return root.key
}

function dayOfSlot(slot: readonly Dated[]): number | null {
  const told = slot.find((item) => isNarrow(item.start))
  return told ? middle(told.start) : null
}

/** One unit from slot to slot, more where years lie between two that have numbers. */
function unitsOf(slots: readonly Dated[][]): number[] {
  const steps = slots.map(() => 1)
  let [last, lastDay] = [-1, 0]
  for (const [slot, members] of slots.entries()) {
    const day = dayOfSlot(members)
    if (day === null) continue
    const apart = Math.min((day - lastDay) / DAYS_PER_YEAR, YEARS_DRAWN_MAX)
    if (last >= 0 && apart > slot - last) steps.fill(apart / (slot - last), last + 1, slot + 1)
    ;[last, lastDay] = [slot, day]
  }
  let unit = 0
  return steps.map((step) => (unit += step))
}

function knotsOf(slots: readonly Dated[][], units: readonly number[]): Knot[] {
  const knots: Knot[] = []
  for (const [slot, members] of slots.entries()) {
    const day = dayOfSlot(members)
    if (day !== null && day > (knots.at(-1)?.day ?? -Infinity)) knots.push({ day, unit: units[slot]! })
  }
  return knots
}
