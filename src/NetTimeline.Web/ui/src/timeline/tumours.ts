// To which tumour a fact belongs, as it was believed in a view.
import type { Beliefs, Entry, Shown, View } from './story'

/** Of every entry that belongs to one or several; the first is the one it is drawn with. */
export function tumoursOf(view: View): ReadonlyMap<string, readonly string[]> {
  const lesions = ofLesions(view.beliefs)
  const found = new Map<string, readonly string[]>()
  for (const [key, shown] of view.entries) {
    const of = named(shown.shown.entry, lesions)
    if (of.length > 0) found.set(key, of)
  }
  return found
}

/** A group of which all members were told apart is of what they are of. */
export function ofLesions(beliefs: Beliefs): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>([...beliefs.lesions, ...beliefs.groups].map((each) => [
    each.key, [...new Set(each.belongs.map((belonging) => belonging.tumour))],
  ]))
  for (const group of beliefs.groups) {
    if (group.belongs.length > 0) continue
    found.set(group.key, [...new Set(group.members.flatMap((member) => found.get(member) ?? []))])
  }
  return found
}

const NONE: readonly string[] = []

function named(entry: Entry, lesions: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const through = (keys: readonly string[] | undefined): string[] => [
    ...new Set((keys ?? []).flatMap((key) => lesions.get(key) ?? [])),
  ]
  switch (entry.kind) {
    case 'tumour':
      return [entry.key]
    case 'lesion':
    case 'lesion-group':
      return lesions.get(entry.key) ?? []
    case 'attribution':
    case 'stage':
    case 'recurrence':
      return [entry.tumour]
    case 'diagnosis':
      return beliefOf(entry, lesions)
    case 'procedure':
      return through([...(entry.targets ?? []), ...(entry.removes ?? [])])
    case 'systemic-therapy':
    case 'radiotherapy':
      return beliefOf({ subject: entry.targets }, lesions)
    case 'status':
      return beliefOf(entry, lesions)
    default:
      return NONE
  }
}

export function beliefOf(
  entry: { subject?: readonly string[] | undefined; oneOf?: readonly string[] | undefined },
  lesions: ReadonlyMap<string, readonly string[]>,
): string[] {
  const subject = [...(entry.subject ?? []), ...(entry.oneOf ?? [])]
  return [...new Set(subject.flatMap((key) => lesions.get(key) ?? [key]))]
}

/** Tumours in the order in which the record tells them, with what they are called; as a view shows them. */
export function tumourNames(shown: Iterable<Shown>): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const each of shown) {
    const entry = each.shown.entry
    if (entry.kind === 'tumour' && !each.possibly) names.set(entry.key, entry.name)
  }
  return names
}
