// What is drawn of each fact of a view, in units of the axis: before anything is scaled to pixels.
import { dayOf } from '../time/day'
import { middle } from '../time/bounds'
import { unitOf, type Axis } from '../time/axis'
import { isPlan, glyphOf, type Glyph } from './lanes'
import type { Item, Layout } from './layout'
import { nameOf } from './names'
import { changeOf, type Change, type Entry, type Shown, type View } from './story'
import { tumoursOf } from './tumours'

export type Tone = 'neutral' | 'blue' | 'vermillion' | 'teal' | 'purple' | 'ochre'
/** Ghost: given up, or not in the view any more. Hollow: its place is only an order. */
export type State = 'solid' | 'ghost' | 'hollow'

export interface Fact {
  readonly item: Item
  readonly shown: Shown
  readonly name: string
  readonly glyph: Glyph
  readonly tone: Tone
  readonly state: State
  readonly change: Change | null
  readonly from: number
  readonly to: number
  /** Where its bar ends; its own place for a point. */
  readonly end: number
  /** It goes on beyond what was known. */
  readonly open: boolean
  /** Planned, and not carried out as far as is known: it lies right of the line. */
  readonly plan: boolean
}

export interface Facts {
  readonly view: View
  readonly layout: Layout
  /** Nothing but plans lies right of it; in units of the axis. */
  readonly line: number
  /** By lane, from left to right. */
  readonly lanes: readonly (readonly Fact[])[]
  readonly byKey: ReadonlyMap<string, Fact>
}

const TUMOUR_TONES: readonly Tone[] = ['purple', 'teal', 'ochre', 'vermillion']

/** Of a tumour, by the place at which the record first tells of it. */
export function toneOfTumour(tumours: readonly string[], tumour: string | undefined): Tone {
  const place = tumour === undefined ? -1 : tumours.indexOf(tumour)
  return place < 0 ? 'neutral' : TUMOUR_TONES[place % TUMOUR_TONES.length]!
}

/** @param before the view it is compared with. */
export function factsOf(layout: Layout, view: View, before: View | null): Facts {
  const line = lineOf(layout, view, before)
  const scribe = new Scribe(layout, view, before, line)
  const byKey = new Map<string, Fact>()
  const lanes = layout.lanes.map((lane) => {
    const facts: Fact[] = []
    for (const item of lane.items) {
      const fact = scribe.factOf(item)
      if (!fact) continue
      byKey.set(item.key, fact)
      facts.push(fact)
    }
    return facts
  })
  return { view, layout, line, lanes, byKey }
}

/** What a view shows for certain of an entry; where it shows nothing, what the view before it did. */
function shownOf(key: string, view: View, before: View | null): Shown | undefined {
  const now = view.entries.get(key)
  if (now && !now.possibly) return now
  const was = before?.entries.get(key)
  return was && !was.possibly ? was : undefined
}

/** Facts of earlier views by what they were made of: from step to step most stay as they are. */
const made = new WeakMap<Shown, { readonly layout: Layout; readonly fact: Fact }>()

/** Makes the facts of one view. */
class Scribe {
  readonly #belongs: ReadonlyMap<string, readonly string[]>
  readonly #gone: ReadonlyMap<string, number>
  readonly #given: ReadonlyMap<string, readonly string[]>

  constructor(
    readonly layout: Layout, readonly view: View, readonly before: View | null, readonly line: number,
  ) {
    this.#belongs = tumoursOf(view)
    this.#gone = removedAt(view, layout)
    this.#given = new Map(view.beliefs.diagnoses.filter((each) => !each.stands)
      .map((each) => [each.entry, each.supersededBy]))
  }

  factOf(item: Item): Fact | null {
    const shown = shownOf(item.key, this.view, this.before)
    if (!shown) return null
    const isPlain = !item.bar && !this.before && item.at <= this.line && !isPlan(shown.shown.entry)
      && !this.#belongs.has(item.key)
    const known = isPlain ? made.get(shown) : undefined
    if (known?.layout === this.layout && known.fact.to <= this.line) return known.fact
    const fact = this.#made(item, shown)
    if (isPlain) made.set(shown, { layout: this.layout, fact })
    return fact
  }

  #made(item: Item, shown: Shown): Fact {
    const { layout, view, before, line } = this
    const place = layout.axis.places.get(item.key)!
    const now = view.entries.get(item.key)
    const isGone = !now || now.possibly === true
    const isGiven = isGone || this.#given.has(item.key) || shown.shown.retracted
    const [at, end] = [Math.min(item.at, line), item.bar ? this.#end(item, shown) : item.at]
    const open = item.bar && (end === null || end > line)
    return {
      item: at === item.at ? item : { ...item, at },
      shown, open, name: nameOf(shown), glyph: glyphOf(shown.shown.entry.kind),
      tone: toneOf(layout, shown.shown.entry, this.#belongs.get(item.key)),
      state: isGiven ? 'ghost' : place.told ? 'solid' : 'hollow',
      change: before ? changeOf(before.entries.get(item.key), now) : null,
      plan: !isGone && isOpenPlan(view, layout, item, shown),
      from: Math.min(place.from, line), to: Math.min(place.to, line),
      end: open ? line : Math.min(Math.max(end ?? at, at), line),
    }
  }

  /** Null where it goes on as far as is known. */
  #end(item: Item, shown: Shown): number | null {
    const heirs = this.#given.get(item.key)
    if (heirs) return Math.min(...heirs.map((key) => this.layout.items.get(key)?.at ?? this.line))
    const gone = this.#gone.get(item.key)
    if (gone !== undefined) return gone
    return shown.end || shown.shown.entry.ended ? ends(this.layout.axis, item, shown) : null
  }
}

