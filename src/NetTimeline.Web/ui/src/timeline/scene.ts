// Facts as marks on the screen: what is nearer than a finger's width is one mark with a number that opens a
// list. Marks and labels are found once for each scale, so that moving sideways only shifts them.
import type { Fact, Facts, State, Tone } from './facts'
import { POINT_ROW, ROW, type Lane } from './layout'
import { x, type Window } from '../time/window'
import type { Change } from './story'

export interface Mark {
  readonly keys: readonly string[]
  readonly lane: number
  /** Facts one after the other in the lane; the first one's words are the mark's where it is alone. */
  readonly facts: readonly Fact[]
  /** In units of the axis. */
  readonly at: number
  readonly end: number
  readonly y: number
  readonly bar: boolean
  readonly plan: boolean
  readonly tone: Tone
  readonly state: State
  readonly change: Change | null
  /** As much of its name as there is room for; empty where there is none. */
  readonly label: string
  readonly side: 'in' | 'right' | 'left'
}

/** The width of a text on the screen, in pixels. */
export type Measure = (text: string) => number

/** Closer ones cannot be told apart, nor pointed at. */
export const BUCKET_PX = 14
export const BAR_HEIGHT = 15
/** What is only planned stands at least so far right of the line, as far as the axis has room. */
export const PLAN_PX = 14
/** So much of a mark lies on either side of its place. */
const EDGE_PX = 9
/** Between a mark and its label. */
export const BESIDE_PX = 9
const INSIDE_PX = 5
const LABEL_MAX_PX = 260
const LABEL_MIN_PX = 34

export function marksOf(facts: Facts, pxPerUnit: number, measure: Measure): Mark[] {
  return facts.layout.lanes.flatMap((lane, index) => {
    const mine = facts.lanes[index]!
    const bars = mine.filter((fact) => fact.item.bar && !fact.plan)
    const points = mine.filter((fact) => !fact.item.bar && !fact.plan)
    const plans = mine.filter((fact) => fact.plan)
    return [
      ...bars.map((fact) => labelledBar(barOf(fact, lane, index), facts, pxPerUnit, measure)),
      ...labelled(bucketsOf(points, pxPerUnit).map((each) => pointOf(each, lane, index)), facts, pxPerUnit, measure),
      ...plansOf(plans, facts, lane, index, pxPerUnit, measure),
    ]
  })
}

function barOf(fact: Fact, lane: Lane, index: number): Mark {
  return {
    keys: [fact.item.key], lane: index, facts: [fact], at: fact.at, end: fact.end,
    y: lane.top + 3 + (lane.points ? POINT_ROW : 0) + fact.item.row * ROW + ROW / 2,
    bar: true, plan: false, tone: fact.tone, state: fact.state, change: fact.change, label: saying(fact), side: 'in',
  }
}

/** @param points from left to right. */
function bucketsOf(points: readonly Fact[], pxPerUnit: number): Fact[][] {
  const buckets: Fact[][] = []
  const near = BUCKET_PX / pxPerUnit
  for (const fact of points) {
    const last = buckets.at(-1)
    if (last && fact.at - last[0]!.at < near) last.push(fact)
    else buckets.push([fact])
  }
  return buckets
}

function pointOf(facts: readonly Fact[], lane: Lane, index: number): Mark {
  const first = facts[0]!
  return {
    keys: facts.map((fact) => fact.item.key), lane: index, facts, at: first.at, end: first.at,
    y: lane.collapsed ? lane.top + lane.height / 2 : lane.top + 3 + POINT_ROW / 2,
    bar: false, plan: false, tone: facts.every((fact) => fact.tone === first.tone) ? first.tone : 'neutral',
    state: facts.length === 1 ? first.state : 'solid',
    change: facts.find((fact) => fact.change)?.change ?? null, label: labelOf(facts), side: 'right',
  }
}

/** Of several, the one that says most: an act before what was read from it. */
function labelOf(facts: readonly Fact[]): string {
  const act = facts.find((fact) => !['reading', 'report', 'specimen'].includes(fact.name)) ?? facts[0]!
  return facts.length === 1 ? saying(act) : act.name
}

const CHANGES = { new: 'new', gone: 'gone', otherwise: 'changed', moved: 'moved' } as const

function saying(fact: Fact): string {
  return fact.change ? `${fact.name} · ${CHANGES[fact.change]}` : fact.name
}

