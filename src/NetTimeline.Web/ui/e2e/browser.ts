// A real Chromium on the real server. Whatever it says on its console, or asks of anybody else, is held against the
// page; a browser that is not there fails the tests with its reason.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, expect, inject } from 'vitest'

const ARGUMENTS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface View {
  readonly width: number
  readonly scheme: 'light' | 'dark'
}

/** Each page is looked at in all of these. */
export const VIEWS: readonly View[] = [1440, 768].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })))

export interface Opened {
  readonly page: Page
  /** Nothing was said on the console, and nobody else was asked; but for what a test expects to go wrong. */
  isQuiet(but?: RegExp): void
  /** No fault that axe finds. */
  isAccessible(): Promise<void>
  close(): Promise<void>
}

let browser: Promise<Browser> | null = null

afterAll(async () => {
  await (await browser)?.close()
  browser = null
})

export const server = (): string => inject('server')

export async function open(
  path: string, view: View = VIEWS[0]!, prepare?: (page: Page) => Promise<void>, at: string = server(),
): Promise<Opened> {
  browser ??= chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ARGUMENTS })
  const context = await (await browser).newContext({
    viewport: { width: view.width, height: 900 }, colorScheme: view.scheme, reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => said.push(`error: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(at) && !request.url().startsWith('blob:')) said.push(`asked ${request.url()}`)
  })
  await prepare?.(page)
  await page.goto(at + path)
  await page.locator('main h1').first().waitFor()
  return {
    page,
    isQuiet: (but) => expect(but ? said.filter((each) => !but.test(each)) : said).toEqual([]),
    isAccessible: () => accessible(page),
    close: () => context.close(),
  }
}

async function accessible(page: Page): Promise<void> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe.run
    return (await run()).violations
  })
  expect(found.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}

interface Violation {
  id: string
  nodes: { html: string }[]
}

/** The parts of a page whose boxes lie over each other although neither holds the other. */
export async function overlapping(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluateAll((all) => {
    const boxes = all.map((each) => ({ text: each.textContent?.trim() ?? '', box: each.getBoundingClientRect(), each }))
      .filter(({ box }) => box.width > 0 && box.height > 0)
    return boxes.flatMap((a, index) => boxes.slice(index + 1)
      .filter((b) => !a.each.contains(b.each) && !b.each.contains(a.each))
      .filter((b) => a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1
        && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1)
      .map((b) => `${a.text} / ${b.text}`))
  })
}

/** A screenshot that shows more than one colour: something was drawn. */
export async function isDrawn(page: Page): Promise<void> {
  const shot = await page.screenshot()
  expect(shot.length).toBeGreaterThan(8000)
}
