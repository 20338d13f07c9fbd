// How the page of a programme looks: on screens in light and dark, on phones, and on paper.

export const HTML_STYLE = `:root { color-scheme: light dark; }
html { background: Canvas; color: CanvasText; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin-inline: auto; padding: 1.5rem 1rem; overflow-wrap: anywhere; }
h1, h2, h3, p { margin-block: 0 .25rem; }
h1 { font-size: 2rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin-block: 2rem .5rem; border-block-end: 2px solid; }
h3 { font-size: 1.0625rem; }
article { display: grid; grid-template-columns: 8rem minmax(0, 1fr); column-gap: .5rem; padding-block: .75rem; border-block-end: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
article > * { grid-column: 2; }
article > .when { grid-column: 1; grid-row: 1 / span 12; font-variant-numeric: tabular-nums; font-weight: 600; }
.soft { opacity: .8; }
.state { font-weight: 600; }
.p-category::before { content: "#"; }
@media (max-width: 30rem) { article { display: block; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } article { break-inside: avoid; } h2 { break-after: avoid; } a { color: inherit; text-decoration: none; } }
`
