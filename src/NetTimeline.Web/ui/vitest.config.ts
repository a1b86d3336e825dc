import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { entrySchemas } from './scripts/entrySchemas.ts'

export default defineConfig({
  plugins: [svelte(), entrySchemas()],
  test: { include: ['src/**/*.test.ts', 'test/**/*.test.ts'], environment: 'node' },
})
