// Starts the page.
import { mount } from 'svelte'
import './ui/theme.css'
import App from './shell/App.svelte'

mount(App, { target: document.body })
