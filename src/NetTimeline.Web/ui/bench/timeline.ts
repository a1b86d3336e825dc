// How long the main thread works for each frame of the timeline of ten thousand entries, and when it is first
// drawn; beside it vis-timeline with the same entries. Prints a JSON line for each figure.
import { createServer, type Server } from 'node:http'
import { readFileSync, existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core'
import { answers, ENTRIES } from './answers'

const here = import.meta.dirname
const dist = join(here, 'dist')
const REPEATS = 5
const VIS_WITHIN_MS = 180_000
const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml',
}

type Movement = 'pan' | 'zoom' | 'replay'
const MOVEMENTS: readonly Movement[] = ['pan', 'zoom', 'replay']

interface Subject {
  readonly name: string
  readonly path: string
  /** A frame of vis-timeline takes seconds, and a few say so as well as many. */
  readonly frames: number
  readonly ready: (page: Page) => Promise<void>
  readonly move: (page: Page, movement: Movement) => Promise<void>
}

const OURS: Subject = {
  name: 'NetTimeline',
  path: '/patients/bench',
  frames: 120,
  ready: (page) => page.locator('.canvas svg path.point').first().waitFor({ state: 'attached' }),
  move: (page, movement) => page.evaluate(moveOurs, { movement, frames: OURS.frames }),
}

const VIS: Subject = {
  name: 'vis-timeline 8.5.4',
  path: '/vis.html',
  frames: 6,
  ready: async (page) => void (await page.waitForFunction('globalThis.bench', null, { timeout: VIS_WITHIN_MS })),
  move: (page, movement) => page.evaluate(moveVis, { movement, frames: VIS.frames }),
}

/** In the browser, by the events that a hand makes. */
async function moveOurs({ movement, frames }: { movement: Movement; frames: number }): Promise<void> {
  const frame = (): Promise<number> => new Promise(requestAnimationFrame)
  const svg = document.querySelector('.canvas svg')!
  const slider = document.querySelector<HTMLInputElement>('input[type=range]')!
  const { left, top, width } = svg.getBoundingClientRect()
  const wheel = (deltaX: number, deltaY: number): void => void svg.dispatchEvent(new WheelEvent('wheel', {
    deltaX, deltaY, ctrlKey: deltaY !== 0, clientX: left + width / 2, clientY: top + 80, cancelable: true,
    bubbles: true,
  }))
  if (movement === 'pan') for (let at = 0; at < 8; at++) wheel(0, -85)
  for (let at = 1; at <= frames; at++) {
    if (movement === 'pan') wheel(at % 60 < 30 ? 9 : -9, 0)
    else if (movement === 'zoom') wheel(0, at % 60 < 30 ? -24 : 24)
    else {
      slider.value = String(Math.floor((at / frames) * Number(slider.max)))
      slider.dispatchEvent(new Event('input', { bubbles: true }))
    }
    await frame()
  }
}

async function moveVis({ movement, frames }: { movement: Movement; frames: number }): Promise<void> {
  interface Bench {
    frames: Record<Movement, (at: number) => void>
    whole(): void
  }
  const { bench } = globalThis as unknown as { bench: Bench }
  bench.whole()
  for (let at = 1; at <= frames; at++) {
    bench.frames[movement](movement === 'replay' ? (at / frames) * 120 : at % 60 < 30 ? at % 60 : 60 - (at % 60))
    await new Promise(requestAnimationFrame)
  }
}

async function main(): Promise<void> {
  const server = await serve()
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ARGUMENTS,
  })
  print({ entries: ENTRIES, repeats: REPEATS, browser: browser.version() })
  for (const subject of [OURS, VIS]) await measure(browser, base, subject)
  await browser.close()
  server.close()
}

async function measure(browser: Browser, base: string, subject: Subject): Promise<void> {
  const drawn: number[] = []
  const found = new Map<Movement, number[]>(MOVEMENTS.map((movement) => [movement, []]))
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const session = await page.context().newCDPSession(page)
    // Of the thread alone: what else the machine does is not the page's.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    const began = Date.now()
    await page.goto(base + subject.path)
    try {
      await subject.ready(page)
    } catch {
      return print({ subject: subject.name, notDrawnWithinMs: VIS_WITHIN_MS })
    }
    drawn.push(Date.now() - began)
    for (const movement of MOVEMENTS) found.get(movement)!.push(await worked(page, session, subject, movement))
    await page.close()
  }
  print({ subject: subject.name, figure: 'first drawn, ms', median: median(drawn), all: drawn })
  for (const [movement, ms] of found) {
    print({ subject: subject.name, figure: `${movement}, main-thread ms a frame`, median: median(ms), all: ms })
  }
}

/** By the browser's own counter of how long tasks took. */
async function worked(page: Page, session: CDPSession, subject: Subject, movement: Movement): Promise<number> {
  const before = await taskSeconds(session)
  await subject.move(page, movement)
  return round(((await taskSeconds(session)) - before) * 1000 / subject.frames)
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find((metric) => metric.name === 'TaskDuration')!.value
}

function serve(): Promise<Server> {
  const replay = JSON.stringify(answers())
  const vis = join(here, 'node_modules/vis-timeline')
  const files: Readonly<Record<string, string>> = {
    '/vis.html': join(here, 'vis.html'), '/vis-page.js': join(here, 'vis-page.js'),
    '/vis.js': join(vis, 'standalone/umd/vis-timeline-graph2d.min.js'),
    '/vis.css': join(vis, 'styles/vis-timeline-graph2d.min.css'),
  }
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const json = answerOf(path, replay)
    if (json !== null) return void response.setHeader('Content-Type', 'application/json').end(json)
    if (path.endsWith('/changes')) return void response.setHeader('Content-Type', 'text/event-stream').write(':\n\n')
    const asked = files[path] ?? join(dist, path)
    const file = existsSync(asked) && extname(asked) ? asked : join(dist, 'index.html')
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain').end(readFileSync(file))
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}

function answerOf(path: string, replay: string): string | null {
  if (path.endsWith('/replay')) return replay
  if (path === '/api/ledger') return '{"status":"healthy","logs":[]}'
  if (path !== '/api/patients/bench') return null
  return JSON.stringify({ id: 'bench', registryKey: 'bench', version: ENTRIES + 1, entries: ENTRIES })
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function print(line: object): void {
  console.log(JSON.stringify(line))
}

await main()
