import { expect, test } from 'vitest'
import { inWords, isErased } from '../src/api/failure'
import type { Failure } from '../src/api/client'

const problem = (status: number): Failure => ({
  kind: 'problem',
  retryAfterSeconds: null,
  problem: {
    type: '/problems/refused', title: 'Refused', status, detail: 'As it stands.', request: 'r-1',
    errors: [{ pointer: '/occurred', code: 'malformed', detail: 'No date.' }],
  },
})

test('Every fault is named with its place', () =>
  expect(inWords(problem(422))).toMatchObject({
    title: 'Refused', faults: [{ where: '/occurred', detail: 'No date.' }], explained: '/problems/refused',
    worthAgain: false,
  }))

test('What may pass is worth another try', () => {
  expect(inWords(problem(503)).worthAgain).toBe(true)
  expect(inWords({ kind: 'unreachable' }).worthAgain).toBe(true)
})

test('An erased patient is told from a missing one', () => {
  expect(isErased(problem(410))).toBe(true)
  expect(isErased(problem(404))).toBe(false)
  expect(isErased(null)).toBe(false)
})
