// Values over time, as a view shows them: one series for each test, unit and assay, since nothing else can be
// compared.
import { group } from 'd3-array'
import type { Schemas } from '../api/client'
import type { Places } from '../timeline/places'
import type { Entry, View } from '../timeline/story'
import { quantityText } from '../timeline/names'

type Quantity = Schemas['Quantity']

export interface Point {
  readonly key: string
  /** In units of the axis. */
  readonly at: number
  /** Null where only a word is told. */
  readonly value: number | null
  /** Below or above the number: the true value lies that way. */
  readonly beyond: 'below' | 'above' | null
  readonly low: number | null
  readonly high: number | null
  readonly text: string
  readonly normal: { readonly low: number | null; readonly high: number | null } | null
  readonly assay: string | null
}

export interface Series {
  readonly id: string
  readonly name: string
  readonly unit: string
  /** From left to right. */
  readonly points: readonly Point[]
  /** Between points of another assay nothing is drawn. */
  readonly runs: readonly (readonly Point[])[]
  /** What is normal, for each run that has one normal; of another assay it is another. */
  readonly bands: readonly Band[]
}

export interface Band {
  readonly low: number | null
  readonly high: number | null
  /** Up to the neighbouring runs; infinite beyond the first and the last one. */
  readonly from: number
  readonly to: number
}

export type SeriesKind = 'laboratory-value' | 'volumetry'

interface Raw {
  readonly key: string
  readonly name: string
  readonly value: Quantity
  readonly assay: string | null
  readonly reference: Quantity | undefined
}

/** Words go with the only unit that the test has, since they have none of their own. */
export function seriesOf(view: View, places: Places, kind: SeriesKind): Series[] {
  const raw = [...view.entries.values()].filter((shown) => !shown.possibly)
    .flatMap((shown) => rawOf(shown.shown.entry, kind)).filter((each) => places.named(each.key) !== undefined)
  const byName = group(raw, (each) => each.name)
  return [...byName].flatMap(([name, values]) => {
    const units = [...new Set(values.map((each) => each.value.unit).filter((unit) => unit !== undefined))]
    const only = units.length === 1 ? units[0]! : ''
    return [...group(values, (each) => each.value.unit ?? only)]
      .map(([unit, mine]) => series(name, unit, mine, places))
  }).sort((a, b) => b.points.length - a.points.length)
}

function rawOf(entry: Entry, kind: SeriesKind): Raw[] {
  if (entry.kind !== kind) return []
  if (entry.kind === 'laboratory-value') {
    const name = [entry.test, entry.specimen && entry.specimen !== 'serum' ? `(${entry.specimen})` : '']
    return [{
      key: entry.key, name: name.filter(Boolean).join(' '), value: entry.value, assay: entry.assay ?? null,
      reference: entry.reference,
    }]
  }
  if (entry.kind !== 'volumetry') return []
  return (entry.volumes ?? []).map((volume) => ({
    key: entry.key, name: volume.of, value: volume.value, assay: null, reference: undefined,
  }))
}

function series(name: string, unit: string, values: readonly Raw[], places: Places): Series {
  const points = values.map((each) => pointOf(each, unit, places)).sort((a, b) => a.at - b.at)
  const runs: Point[][] = []
  for (const point of points) {
    const last = runs.at(-1)?.at(-1)
    if (last && last.assay === point.assay) runs.at(-1)!.push(point)
    else runs.push([point])
  }
  return { id: `${name}~${unit}`, name, unit, points, runs, bands: bandsOf(runs) }
}

/** None where values of one run have different ones. */
function bandsOf(runs: readonly (readonly Point[])[]): Band[] {
  return runs.flatMap((run, at) => {
    const normals = run.map((point) => point.normal).filter((normal) => normal !== null)
    const [first] = normals
    if (!first || normals.some((each) => each.low !== first.low || each.high !== first.high)) return []
    const from = at === 0 ? -Infinity : run[0]!.at
    return [{ ...first, from, to: runs[at + 1]?.[0]?.at ?? Infinity }]
  })
}

function pointOf(raw: Raw, unit: string, places: Places): Point {
  const { value: quantity } = raw
  const range = quantity.low !== undefined && quantity.high !== undefined
  const value = range ? (quantity.low! + quantity.high!) / 2 : (quantity.value ?? null)
  const beyond = !quantity.comparator ? null : quantity.comparator.startsWith('<') ? 'below' : 'above'
  return {
    key: raw.key, at: places.named(raw.key)!.place.at, value, beyond, assay: raw.assay,
    normal: raw.reference && (raw.reference.unit ?? unit) === unit ? normalOf(raw.reference) : null,
    low: range ? quantity.low! : null, high: range ? quantity.high! : null, text: quantityText(quantity),
  }
}

function normalOf(quantity: Quantity): { low: number | null; high: number | null } {
  if (quantity.low !== undefined) return { low: quantity.low, high: quantity.high ?? null }
  if (quantity.value === undefined) return { low: null, high: null }
  return quantity.comparator?.startsWith('>')
    ? { low: quantity.value, high: null }
    : { low: null, high: quantity.value }
}
