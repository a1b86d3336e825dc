import { describe, expect, test } from 'vitest'
import { checkWords, isHealthy } from '../src/operations/checks'
import { wishesFor } from '../src/operations/wishes'
import { duration, lag, progressOf, rate, stateOf, type Projection, type Rebuild } from '../src/operations/words'

const projection: Projection = {
  name: 'patient_index', status: 'healthy', state: 'following', format: '2-x', position: 18_204, head: 18_204,
  behind: 0, lag: 0, rate: 12, parkedCount: 0,
}
const rebuild: Rebuild = {
  generation: 2, begun: '2026-11-22T03:50:22Z', streamsDone: 50, streamsTotal: 200, eventsDone: 1, eventsTotal: 4,
  position: 0, remaining: 90,
}

describe('What is not reported is no zero', () => {
  test('the lag of a model that has no tables yet', () => expect(lag({ ...projection, state: 'building' })).toBe('n/r'))
  test('the rate where nothing was applied', () => expect(rate({ ...projection, rate: 0 })).toBe('n/r'))
  test('the health of a server that does not answer', () => expect(isHealthy(null)).toBeNull())
})

test('A lag is events and time', () =>
  expect(lag({ ...projection, behind: 693, lag: 58 })).toBe('693 · 58 s'))

test('Durations are as long as they can be read', () =>
  expect([0.04, 58.4, 600, 9000].map(duration)).toEqual(['0.0 s', '58 s', '10 min', '2.5 h']))

test('A rebuild says how far it is and how long it takes', () => {
  expect(progressOf(rebuild)).toEqual({ done: 0.25, words: '50 of 200 streams, 90 s to go' })
  expect(progressOf({ ...rebuild, streamsTotal: 0 }).done).toBeNull()
  expect(progressOf({ ...rebuild, waits: true, differing: 3 }).words).toContain('3 streams have other rows')
})

test('What can be asked follows from how it stands', () => {
  const verbs = (change: Partial<Projection>): string[] => wishesFor({ ...projection, ...change }).map((w) => w.verb)
  expect(verbs({})).toEqual(['rebuild', 'pause'])
  expect(verbs({ state: 'paused' })).toEqual(['resume'])
  expect(verbs({ rebuild })).toEqual(['abandon', 'pause'])
  expect(verbs({ rebuild: { ...rebuild, waits: true } })).toEqual(['switch', 'abandon'])
})

test('A state that a newer server reports is shown as it is', () =>
  expect(stateOf({ ...projection, state: 'dreaming' as 'paused' }).words).toBe('dreaming'))

test('Checks are said in words, unknown ones as they are', () => {
  expect(checkWords('events-goes-on')).toBe('events goes on from what was signed')
  expect(checkWords('erasures-carried-out')).toContain('erased')
  expect(checkWords('schema')).toContain('schema')
  expect(checkWords('new-check')).toBe('new-check')
})
