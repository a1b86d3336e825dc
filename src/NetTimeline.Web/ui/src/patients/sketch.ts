// A course in a line: what kind of thing happened where, as the API's sketch places it.
import type { Schemas } from '../api/client'

export type Sketch = Schemas['CourseSketch']
type Kind = Schemas['SketchLane']['kind']

export const PLACES = 100
const WIDTH = 200
const HEIGHT = 22

export interface Marks {
  readonly kind: Kind
  /** One path for all marks of a kind. */
  readonly path: string
  readonly tone: string
}

/** Height of each kind: therapies lie under everything, beliefs stand above. */
const LOOKS: Readonly<Record<Kind, { readonly y: number; readonly tone: string; readonly mark: Mark }>> = {
  diagnosis: { y: 3.5, tone: 'purple', mark: diamond },
  imaging: { y: 10.5, tone: 'blue', mark: dot },
  pathology: { y: 10.5, tone: 'ochre', mark: square },
  procedure: { y: 10.5, tone: 'vermillion', mark: triangle },
  therapy: { y: 18, tone: 'teal', mark: bar },
  laboratory: { y: 18, tone: 'neutral', mark: tick },
  status: { y: 3.5, tone: 'neutral', mark: tick },
  death: { y: 10.5, tone: 'neutral', mark: cross },
}

type Mark = (x: number, y: number) => string

export function marksOf(sketch: Sketch): Marks[] {
  return (sketch.lanes ?? []).map(({ kind, at }) => {
    const look = LOOKS[kind]
    return { kind, tone: look.tone, path: (at ?? []).map((place) => look.mark(xOf(place), look.y)).join('') }
  })
}

export const view = `0 0 ${WIDTH} ${HEIGHT}`

/** For those who read by ear: 3 diagnoses, 12 imaging … in order. */
export function said(sketch: Sketch): string {
  const lanes = (sketch.lanes ?? []).map(({ kind, at }) => `${kind} at ${at?.length ?? 0}`)
  const scale = sketch.scale === 'days' ? 'to scale' : 'in order, since few of its days are known'
  return lanes.length > 0 ? `Course ${scale}: ${lanes.join(', ')} places` : 'Nothing of the course can be drawn'
}

function xOf(place: number): number {
  return Math.round((5 + place * (WIDTH - 10) / (PLACES - 1)) * 10) / 10
}

function dot(x: number, y: number): string {
  return `M${x - 2.2} ${y}a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0`
}

function square(x: number, y: number): string {
  return `M${x - 2} ${y - 2}h4v4h-4z`
}

function diamond(x: number, y: number): string {
  return `M${x} ${y - 3}l3 3l-3 3l-3 -3z`
}

function triangle(x: number, y: number): string {
  return `M${x} ${y - 3.2}l3.2 5.8h-6.4z`
}

function bar(x: number, y: number): string {
  return `M${x - 2.5} ${y - 1.5}h5v3h-5z`
}

function tick(x: number, y: number): string {
  return `M${x - 0.6} ${y - 2}h1.2v4h-1.2z`
}

function cross(x: number, y: number): string {
  return `M${x - 0.8} ${y - 4}h1.6v2.4h2.4v1.6h-2.4v4h-1.6v-4h-2.4v-1.6h2.4z`
}
