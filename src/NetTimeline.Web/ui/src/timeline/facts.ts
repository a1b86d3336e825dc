// What is drawn of each fact of a view, in units of the axis: before anything is scaled to pixels.
import { middle } from '../time/bounds'
import { unitOf, type Axis } from '../time/axis'
import { isBar, isPlan, glyphOf, type Glyph } from './lanes'
import type { Item, Layout } from './layout'
import { nameOf } from './names'
import { Places, type Placed } from './places'
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
  readonly at: number
  /** Where the view it is compared with had it, if that was elsewhere. */
  readonly was: number | null
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
  /** Also of what is not drawn, because something else is searched for. */
  readonly places: Places
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
  const places = new Places(layout, view, before)
  const scribe = new Scribe(layout, view, before, places)
  const byKey = new Map<string, Fact>()
  const lanes = layout.lanes.map((lane) => {
    const facts: Fact[] = []
    for (const item of lane.items) {
      const fact = scribe.factOf(item)
      if (!fact) continue
      byKey.set(item.key, fact)
      facts.push(fact)
    }
    return leftToRight(facts)
  })
  return { view, layout, places, line: places.line, lanes, byKey }
}

/** Mostly they are: what was put right later stood elsewhere before. */
function leftToRight(facts: Fact[]): Fact[] {
  const isSorted = facts.every((fact, index) => index === 0 || facts[index - 1]!.at <= fact.at)
  return isSorted ? facts : facts.sort((a, b) => a.at - b.at)
}

/** Facts of earlier views by where they stood: from step to step most stay as they are. */
const made = new WeakMap<Placed, { readonly layout: Layout; readonly fact: Fact }>()

/** Makes the facts of one view. */
class Scribe {
  readonly line: number
  readonly #belongs: ReadonlyMap<string, readonly string[]>
  readonly #gone: ReadonlyMap<string, number>
  readonly #given: ReadonlyMap<string, readonly string[]>
  readonly #done: Done
  readonly #old: Places | null

  constructor(
    readonly layout: Layout, readonly view: View, readonly before: View | null, readonly places: Places,
  ) {
    this.line = places.line
    this.#belongs = tumoursOf(view)
    this.#gone = removedAt(view, places)
    this.#given = new Map(view.beliefs.diagnoses.filter((each) => !each.stands)
      .map((each) => [each.entry, each.supersededBy]))
    this.#done = doneIn(places)
    this.#old = before && new Places(layout, before, null)
  }

  factOf(item: Item): Fact | null {
    const placed = this.places.of(item.place)
    if (!placed) return null
    const isPlain = !item.bar && !this.before && placed.place.to <= this.line && !isPlan(placed.shown.shown.entry)
      && !this.#belongs.has(item.key) && !this.#given.has(item.key)
    const known = isPlain ? made.get(placed) : undefined
    if (known?.layout === this.layout) return known.fact
    const fact = this.#made(item, placed)
    if (isPlain) made.set(placed, { layout: this.layout, fact })
    return fact
  }

  #made(item: Item, placed: Placed): Fact {
    const { layout, view, before, line } = this
    const { shown, place } = placed
    const { entry, retracted } = shown.shown
    const now = view.entries.get(item.key)
    const isGone = !now || now.possibly === true
    const isGiven = isGone || this.#given.has(item.key) || retracted
    const plan = !isGone && isOpenPlan(this.#done, item.key, placed)
    const cut = plan ? (unit: number): number => Math.max(unit, line) : (unit: number): number => Math.min(unit, line)
    const at = cut(place.at)
    const end = item.bar ? this.#end(item, placed) : place.at
    const open = item.bar && (end === null || end > line)
    return {
      item, shown, open, plan, at, was: isGone || plan ? null : this.#was(item, placed),
      name: nameOf(shown), glyph: glyphOf(entry.kind), tone: toneOf(layout, entry, this.#belongs.get(item.key)),
      state: isGiven ? 'ghost' : place.told ? 'solid' : 'hollow',
      change: before ? changeOf(before.entries.get(item.key), now) : null,
      from: cut(place.from), to: cut(place.to),
      end: open ? line : Math.min(Math.max(end ?? at, at), line),
    }
  }

  /** Null where it goes on as far as is known. */
  #end(item: Item, { shown, place }: Placed): number | null {
    const heirs = this.#given.get(item.key)
    if (heirs) return Math.min(...heirs.map((key) => this.places.named(key)?.place.at ?? this.line))
    const gone = this.#gone.get(item.key)
    if (gone !== undefined) return gone
    // That it lasted, and thus has a bar, may have been learned later.
    if (!isBar(shown.shown.entry)) return place.at
    return shown.end || shown.shown.entry.ended ? ends(this.layout.axis, place.at, shown) : null
  }

  #was(item: Item, { place }: Placed): number | null {
    const old = this.#old?.of(item.place)?.place
    return old?.told && place.told && old.at !== place.at ? old.at : null
  }
}

function ends(axis: Axis, at: number, each: Shown): number {
  const day = middle(each.end)
  const unit = day === null ? null : unitOf(axis, axis.kind === 'days' ? day + 1 : day)
  return Math.max(unit ?? at, at)
}

/** Lesions and groups that an operation took out, with where that was; members go with their group. */
function removedAt(view: View, places: Places): Map<string, number> {
  const removed = new Map<string, number>()
  for (const { shown: { shown: { entry } }, place } of places.procedures) {
    if (entry.kind === 'procedure') for (const lesion of entry.removes ?? []) removed.set(lesion, place.at)
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

/** What was carried out, as far as that ends plans. */
interface Done {
  readonly fulfilled: ReadonlySet<string>
  /** By organ, where the last of its operations stands. */
  readonly last: ReadonlyMap<string | undefined, number>
}

function doneIn(places: Places): Done {
  const [fulfilled, last] = [new Set<string>(), new Map<string | undefined, number>()]
  for (const { shown: { shown: { entry } }, place: { at } } of places.procedures) {
    if (entry.kind !== 'procedure' || entry.standing !== 'performed') continue
    if (entry.fulfils) fulfilled.add(entry.fulfils)
    last.set(entry.site?.organ, Math.max(last.get(entry.site?.organ) ?? at, at))
  }
  return { fulfilled, last }
}

function isOpenPlan(done: Done, key: string, { shown, place }: Placed): boolean {
  const { entry } = shown.shown
  if (!isPlan(entry)) return false
  // Whatever was done in its place later ends the plan, though nothing says that it was given up.
  const isInItsPlace = entry.kind === 'procedure' && (done.last.get(entry.site?.organ) ?? -Infinity) > place.at
  return !isInItsPlace && !done.fulfilled.has(key)
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
