// What is drawn, as rows: for whoever reads rather than looks, and to be taken along.
import type { Fact, Facts } from './facts'
import { laneOf } from './lanes'
import type { Story, View } from './story'
import { saidThen } from './then'
import { boundsWords } from './zero'

export interface Row {
  readonly key: string
  readonly lane: string
  readonly what: string
  readonly says: string
  readonly when: string
  readonly bounds: string
  readonly until: string
  readonly known: string
  readonly certainty: string
  readonly by: string
  readonly state: string
}

const HEADS: readonly (keyof Row)[] = [
  'key', 'lane', 'what', 'says', 'when', 'bounds', 'until', 'known', 'certainty', 'by', 'state',
]

/** From left to right. */
export function rowsOf(facts: Facts, story: Story): Row[] {
  return [...facts.byKey.values()].sort((a, b) => a.at - b.at).map((fact) => rowOf(fact, story, facts.view))
}

function rowOf(fact: Fact, story: Story, view: View): Row {
  const { shown, shown: { shown: { entry } } } = fact
  const state = [fact.plan ? 'planned' : '', fact.state === 'ghost' ? 'given up' : '', fact.change ?? '']
  return {
    key: entry.key,
    lane: laneOf(entry.kind).title,
    what: fact.name,
    says: shown.headline,
    when: saidThen(shown.when, view) ?? '',
    bounds: shown.start ? boundsWords(story, shown.start) : '',
    until: saidThen(shown.until, view) ?? (fact.open ? 'goes on' : ''),
    known: saidThen(shown.knownWhen, view) ?? '',
    certainty: entry.certainty ?? '',
    by: entry.by ?? '',
    state: state.filter(Boolean).join(', '),
  }
}

export function tsvOf(facts: Facts, story: Story): string {
  const cell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ')
  const rows = rowsOf(facts, story).map((row) => HEADS.map((head) => cell(row[head])).join('\t'))
  return `${[HEADS.join('\t'), ...rows].join('\n')}\n`
}
