// What others record while somebody looks.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { open } from './browser'
import { start, type Demo } from './server'

let demo: Demo

beforeAll(async () => {
  demo = await start()
}, 120_000)

afterAll(() => demo.end())

const CHANGES = '**/api/patients/changes*'

function post(path: string, body: object): Promise<Response> {
  return fetch(demo.url + path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  })
}

async function operated(patient: string, key: string, name: string): Promise<void> {
  await post(`/api/patients/${patient}/entries`,
    { key, kind: 'procedure', name, standing: 'performed', occurred: '2019-05-20' })
}

test('What others record appears by itself', async () => {
  const patient = 'live-1'
  await post('/api/patients', { registryKey: patient })
  const { page, isQuiet, close } = await open(`/patients/${patient}?show=table`, undefined, undefined, demo.url)
  // Until the feed is followed a change is not heard of; asking again is harmless.
  await expect.poll(async () => {
    await operated(patient, `n-${Date.now()}`, 'appendectomy')
    return page.getByText('appendectomy').count()
  }, { timeout: 20_000, interval: 1000 }).toBeGreaterThan(0)
  isQuiet()
  await close()
})

test('Where something else answers for a while the page says that it is not live, and is again by itself', async () => {
  await post('/api/patients', { registryKey: 'live-2' })
  const { page, close } = await open('/patients/live-2?show=table', undefined, async (page) =>
    void (await page.route(CHANGES, (route) => route.fulfill({ status: 502, body: 'Bad gateway' }))), demo.url)
  await page.getByText('not live').waitFor()
  await operated('live-2', 'op', 'cholecystectomy')
  await page.unroute(CHANGES)
  await page.getByText('cholecystectomy').first().waitFor()
  expect(await page.getByText('not live').count()).toBe(0)
  await close()
})

test('A page that nobody sees takes no connection, and catches up when it is seen', async () => {
  await post('/api/patients', { registryKey: 'live-3' })
  const followed: string[] = []
  const { page, close } = await open('/patients/live-3?show=table', undefined, async (page) => {
    page.on('request', (request) => void (request.url().includes('/changes') && followed.push('opened')))
    page.on('requestfailed', (request) => void (request.url().includes('/changes') && followed.push('closed')))
    await page.addInitScript(() => Object.defineProperty(document, 'hidden', { get: () => 'hidden' in globalThis }))
  }, demo.url)
  const turn = (hidden: boolean): Promise<void> => page.evaluate((hidden) => {
    if (hidden) Object.assign(globalThis, { hidden })
    else Reflect.deleteProperty(globalThis, 'hidden')
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
  await turn(true)
  await expect.poll(() => followed.join(' ')).toBe('opened closed')
  await operated('live-3', 'op', 'splenectomy')
  await turn(false)
  await page.getByText('splenectomy').first().waitFor()
  expect(followed.join(' ')).toBe('opened closed opened')
  await close()
})

test('Two tumours of one name are two, and the timeline stands', async () => {
  await post('/api/patients', { registryKey: 'twins' })
  for (const key of ['t-1', 't-2']) {
    const tumour = { key, kind: 'tumour', name: 'neuroendocrine tumour', standing: 'established', occurred: '2019' }
    expect((await post('/api/patients/twins/entries', tumour)).status).toBe(201)
  }
  const { page, isQuiet, close } = await open('/patients/twins', undefined, undefined, demo.url)
  await page.locator('.canvas svg').waitFor()
  expect(await page.getByRole('list', { name: 'Legend' }).getByText('neuroendocrine tumour').count()).toBe(2)
  isQuiet()
  await close()
})
