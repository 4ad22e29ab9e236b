// Colours of Okabe and Ito, which stay apart for colour-blind readers; darkened where text needs it.
// Marks have a contrast of at least 3 to 1 with what is behind them (WCAG 1.4.11).
export const colour = {
  ink: '#1c2530',
  soft: '#55606e',
  line: '#c9d0d8',
  land: '#eef0ea',
  water: '#f8fafb',
  river: '#b4cfdf',
  border: '#b9bfb4',
  policy: '#0072b2',
  reference: '#3b3b3b',
  swell: '#d55e00',
  shrink: '#0072b2',
  same: '#6b737d',
  corridor: '#8c4a84',
  un: '#1c2530',
  us: '#c2410c',
};
