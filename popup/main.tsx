// Entry of the popup: the shell is on screen at once, what it shows arrives from live queries.
import { render } from 'preact'
import browser from 'webextension-polyfill'
import { setDocumentLanguage } from '../ui/i18n.ts'
import { App } from './app.tsx'
import './popup.css'

const root = document.getElementById('app')
if (root === null) throw new Error('popup.html has no #app')
setDocumentLanguage(document.documentElement)
const inToolbar = browser.extension.getViews({ type: 'popup' }).includes(window)
document.documentElement.classList.toggle('in-tab', !inToolbar)
render(<App />, root)
