// What others record while somebody looks.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { open } from './browser'
import { start, type Demo } from './server'

let demo: Demo

beforeAll(async () => {
  demo = await start()
}, 120_000)

afterAll(() => demo.end())

test('What others record appears by itself', async () => {
  const patient = 'live-1'
  const post = (path: string, body: object): Promise<Response> => fetch(demo.url + path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  })
  await post('/api/patients', { registryKey: patient })
  const { page, isQuiet, close } = await open(`/patients/${patient}?show=table`, undefined, undefined, demo.url)
  // Until the feed is followed a change is not heard of; asking again is harmless.
  await expect.poll(async () => {
    const key = `n-${Date.now()}`
    await post(`/api/patients/${patient}/entries`, {
      key, kind: 'procedure', name: 'appendectomy', standing: 'performed', occurred: '2019-05-20',
    })
    return page.getByText('appendectomy').count()
  }, { timeout: 20_000, interval: 1000 }).toBeGreaterThan(0)
  isQuiet()
  await close()
})