/** Right of the line; on a calendar not before the day they are planned for. */
function plansOf(
  plans: readonly Fact[], facts: Facts, lane: Lane, index: number, pxPerUnit: number, measure: Measure,
): Mark[] {
  const { kind, extent } = facts.layout.axis
  const first = Math.max(Math.min(facts.line + PLAN_PX / pxPerUnit, extent.to - EDGE_PX / pxPerUnit), facts.line)
  const placed = plans.map((fact) => ({ ...fact, at: kind === 'days' ? Math.max(fact.at, first) : first }))
  const y = lane.top + lane.height / 2
  const marks = bucketsOf(placed.sort((a, b) => a.at - b.at), pxPerUnit)
    .map((each): Mark => ({ ...pointOf(each, lane, index), y, plan: true, state: 'hollow' }))
  return marks.map((mark, at) => {
    const room = ((marks[at + 1]?.at ?? extent.to) - mark.at) * pxPerUnit - 2 * BESIDE_PX
    const label = `planned: ${mark.facts.map((fact) => fact.name).join(', ')}`
    return { ...mark, label: cut(label, Math.min(room, LABEL_MAX_PX), measure) }
  })
}

/** Within the bar; else behind its end, if that is before the line; else before its beginning. */
function labelledBar(mark: Mark, facts: Facts, pxPerUnit: number, measure: Measure): Mark {
  const inside = (mark.end - mark.at) * pxPerUnit - 2 * INSIDE_PX
  const wanted = Math.min(measure(mark.label), LABEL_MAX_PX)
  if (wanted <= inside) return { ...mark, label: cut(mark.label, inside, measure) }
  const behind = (facts.line - mark.end) * pxPerUnit - BESIDE_PX
  const before = (mark.at - facts.layout.axis.extent.from) * pxPerUnit - BESIDE_PX
  if (wanted <= behind) return { ...mark, side: 'right', label: cut(mark.label, wanted, measure) }
  if (wanted <= before) return { ...mark, side: 'left', label: cut(mark.label, wanted, measure) }
  return { ...mark, label: cut(mark.label, inside, measure) }
}

/** Up to the next mark or the line, else back to what stands before it. */
function labelled(points: Mark[], facts: Facts, pxPerUnit: number, measure: Measure): Mark[] {
  let taken = facts.layout.axis.extent.from * pxPerUnit
  return points.map((mark, index) => {
    const at = mark.at * pxPerUnit
    const next = Math.min(points[index + 1]?.at ?? Infinity, facts.line, facts.layout.axis.extent.to) * pxPerUnit
    const room = next - at - 2 * BESIDE_PX
    const wanted = Math.min(measure(mark.label), LABEL_MAX_PX)
    const back = at - taken - 2 * BESIDE_PX
    const side = wanted > room && wanted <= back ? 'left' : 'right'
    const label = cut(mark.label, side === 'left' ? wanted : room, measure)
    taken = at + BESIDE_PX + (side === 'right' ? measure(label) : 0)
    return { ...mark, side, label }
  })
}

/** As much of a label as there is room for; nothing where that would say nothing. */
export function cut(label: string, room: number, measure: Measure): string {
  if (measure(label) <= room) return label
  if (room < LABEL_MIN_PX) return ''
  let [least, most] = [0, label.length]
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (measure(`${label.slice(0, middle)}…`) <= room) least = middle
    else most = middle - 1
  }
  return least < 3 ? '' : `${label.slice(0, least).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`
}

/** Those of which any part is on the screen, with some room beyond. */
export function visible(marks: readonly Mark[], window: Window): Mark[] {
  const margin = (window.to - window.from) * 0.02
  return marks.filter((mark) => mark.end >= window.from - margin && mark.at <= window.to + margin)
}

export function pxOf(mark: Mark, window: Window): number {
  return x(window, mark.at)
}

/** The mark at a point of the screen; of several, the nearest. */
export function markAt(marks: readonly Mark[], window: Window, px: number, py: number): Mark | null {
  let [best, nearest] = [null as Mark | null, Infinity]
  for (const mark of marks) {
    const dy = Math.abs(py - mark.y)
    if (dy > (mark.bar ? BAR_HEIGHT / 2 : POINT_ROW / 2)) continue
    const [from, to] = [pxOf(mark, window), mark.bar ? x(window, mark.end) : pxOf(mark, window)]
    const dx = Math.max(from - px, px - to, 0)
    if (dx > BUCKET_PX) continue
    if (dx + dy < nearest) [best, nearest] = [mark, dx + dy]
  }
  return best
}
