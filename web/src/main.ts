import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { lab } from './scenario/lab.svelte';

void lab.start();
mount(App, { target: document.getElementById('app') as HTMLElement });
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('./offline.js');
