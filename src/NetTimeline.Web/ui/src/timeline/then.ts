// Dates in words name other entries: "not after hepatectomy". What was not known yet is not named.
import type { View } from './story'

/** Without the clauses that name what the view does not show for certain; undefined where none is left. */
export function saidThen(text: string | undefined, view: View): string | undefined {
  if (text === undefined) return undefined
  const clauses = text.split('; ').filter((clause) => clause.split(/[\s,()]+/).every((word) => isKnown(word, view)))
  return clauses.join('; ') || undefined
}

function isKnown(word: string, view: View): boolean {
  if (!view.keys.has(word)) return true
  const shown = view.entries.get(word)
  return shown !== undefined && !shown.possibly
}
