import { defineConfig } from '@playwright/test';

const port = Number(process.env.LAB_PORT ?? 8097);

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '../build/lab-tests',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1, // two mills already fill two processors
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    browserName: 'chromium',
    viewport: { width: 1360, height: 900 },
    locale: 'en-GB',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    },
  },
  webServer: {
    command: `node server.mjs ../build/lab ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
