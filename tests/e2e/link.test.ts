// Real WebRTC between real browsers, without the extension: dialer, tracker, handshake and sync in plain pages.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserKind, Page } from '../../scripts/browsers/browser.ts'
import { serve, type Served } from '../../scripts/serve.ts'
import { startTracker, type Tracker } from '../../scripts/tracker.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { PAIRS, useBrowsers } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { writeTinyExtension } from './harness/tiny-extension.ts'
import './link-page.ts'
