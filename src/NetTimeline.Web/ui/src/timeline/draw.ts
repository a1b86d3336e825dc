// Marks as paths: one for each tone and state, however many marks there are, so that the browser has little
// to do.
import type { State, Tone } from './facts'
import { glyphPath } from './lanes'
import { BAR_HEIGHT, BESIDE_PX, pxOf, type Mark } from './scene'
import { x, type Window } from '../time/window'

export interface Shape {
  readonly name: string
  readonly tone: Tone
  readonly state: State
  readonly bar: boolean
  readonly d: string
}

export interface Text {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
  readonly kind: 'label' | 'ghost' | 'count' | 'change' | 'plan'
}

export interface Drawing {
  readonly shapes: readonly Shape[]
  /** From where to where something can have been. */
  readonly whiskers: string
  readonly changed: string
  /** From where something was believed to have been to where it is believed to be. */
  readonly moved: string
  readonly texts: readonly Text[]
}

const RADIUS = 4.6
const COUNT_RADIUS = 7.5
/** More than these are told by height: digits side by side in every bucket say nothing. */
const COUNT_MAX = 9
const COUNTED_MAX = 150
const TALL_MAX = 10
const ARROW = 5

/** @param marks that are on the screen. */
export function draw(marks: readonly Mark[], window: Window): Drawing {
  const countMax = marks.filter((mark) => mark.facts.length > 1).length > COUNTED_MAX ? 1 : COUNT_MAX
  const paths = new Map<string, { shape: Omit<Shape, 'd'>; d: string[] }>()
  const [whiskers, changed, moved, texts] = [[] as string[], [] as string[], [] as string[], [] as Text[]]
  for (const mark of marks) {
    const px = pxOf(mark, window)
    const name = `${mark.bar ? 'bar' : 'point'}-${mark.tone}-${mark.state}`
    let path = paths.get(name)
    if (!path) {
      path = { shape: { name, tone: mark.tone, state: mark.state, bar: mark.bar }, d: [] }
      paths.set(name, path)
    }
    path.d.push(mark.bar ? barPath(mark, px, x(window, mark.end)) : pointPath(mark, px, countMax))
    if (mark.change) changed.push(ring(mark, px, x(window, mark.end)))
    for (const fact of mark.facts) if (fact.was !== null) moved.push(arrow(mark, x(window, fact.was), px))
    whiskers.push(whisker(mark, window))
    texts.push(...textsOf(mark, px, window, countMax))
  }
  return {
    shapes: [...paths.values()].map(({ shape, d }) => ({ ...shape, d: d.join('') })),
    whiskers: whiskers.join(''), changed: changed.join(''), moved: moved.join(''), texts,
  }
}

function barPath(mark: Mark, px: number, end: number): string {
  const [top, half] = [round(mark.y - BAR_HEIGHT / 2), BAR_HEIGHT / 2]
  const width = Math.max(end - px, 3)
  const isCut = mark.facts[0]!.open && width >= 2 * ARROW
  if (!isCut) return `M${round(px)} ${top}h${round(width)}v${BAR_HEIGHT}h${-round(width)}Z`
  return `M${round(px)} ${top}h${round(width - ARROW)}l${ARROW} ${half}l${-ARROW} ${half}H${round(px)}Z`
}

function pointPath(mark: Mark, px: number, countMax: number): string {
  const count = mark.facts.length
  if (count > countMax) {
    const half = Math.min(4 + Math.log2(count), TALL_MAX)
    return `M${round(px - 5)} ${round(mark.y - half)}h10v${round(2 * half)}h-10Z`
  }
  return glyphPath(count > 1 ? 'square' : mark.facts[0]!.glyph, px, mark.y, count > 1 ? COUNT_RADIUS : RADIUS)
}

function ring(mark: Mark, px: number, end: number): string {
  const [left, right] = mark.bar ? [px - 2, Math.max(end, px + 3) + 2] : [px - 9, px + 9]
  const half = mark.bar ? BAR_HEIGHT / 2 + 2 : 9
  return `M${round(left)} ${round(mark.y - half)}h${round(right - left)}v${2 * half}h${-round(right - left)}Z`
}

/** From a hollow mark at the old place; nothing where both are within one mark's width. */
function arrow(mark: Mark, from: number, px: number): string {
  const way = Math.sign(px - from)
  const tip = px - way * (mark.bar ? 2 : BESIDE_PX + 1)
  if ((tip - from) * way < RADIUS + ARROW) return ''
  const glyph = glyphPath(mark.facts[0]!.glyph, from, mark.y, RADIUS)
  return `${glyph}M${round(from + way * (RADIUS + 2))} ${mark.y}H${round(tip)}`
    + `m${-way * ARROW} ${-ARROW}l${way * ARROW} ${ARROW}l${-way * ARROW} ${ARROW}`
}

/** The bounds of a date that is not told to a point, for marks that stand alone. */
function whisker(mark: Mark, window: Window): string {
  const fact = mark.facts[0]!
  if (mark.facts.length > 1 || fact.to <= fact.from) return ''
  const [from, to] = [x(window, fact.from), x(window, fact.to)]
  if (to - from < 3) return ''
  const y = mark.bar ? mark.y + BAR_HEIGHT / 2 + 1 : mark.y
  return `M${round(from)} ${y - 3}v6M${round(from)} ${y}H${round(to)}m0 -3v6`
}

function textsOf(mark: Mark, px: number, window: Window, countMax: number): Text[] {
  const texts: Text[] = []
  const [y, end] = [mark.y + 4, x(window, mark.end)]
  if (mark.facts.length > 1 && mark.facts.length <= countMax) {
    texts.push({ x: round(px), y: mark.y + 3.8, text: String(mark.facts.length), anchor: 'middle', kind: 'count' })
  }
  if (mark.label === '') return texts
  const kind = mark.plan ? 'plan' : mark.state === 'ghost' ? 'ghost' : mark.change ? 'change' : 'label'
  if (mark.side === 'in') {
    const from = Math.max(px, 0) + 5
    if (end - from > 24 || px >= 0) texts.push({ x: round(from), y, text: mark.label, anchor: 'start', kind })
  } else if (mark.side === 'left') texts.push({ x: round(px - BESIDE_PX), y, text: mark.label, anchor: 'end', kind })
  else texts.push({ x: round((mark.bar ? end : px) + BESIDE_PX), y, text: mark.label, anchor: 'start', kind })
  return texts
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
