import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { entrySchemas } from './scripts/entrySchemas.ts'

const server = process.env['NETTIMELINE_SERVER'] ?? 'http://127.0.0.1:5080'

export default defineConfig({
  plugins: [svelte(), entrySchemas()],
  build: {
    target: 'es2022',
    // Inlined files would have to be allowed by the policy, and could not be cached by themselves.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/fhir', '/health', '/ledger', '/openapi', '/problems'].map((path) => [path, server]),
    ),
  },
})