/** Right of all that is known to have been; on the calendar never before the day that is asked about. */
function lineOf(layout: Layout, view: View, before: View | null): number {
  let line = layout.axis.extent.from
  for (const [key, item] of layout.items) {
    if (item.at <= line) continue
    const shown = shownOf(key, view, before)
    if (shown && !isPlan(shown.shown.entry)) line = item.at
  }
  if (layout.axis.kind === 'order') return line + 0.5
  const asked = /^day:(.*)$/.exec(view.step.at.known ?? '')?.[1]
  const known = view.step.with.map((key) => middle(view.entries.get(key)?.known)).filter((day) => day !== null)
  const days = [asked ? dayOf(asked) : null, ...known].filter((day) => day !== null)
  return Math.max(line, ...days.map((day) => unitOf(layout.axis, day + 1)!))
}

function ends(axis: Axis, item: Item, each: Shown): number {
  const day = middle(each.end)
  const unit = day === null ? null : unitOf(axis, axis.kind === 'days' ? day + 1 : day)
  return Math.max(unit ?? item.at, item.at)
}

/** Lesions and groups that an operation took out, with where that was; members go with their group. */
function removedAt(view: View, layout: Layout): Map<string, number> {
  const removed = new Map<string, number>()
  for (const [key, { possibly, shown: { entry } }] of view.entries) {
    const at = layout.items.get(key)?.at
    if (possibly || at === undefined || entry.kind !== 'procedure') continue
    for (const lesion of entry.removes ?? []) removed.set(lesion, at)
  }
  for (const lesion of view.beliefs.lesions) {
    const group = lesion.memberOf.find((each) => removed.has(each))
    if (group && !removed.has(lesion.key)) removed.set(lesion.key, removed.get(group)!)
  }
  for (const group of view.beliefs.groups) {
    const ends = group.members.map((member) => removed.get(member) ?? Infinity)
    if (!removed.has(group.key) && group.remainder === 0 && ends.length > 0) removed.set(group.key, Math.max(...ends))
  }
  return removed
}

function isOpenPlan(view: View, layout: Layout, item: Item, shown: Shown): boolean {
  if (!isPlan(shown.shown.entry)) return false
  for (const [key, { possibly, shown: { entry } }] of view.entries) {
    if (possibly || entry.kind !== 'procedure' || entry.standing !== 'performed') continue
    // Whatever was done in its place later ends the plan, though nothing says that it was given up.
    const isInItsPlace = shown.shown.entry.kind === 'procedure'
      && entry.site?.organ === shown.shown.entry.site?.organ && (layout.items.get(key)?.at ?? 0) > item.at
    if (entry.fulfils === item.key || isInItsPlace) return false
  }
  return true
}

function toneOf(layout: Layout, entry: Entry, belongs: readonly string[] | undefined): Tone {
  switch (entry.kind) {
    case 'tumour':
    case 'lesion':
    case 'lesion-group':
    case 'diagnosis':
    case 'attribution':
    case 'recurrence':
    case 'stage':
      return belongs?.length === 1 ? toneOfTumour(layout.tumours, belongs[0]) : 'neutral'
    case 'systemic-therapy':
    case 'radiotherapy':
    case 'procedure':
      return 'ochre'
    case 'death':
      return 'vermillion'
    case 'complication':
      return entry.name ? 'vermillion' : 'neutral'
    case 'decision':
    case 'encounter':
    case 'note':
      return 'neutral'
    default:
      return 'blue'
  }
}
