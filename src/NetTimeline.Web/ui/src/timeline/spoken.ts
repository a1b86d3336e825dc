// A mark in words, for whoever does not see it.
import type { Fact } from './facts'
import { laneOf } from './lanes'
import type { Mark } from './scene'

export function spoken(mark: Mark): string {
  const lane = laneOf(mark.facts[0]!.shown.shown.entry.kind).title
  if (mark.facts.length === 1) return `${lane}: ${said(mark.facts[0]!)}`
  return `${lane}: ${mark.facts.length} together. ${mark.facts.map(said).join('. ')}`
}

function said(fact: Fact): string {
  const { shown, shown: { shown: { entry } } } = fact
  const parts = [
    fact.name, shown.when ?? 'date not stated', shown.until ? `until ${shown.until}` : fact.open ? 'goes on' : '',
    shown.knownWhen ? `known ${shown.knownWhen}` : '',
    entry.certainty ?? '', fact.plan ? 'planned' : '',
    fact.state === 'ghost' ? 'superseded' : '', fact.change ?? '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}
