// Recording by hand: from a new patient to a retraction, with everything that can go wrong between.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isDrawn, open, overlapping, VIEWS, type Opened, type View } from './browser'
import { start, type Demo } from './server'

let demo: Demo
let patients = 0

beforeAll(async () => {
  demo = await start()
}, 120_000)

afterAll(() => demo.end())

const at = (path: string, view?: View, prepare?: (page: Page) => Promise<void>): Promise<Opened> =>
  open(path, view, async (page) => {
    page.setDefaultTimeout(10_000)
    await prepare?.(page)
  }, demo.url)

function post(path: string, body: object): Promise<Response> {
  return fetch(demo.url + path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  })
}

/** A patient of one's own, so that no test minds what another recorded. */
async function patient(...entries: object[]): Promise<string> {
  const id = `entry-${++patients}`
  await post('/api/patients', { registryKey: id })
  if (entries.length > 0) await post(`/api/patients/${id}/entries`, entries)
  return id
}

async function entryOf(id: string, key: string): Promise<Record<string, unknown> | undefined> {
  const answer = await fetch(`${demo.url}/api/patients/${id}/entries/${key}`)
  return (await answer.json() as { entry?: Record<string, unknown> }).entry
}

const CT = { key: 'ct-1', kind: 'imaging-study', modality: 'ct', occurred: '2019-05' }
const record = (page: Page): Promise<void> => page.getByRole('button', { name: 'Record', exact: true }).click()
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id ?? '')

describe.each(VIEWS)('At $width px, $scheme', (view) => {
  test.each([
    '/patients/new', '/patients/omori-2020/entry', '/patients/omori-2020/entry?kind=laboratory-value',
    '/patients/omori-2020/entry?amend=ct-2-reading', '/patients/omori-2020/entry?redate=lar',
    '/patients/calcitonin-pannen/entry?retract=hepatectomy', '/patients/omori-2020/entry?amend=lar&view=json',
  ])('%s can be written by everybody', async (path) => {
    const { page, isQuiet, isAccessible, close } = await at(path, view)
    await page.getByRole('complementary', { name: 'This draft' }).waitFor()
    expect(await overlapping(page, 'main h1, main h2, main h3, main label, main .field .name, main button')).toEqual([])
    await isDrawn(page)
    isQuiet()
    await isAccessible()
    await close()
  })

  test('a refusal can be read by everybody', async () => {
    const id = await patient()
    const { page, isQuiet, isAccessible, close } = await at(`/patients/${id}/entry?kind=imaging-reading`, view)
    await record(page)
    await page.locator('[data-field="/study"]').getByText('The member study is missing.').waitFor()
    await isAccessible()
    isQuiet(/422/)
    await close()
  })
})

test('A patient is enrolled, and his first entry stands in the timeline, by keys alone', async () => {
  const { page, isQuiet, close } = await at('/patients')
  await page.getByRole('link', { name: 'New patient' }).waitFor()
  await page.keyboard.press('n')
  await page.getByRole('heading', { name: 'New patient' }).waitFor()
  await page.locator('#field-registryKey').focus()
  await page.keyboard.type('by-keys')
  await page.keyboard.press('Tab')
  await page.keyboard.press('f')
  await page.keyboard.press('Tab')
  await page.keyboard.type('1961')
  await page.keyboard.press('Control+Enter')
  await page.getByText('The record of by-keys has begun').waitFor()
  await page.getByText('female · born 1961').waitFor()
  await post('/api/patients/by-keys/entries',
    { key: 'primary', kind: 'tumour', name: 'NET', standing: 'established', occurred: '2019-05' })
  await page.getByText('Nothing is recorded').waitFor({ state: 'detached' })
  await page.keyboard.press('e')
  await page.getByRole('heading', { name: 'New entry' }).waitFor()
  await page.getByLabel(/^Diagnosis, in the words/).focus()
  await page.keyboard.type('NET of the ileum')
  await page.keyboard.press('Tab')
  await page.keyboard.press('p')
  await page.getByLabel('Occurred: date').focus()
  await page.keyboard.type('2019-05')
  await page.keyboard.press('Control+Enter')
  await page.locator('[data-field="/subject"]').getByText('A diagnosis says what it is of').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('primary')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Recorded: diagnosis-1, version 3').waitFor()
  await page.getByRole('article', { name: 'NET of the ileum' }).getByText('2019-05').waitFor()
  expect(await entryOf('by-keys', 'diagnosis-1')).toEqual(
    { kind: 'diagnosis', key: 'diagnosis-1', occurred: '2019-05', belief: 'NET of the ileum', axis: 'pathological',
      subject: ['primary'] })
  isQuiet(/422/)
  await close()
})

