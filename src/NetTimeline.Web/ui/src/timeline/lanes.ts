// Which lane each kind of entry is drawn in, with which mark, and what a mark is called in a word or two.
import type { Entry } from './story'

export type Kind = Entry['kind']

export interface LaneKind {
  readonly id: string
  readonly title: string
  readonly says: string
  readonly kinds: readonly Kind[]
}

export const LANES: readonly LaneKind[] = [
  { id: 'belief', title: 'Diagnoses', says: 'what was believed', kinds: ['diagnosis'] },
  { id: 'disease', title: 'Disease', says: 'tumour · stage · recurrence',
    kinds: ['tumour', 'attribution', 'stage', 'recurrence'] },
  { id: 'lesions', title: 'Lesions', says: 'first seen → taken out', kinds: ['lesion', 'lesion-group'] },
  { id: 'imaging', title: 'Imaging', says: 'studies · readings', kinds: ['imaging-study', 'imaging-reading'] },
  { id: 'pathology', title: 'Pathology', says: 'biopsy · specimen · report',
    kinds: ['biopsy', 'specimen', 'pathology-report'] },
  { id: 'surgery', title: 'Surgery', says: 'procedures · complications', kinds: ['procedure', 'complication'] },
  { id: 'systemic', title: 'Systemic', says: 'drugs', kinds: ['systemic-therapy'] },
  { id: 'radiation', title: 'Radiation', says: 'radiotherapy', kinds: ['radiotherapy'] },
  { id: 'decisions', title: 'Decisions', says: 'chosen · rejected', kinds: ['decision'] },
  { id: 'laboratory', title: 'Laboratory', says: 'markers · values', kinds: ['laboratory-value'] },
  { id: 'volumetry', title: 'Volumetry', says: 'liver volumes', kinds: ['volumetry'] },
  { id: 'status', title: 'Patient', says: 'symptoms · visits · status',
    kinds: ['symptom', 'observation', 'encounter', 'status', 'death', 'note'] },
]

const LANE_OF = new Map(LANES.flatMap((lane) => lane.kinds.map((kind) => [kind, lane] as const)))

export function laneOf(kind: Kind): LaneKind {
  return LANE_OF.get(kind) ?? LANES.at(-1)!
}

export type Glyph = 'circle' | 'ring' | 'diamond' | 'triangle' | 'star' | 'square' | 'plus' | 'flag' | 'cross'

const GLYPHS: Partial<Record<Kind, Glyph>> = {
  'imaging-reading': 'ring',
  biopsy: 'triangle',
  specimen: 'square',
  'pathology-report': 'diamond',
  procedure: 'triangle',
  complication: 'plus',
  radiotherapy: 'star',
  decision: 'diamond',
  tumour: 'star',
  attribution: 'ring',
  stage: 'square',
  recurrence: 'triangle',
  symptom: 'plus',
  encounter: 'square',
  status: 'flag',
  death: 'cross',
}

export function glyphOf(kind: Kind): Glyph {
  return GLYPHS[kind] ?? 'circle'
}

/** The path of a mark around a point, about as large as a circle of this radius. */
export function glyphPath(glyph: Glyph, x: number, y: number, r: number): string {
  const at = (dx: number, dy: number): string => `${round(x + dx * r)} ${round(y + dy * r)}`
  const through = (...points: readonly [number, number][]): string =>
    `M${points.map(([dx, dy]) => at(dx, dy)).join('L')}Z`
  switch (glyph) {
    case 'circle':
    case 'ring':
      return `M${at(-1, 0)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`
    case 'diamond':
      return through([0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0])
    case 'triangle':
      return through([0, -1.15], [1.15, 0.95], [-1.15, 0.95])
    case 'square':
      return through([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9])
    case 'star':
      return through([0, -1.35], [0.35, -0.4], [1.3, -0.4], [0.55, 0.2], [0.85, 1.15], [0, 0.6],
        [-0.85, 1.15], [-0.55, 0.2], [-1.3, -0.4], [-0.35, -0.4])
    case 'flag':
      return through([-0.7, -1.2], [1.1, -0.55], [-0.35, 0.1], [-0.35, 1.2], [-0.7, 1.2])
    case 'plus':
    case 'cross':
      return plus(through, glyph === 'cross' ? 1.3 : 1.1)
  }
}

function plus(through: (...points: readonly [number, number][]) => string, long: number): string {
  const [a, b] = [0.32, long]
  return through([-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a],
    [-b, -a], [-a, -a])
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** Drawn from its beginning to its end, whether or not that is told. */
export function isBar(entry: Entry): boolean {
  const kinds: readonly Kind[] = ['diagnosis', 'lesion', 'lesion-group', 'systemic-therapy']
  return kinds.includes(entry.kind) || entry.ended !== undefined || entry.duration !== undefined
}

export function isPlan(entry: Entry): boolean {
  const kinds: readonly Kind[] = ['procedure', 'systemic-therapy', 'radiotherapy']
  return kinds.includes(entry.kind) && 'standing' in entry && entry.standing === 'planned'
}
