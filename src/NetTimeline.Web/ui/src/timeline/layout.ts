// Which facts stand in which lane and row, and where on the axis: everything that does not change while one
// moves through time or zooms. By default it has room for all that is ever known, so that views can be
// compared; blind, only for what was known. Where a fact stands on the axis is the view's to say.
import { same } from '../time/bounds'
import { axisOf, type Axis, type Dated, type Scale } from '../time/axis'
import { LANES, isBar, laneOf, type LaneKind } from './lanes'
import { nameOf } from './names'
import type { Shown, Story, View } from './story'
import { tumourNames, tumoursOf } from './tumours'

export interface Item {
  readonly key: string
  /** Its place in the course. */
  readonly place: number
  readonly bar: boolean
  /** Of the bars of its lane; of no meaning for points. */
  readonly row: number
}

export interface Lane {
  readonly id: string
  readonly kind: LaneKind
  readonly title: string
  readonly says: string
  /** The tumour whose section it stands in; null without sections, and for what belongs to none. */
  readonly group: string | null
  /** The first lane of a section says its name. */
  readonly heading: string | null
  readonly top: number
  readonly height: number
  readonly collapsed: boolean
  readonly rows: number
  /** Points have the first row to themselves. */
  readonly points: boolean
  readonly items: readonly Item[]
}

export interface Layout {
  readonly axis: Axis
  readonly lanes: readonly Lane[]
  readonly height: number
  /** Everything in the order of the course, whether or not it fits what is searched for. */
  readonly course: readonly string[]
  /** By key, its place in the course. */
  readonly places: ReadonlyMap<string, number>
  /** Tumours in the order of their tones. */
  readonly tumours: readonly string[]
}

export interface LayoutOptions {
  readonly collapse: boolean
  readonly scale?: Scale | undefined
  readonly closedLanes: ReadonlySet<string>
  readonly grouped: boolean
  /** What does not fit is not drawn; it counts all the same for what is. */
  readonly filter: string
  /** What was stated of an entry before, where that was of another time. */
  readonly earlier?: ReadonlyMap<string, readonly Shown[]>
}

/** Above the lanes, in pixels: what is written along the axis. */
export const AXIS = 26
export const ROW = 17
export const POINT_ROW = 24
const LANE_PADDING = 6
const CLOSED = 22
const HEADING = 22
/** More rows than these share the last one and are counted there. */
const ROWS_MAX = 24

/** Every fact that any told step shows, as the last one that does; in the order of the course. */
export function everythingOf(story: Story): Map<string, Shown> {
  const found = new Map<string, Shown>()
  for (const index of story.told) {
    for (const each of story.steps[index]!.shown) {
      const key = each.shown.entry.key
      if (!each.possibly || !found.has(key)) found.set(key, each)
    }
  }
  const order = story.replay.order.filter((key) => found.has(key))
  return new Map([...order, ...found.keys()].map((key) => [key, found.get(key)!]))
}

/** By key, what earlier steps stated of when it was, as far as that differs. */
export function earlierOf(story: Story, last: ReadonlyMap<string, Shown>): Map<string, Shown[]> {
  const found = new Map<string, Shown[]>()
  for (const index of story.told) {
    for (const each of story.steps[index]!.shown) {
      const key = each.shown.entry.key
      const now = last.get(key)
      if (each.possibly || (same(each.start, now?.start) && same(each.end, now?.end))) continue
      found.set(key, [...(found.get(key) ?? []), each])
    }
  }
  return found
}

/** What a view shows for certain, in the order of the course. */
export function certainOf(story: Story, view: View): Map<string, Shown> {
  const known = [...view.entries].filter(([, shown]) => !shown.possibly)
  const place = new Map(story.replay.order.map((key, index) => [key, index]))
  const at = ([key]: [string, Shown]): number => place.get(key) ?? Number.MAX_SAFE_INTEGER
  return new Map(known.sort((a, b) => at(a) - at(b)))
}

export function layoutOf(facts: ReadonlyMap<string, Shown>, view: View, options: LayoutOptions): Layout {
  const certain = [...facts].filter(([, shown]) => !shown.possibly)
  const axis = axisOf(certain.map(([key, shown]) => dated(key, shown, options.earlier?.get(key))), options)
  const tumours = [...tumourNames(facts.values()).keys()]
  const belongs = tumoursOf(view)
  const course = certain.map(([key]) => key)
  const places = new Map(course.map((key, place) => [key, place]))
  const found = certain.filter(([, shown]) => fits(shown, options.filter))
  const sections = options.grouped && tumours.length > 1 ? [...tumours, null] : [null]
  const lanes: Lane[] = []
  let top = 0
  for (const section of sections) {
    const mine = found.filter(([key]) => sections.length === 1 || tumourOf(belongs.get(key)) === section)
    const name = section === null ? 'Of no tumour' : (tumourNames(facts.values()).get(section) ?? section)
    top = stack(lanes, top, mine, { axis, places }, { section, name: sections.length === 1 ? null : name }, options)
  }
  return { axis, lanes, height: top, course, places, tumours }
}

/** What may be of several tumours stands with none. */
function tumourOf(belongs: readonly string[] | undefined): string | null {
  return belongs?.length === 1 ? belongs[0]! : null
}

function dated(key: string, shown: Shown, also: readonly Shown[] | undefined): Dated {
  const occurred = shown.shown.entry.occurred
  const together = typeof occurred === 'object' ? occurred.sameTimeAs : undefined
  return { key, start: shown.start, end: shown.end, with: together, words: shown.when, also }
}

function fits(shown: Shown, filter: string): boolean {
  const wanted = filter.trim().toLowerCase()
  if (wanted === '') return true
  return `${shown.shown.entry.key} ${nameOf(shown)} ${shown.headline} ${shown.shown.entry.kind}`
    .toLowerCase().includes(wanted)
}

function stack(
  lanes: Lane[], top: number, facts: [string, Shown][], course: Pick<Layout, 'axis' | 'places'>,
  section: { section: string | null; name: string | null }, options: LayoutOptions,
): number {
  let heading = section.name
  for (const kind of LANES) {
    const mine = facts.filter(([, shown]) => laneOf(shown.shown.entry.kind) === kind)
    if (mine.length === 0) continue
    const id = section.section === null ? kind.id : `${kind.id}~${section.section}`
    const collapsed = options.closedLanes.has(id)
    const { items, rows, points } = arranged(mine, course, collapsed)
    const height = collapsed ? CLOSED : rows * ROW + (points ? POINT_ROW : 0) + LANE_PADDING
    if (heading !== null) top += HEADING
    const { title, says } = kind
    lanes.push({ id, kind, title, says, group: section.section, heading, top, height, collapsed, rows, points, items })
    heading = null
    top += height
  }
  return top
}

/** Bars beneath each other, points above them; a closed lane has points only. */
function arranged(facts: [string, Shown][], { axis, places }: Pick<Layout, 'axis' | 'places'>, collapsed: boolean): {
  items: Item[]; rows: number; points: boolean
} {
  const starts = facts.map(([key, shown]) => ({
    key, at: axis.places.get(key)!.at, place: places.get(key)!, bar: !collapsed && isBar(shown.shown.entry),
  })).sort((a, b) => a.at - b.at)
  const bars = starts.filter((each) => each.bar).length
  const rows = Math.min(bars, ROWS_MAX)
  let row = 0
  const items = starts.map((each) => {
    const isInRow = each.bar && row < ROWS_MAX
    return { key: each.key, place: each.place, bar: isInRow, row: isInRow ? row++ : rows }
  })
  return { items, rows, points: items.some((item) => !item.bar) }
}