test('Entries of several kinds are recorded one after the other, under a name', async () => {
  const id = await patient(CT, { key: 'h1', kind: 'lesion', site: { organ: 'liver' }, occurred: '2019-05' })
  const { page, isQuiet, close } = await at(`/patients/${id}/entry?kind=laboratory-value`)
  await page.getByLabel('Recorded by').fill('Jörg Ž.')
  await page.getByLabel('Test').fill('chromogranin A')
  await page.getByLabel('Value: how it is stated').selectOption('<')
  await page.getByLabel('Value: number').fill('4.50')
  await page.getByLabel('Value: unit').fill('ng/mL')
  await page.getByLabel('Occurred: how it is stated').selectOption('offset')
  await page.getByLabel('Occurred: how long').fill('P3M')
  await page.getByLabel('Occurred: the entry').fill('ct-1')
  await page.getByRole('button', { name: 'Record, then another' }).click()
  await page.getByText('Recorded: laboratory-value-1').waitFor()
  await page.getByText('version 4 of the record').nth(1).waitFor()
  await page.locator('#kind').selectOption('imaging-reading')
  await page.locator('#field-study').fill('ct-1')
  await page.getByRole('button', { name: '+ lesions' }).click()
  await page.locator('#field-lesions-0-lesion').fill('h1')
  await page.getByLabel('Presence').selectOption('not-assessed')
  await page.getByLabel('Occurred: how it is stated').selectOption('same')
  await page.getByLabel('Occurred: the entry').fill('ct-1')
  await record(page)
  await page.getByText('Recorded: imaging-reading-1').waitFor()
  const [lab, reading] = [await entryOf(id, 'laboratory-value-1'), await entryOf(id, 'imaging-reading-1')]
  expect(lab).toMatchObject({
    occurred: { offset: 'P3M', after: 'ct-1' }, value: { comparator: '<', value: 4.5, unit: 'ng/mL' },
  })
  expect(reading).toMatchObject({
    study: 'ct-1', lesions: [{ lesion: 'h1', presence: 'not-assessed' }], occurred: { sameTimeAs: 'ct-1' },
  })
  const log = await (await fetch(`${demo.url}/api/patients/${id}/log`)).json() as { events: { actor: string }[] }
  expect(log.events.slice(3).map((each) => each.actor)).toEqual(['Jörg Ž.', 'Jörg Ž.'])
  expect(await (await fetch(`${demo.url}/api/patients/${id}/entries/laboratory-value-1`)).text()).toContain('4.50')
  await page.getByRole('button', { name: 'You are Jörg Ž.' }).waitFor()
  isQuiet()
  await close()
})

test('Each fault stands at its field, the first has the focus, and what is mended says so no more', async () => {
  const id = await patient()
  const { page, isQuiet, close } = await at(`/patients/${id}/entry?kind=laboratory-value`)
  await page.getByLabel('Value: number').fill('4,5')
  await page.getByLabel('Occurred: date').fill('2019-5')
  await record(page)
  const field = (pointer: string): ReturnType<Page['locator']> => page.locator(`[data-field="${pointer}"]`)
  await field('/test').getByText('The member test is missing.').waitFor()
  await field('/value').getByText('A number in plain decimal notation is expected here.').waitFor()
  await field('/occurred').getByText('A date is a day that there is').waitFor()
  expect(await focused(page)).toBe('field-test')
  expect(await page.getByRole('alert').innerText()).toContain('The body says what cannot be recorded')
  await page.keyboard.type('CgA')
  expect(await field('/test').getByText('missing').count()).toBe(0)
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  await page.getByRole('button', { name: /\/occurred/ }).click()
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('"2019-5"')
  isQuiet(/422/)
  await close()
})

