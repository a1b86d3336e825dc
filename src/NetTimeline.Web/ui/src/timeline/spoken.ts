// A mark in words, for whoever does not see it.
import type { Fact } from './facts'
import { laneOf } from './lanes'
import type { Mark } from './scene'
import type { View } from './story'
import { saidThen } from './then'

export function spoken(mark: Mark, view: View): string {
  const lane = laneOf(mark.facts[0]!.shown.shown.entry.kind).title
  if (mark.facts.length === 1) return `${lane}: ${said(mark.facts[0]!, view)}`
  return `${lane}: ${mark.facts.length} together. ${mark.facts.map((fact) => said(fact, view)).join('. ')}`
}

function said(fact: Fact, view: View): string {
  const { shown, shown: { shown: { entry } } } = fact
  const [when, until, known] = [shown.when, shown.until, shown.knownWhen].map((text) => saidThen(text, view))
  const parts = [
    fact.name, when ?? 'date not stated', until ? `until ${until}` : fact.open ? 'goes on' : '',
    known ? `known ${known}` : '',
    entry.certainty ?? '', fact.plan ? 'planned' : '',
    fact.state === 'ghost' ? 'superseded' : '', fact.change ?? '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}
