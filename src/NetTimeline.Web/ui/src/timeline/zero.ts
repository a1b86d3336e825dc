// What days are counted from, in words, and the beginnings that are told from there.
import { calendarWords, lengthWords, type Bounds } from '../time/bounds'
import { nameOf } from './names'
import type { Story, View } from './story'

/** `calendar`, `birth`, the key of an entry, or null where only an order is told. */
export function zeroWord(story: Story): string | null {
  const zero = story.replay.zero
  return zero ? (zero.entry ?? zero.kind) : null
}

/** What the axis is of, as far as the view may say it: an entry that is not known yet is not named. */
export function axisTitle(story: Story, view: View): string {
  const zero = zeroWord(story)
  if (zero === null) return 'in order: no date is told'
  if (zero === 'calendar') return 'on the calendar'
  if (zero === 'birth') return 'age'
  const shown = view.entries.get(zero)
  return shown && !shown.possibly ? `since ${nameOf(shown)}` : 'in order'
}

export function* startsOf(view: View): Generator<[string, Bounds]> {
  for (const [key, shown] of view.entries) if (shown.start && !shown.possibly) yield [key, shown.start]
}

/** "2019-05-20" on the calendar, "6.25 to under 6.75 years" elsewhere. */
export function boundsWords(story: Story, bounds: Bounds): string {
  return zeroWord(story) === 'calendar' ? calendarWords(bounds) : lengthWords(bounds)
}