test('A fault that no field shows stands on top', async () => {
  const id = await patient()
  const { page, close } = await at(`/patients/${id}/entry?kind=note`)
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  await page.getByLabel('The draft as JSON').fill('{"kind": "note", "key": "n", "text": "x", "wrong": 1.50}')
  await page.getByRole('button', { name: 'Form', exact: true }).click()
  await page.getByText('No field here takes').waitFor()
  await record(page)
  await page.locator('[data-field="/wrong"] .fault').waitFor()
  await page.getByRole('button', { name: 'Leave out' }).click()
  await record(page)
  await page.getByText('Recorded: n,').waitFor()
  await close()
})

test('From the form to JSON and back nothing is lost, and what is no JSON says where', async () => {
  const { page, isQuiet, close } = await at('/patients/omori-2020/entry?amend=ct-2-reading')
  const json = page.getByLabel('The draft as JSON')
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  const before = await json.inputValue()
  await page.getByRole('button', { name: 'Form', exact: true }).click()
  await page.getByLabel('Impression').fill('x')
  await page.getByLabel('Impression').fill('multiple liver metastases and lymph node metastasis of the sacrum')
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  expect(await json.inputValue()).toBe(before)
  await json.fill(before.replace('"reading"', '"reading'))
  await json.fill('{"a" 1}')
  await page.getByText('No JSON yet, line 1, column 6').waitFor()
  expect(await page.getByRole('button', { name: 'Form', exact: true }).isDisabled()).toBe(true)
  await json.fill(before)
  await page.getByRole('button', { name: 'Form', exact: true }).click()
  isQuiet()
  await close()
})

test('A draft outlives a reload, can be thrown away, and is gone once it is recorded', async () => {
  const id = await patient()
  const path = `/patients/${id}/entry?kind=note`
  const { page, isQuiet, close } = await at(path)
  const words = page.getByLabel('In the words of the source')
  await words.fill('first words')
  await page.getByText('kept in this browser').waitFor()
  await page.reload()
  await page.getByText('was brought back').waitFor()
  expect(await words.inputValue()).toBe('first words')
  await page.getByRole('button', { name: 'Throw away' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click()
  await expect.poll(() => words.inputValue()).toBe('')
  await words.fill('second words')
  await record(page)
  await page.getByText('Recorded: note-1').waitFor()
  await page.goto(demo.url + path)
  await page.getByText('nothing written yet').waitFor()
  expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('draft')))).toEqual([])
  isQuiet()
  await close()
})

test('An entry is amended, re-dated and retracted from its card, each with a reason', async () => {
  const id = await patient(
    { key: 'op', kind: 'procedure', name: 'appendectomy', standing: 'performed', occurred: '2019' })
  const { page, isQuiet, close } = await at(`/patients/${id}?sel=op`)
  await page.getByRole('link', { name: 'Amend' }).click()
  await page.getByLabel('Name', { exact: true }).or(page.locator('#field-replacement-name')).fill('right hemicolectomy')
  await page.getByRole('button', { name: 'Amend entry' }).click()
  await page.locator('[data-field="/reason"]').getByText('A correction says why.').waitFor()
  await page.getByLabel('Reason').fill('misread')
  await page.getByRole('button', { name: 'Amend entry' }).click()
  await page.getByText('Recorded: op, version 3').waitFor()
  await page.getByRole('article', { name: 'right hemicolectomy' }).getByText('changed once').waitFor()
  await page.getByRole('link', { name: 'Re-date' }).click()
  await page.getByLabel('It is seen otherwise now').check()
  await page.getByLabel('Known since: date').fill('2020-01')
  await page.getByLabel('Occurred: date').fill('2019-05-20')
  await page.getByLabel('Reason').fill('the operation note has the day')
  await page.getByRole('button', { name: 'Re-date entry' }).click()
  await page.getByRole('article').getByText('2019-05-20').first().waitFor()
  await page.getByRole('link', { name: 'Retract' }).click()
  await page.getByLabel('Reason').fill('entered for the wrong patient')
  await page.getByRole('button', { name: 'Retract entry' }).click()
  await page.getByText('Recorded: op is retracted').waitFor()
  const { history } = await (await fetch(`${demo.url}/api/patients/${id}/entries/op`)).json() as
    { history: { change: string; reason?: string }[] }
  expect(history.map((each) => each.reason)).toEqual(
    [undefined, 'misread', 'the operation note has the day', 'entered for the wrong patient'])
  await page.goto(`${demo.url}/patients/${id}/entry?amend=op`)
  await page.getByText('does not stand any more').waitFor()
  isQuiet(/422/)
  await close()
})

