// Who is recorded, and who fits.
import { describe, expect, test } from 'vitest'
import { isDrawn, open, overlapping, server, VIEWS } from './browser'

describe.each(VIEWS)('At $width px, $scheme', (view) => {
  test('both case reports stand in the list', async () => {
    const { page, isQuiet, isAccessible, close } = await open('/patients', view)
    await page.getByRole('row', { name: /omori-2020/ }).waitFor()
    await page.getByRole('row', { name: /calcitonin-pannen/ }).waitFor()
    await page.getByText('2 patients').waitFor()
    expect(await overlapping(page, 'main td, main th')).toEqual([])
    expect(await overlapping(page, 'main h1, main .filters > *')).toEqual([])
    await isDrawn(page)
    isQuiet()
    await isAccessible()
    await close()
  })
})

test('The numbers are those of the API', async () => {
  const { page, close } = await open('/patients')
  const answer = await (await fetch(`${server()}/api/patients?q=calcitonin`)).json() as
    { patients: { lesions: { low: number; high: number }; revisions: number }[] }
  const cells = await page.getByRole('row', { name: /calcitonin-pannen/ }).getByRole('gridcell').allInnerTexts()
  const [{ lesions, revisions }] = answer.patients as [typeof answer.patients[number]]
  expect(lesions.low).toBe(lesions.high)
  expect(cells.slice(6, 8)).toEqual([String(lesions.low), String(revisions)])
  await close()
})

test('A search finds by any word, and its address finds the same again', async () => {
  const { page, isQuiet, close } = await open('/patients')
  await page.keyboard.press('/')
  await page.keyboard.type('rectal')
  await page.keyboard.press('Enter')
  await page.getByText('1 of 2 patients').waitFor()
  expect(await page.getByRole('row', { name: /calcitonin/ }).count()).toBe(0)
  expect(page.url()).toBe(`${server()}/patients?q=rectal`)
  await page.reload()
  await page.getByText('1 of 2 patients').waitFor()
  await page.getByRole('button', { name: 'Take away: text rectal' }).click()
  await page.getByText('2 patients').waitFor()
  isQuiet()
  await close()
})

test('A filter offers the words that there are, with how many have them', async () => {
  const { page, isQuiet, close } = await open('/patients')
  await page.keyboard.press('f')
  await page.getByLabel('Filter by').selectOption('site')
  await page.getByLabel('Which').selectOption('pancreas')
  await page.getByText('1 of 2 patients').waitFor()
  expect(page.url()).toBe(`${server()}/patients?site=pancreas`)
  await page.getByRole('row', { name: /calcitonin-pannen/ }).waitFor()
  isQuiet()
  await close()
})

test('Where nobody fits the page says what to do', async () => {
  const { page, close } = await open('/patients?born=1900..1901')
  await page.getByText('Nobody fits').waitFor()
  await close()
})

test('A filter that cannot be read is told with its fault', async () => {
  const { page, close } = await open('/patients?born=yesterday')
  await page.getByText('The request cannot be understood').waitFor()
  await page.getByText('born', { exact: true }).waitFor()
  await close()
})

test('The list is one tab stop: arrows move, Enter opens', async () => {
  const { page, close } = await open('/patients')
  await page.getByRole('row', { name: /calcitonin-pannen/ }).focus()
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('omori-2020')
  expect(await page.locator('tbody [tabindex="0"]').count()).toBe(1)
  await page.keyboard.press('Enter')
  await expect.poll(() => page.url()).toBe(`${server()}/patients/omori-2020`)
  await close()
})

test('Thousands of rows are no strain: only those on the screen are drawn', async () => {
  const one = (await (await fetch(`${server()}/api/patients?limit=1`)).json() as { patients: object[] }).patients[0]
  const { page, close } = await open('/patients', undefined, async (each) => {
    await each.route(/\/api\/patients\?/, (route) => {
      const after = Number(new URL(route.request().url()).searchParams.get('after') ?? 0)
      const patients = Array.from({ length: 100 }, (_, at) =>
        ({ ...one, id: `p${after + at}`, registryKey: `patient-${after + at}` }))
      return route.fulfill({ json: { patients, next: after < 4900 ? String(after + 100) : undefined, asOfPosition: 1 } })
    })
  })
  for (let turn = 0; turn < 80 && !(await page.getByText('patient-4999').isVisible()); turn++) {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
    await page.waitForTimeout(20)
  }
  await page.getByText('patient-4999').waitFor()
  expect(await page.locator('tbody tr').count()).toBeLessThan(60)
  await close()
})