test('Who records over what he has not seen is told what it was', async () => {
  const id = await patient(CT)
  const first = await at(`/patients/${id}/entry?kind=note`)
  const second = await at(`/patients/${id}/entry?amend=ct-1`)
  await second.page.getByLabel('Reason').fill('a slip')
  await first.page.getByLabel('In the words of the source').fill('seen by the tumour board')
  await record(first.page)
  await first.page.getByText('Recorded: note-1').waitFor()
  await second.page.getByLabel('Region').fill('abdomen')
  await second.page.getByRole('button', { name: 'Amend entry' }).click()
  await second.page.getByText('The patient is at another version').waitFor()
  await second.page.getByText('seen by the tumour board').waitFor()
  await second.page.getByRole('button', { name: 'I have seen this' }).click()
  await second.page.getByText('Recorded: ct-1, version 4').waitFor()
  expect(await entryOf(id, 'ct-1')).toMatchObject({ region: 'abdomen' })
  second.isQuiet(/412/)
  await first.close()
  await second.close()
})

test('One draft in two tabs is recorded once, and the other tab is told', async () => {
  const id = await patient()
  const { page, close } = await at(`/patients/${id}/entry?kind=note`)
  await page.getByLabel('In the words of the source').fill('once')
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByText('was brought back').waitFor()
  await record(page)
  await page.getByText('Recorded: note-1').waitFor()
  await other.getByText('There it was recorded or thrown away.').waitFor()
  await record(other)
  await other.getByText('Recorded: note-1, version 2').waitFor()
  await close()
})

test('An answer that was lost on its way does no harm', async () => {
  const id = await patient()
  const { page, close } = await at(`/patients/${id}/entry?kind=note`)
  await page.getByLabel('In the words of the source').fill('once')
  await page.route('**/entries', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await record(page)
  await page.getByText('The server does not answer').waitFor()
  await page.getByText('recorded once, however often').waitFor()
  await page.unroute('**/entries')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('Recorded: note-1, version 2').waitFor()
  await close()
})

test.each([
  [503, 'too-busy', 'Try again in 2 s'], [403, 'foreign-site', 'address of the server itself'],
  [410, 'erased', 'Drafts about it were removed'],
])('A %s says what to do', async (status, name, words) => {
  const id = await patient()
  const { page, close } = await at(`/patients/${id}/entry?kind=note`)
  await page.getByLabel('In the words of the source').fill('x')
  await page.route('**/entries', (route) => route.fulfill({
    status, headers: { 'Retry-After': '2' }, contentType: 'application/problem+json',
    body: JSON.stringify(
      { type: `/problems/${name}`, title: `It says ${name}`, status, detail: 'As it is.', request: 'r' }),
  }))
  await record(page)
  await page.getByText(words).waitFor()
  const drafts = await page.evaluate(() => Object.keys(localStorage).filter((each) => each.startsWith('draft')).length)
  expect(drafts).toBe(status === 410 ? 0 : 1)
  await close()
})
