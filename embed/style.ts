// The look of the elements. Font, colour and background are the site's; dots keep their colours everywhere. What a site may set:
// --p2panda-accent, --p2panda-on-accent, --p2panda-line, --p2panda-card, --p2panda-radius, and every ::part.

// What the layout needs is said of .root: a site's own rules, "* { all: unset !important }" even, reach the element and not into it.

const text = `
:host { display: block; }
:host([hidden]) { display: none; }
:host([theme="light"]) .root { color-scheme: light; }
:host([theme="dark"]) .root { color-scheme: dark; }
* { box-sizing: border-box; }
.root { display: block; container-type: inline-size; text-align: start; overflow-wrap: anywhere;
  --accent: var(--p2panda-accent, CanvasText);
  --on-accent: var(--p2panda-on-accent, Canvas);
  --line: var(--p2panda-line, color-mix(in srgb, currentColor 40%, transparent));
  --card: var(--p2panda-card, transparent);
  --radius: var(--p2panda-radius, 10px);
  --granted: #82d952; --pending: #dd65a5; --pending-soft: light-dark(#fbe6f1, #43223a); --declined: #db3a25;
  --closed: light-dark(#6b6458, #a49c8c); --dot-line: light-dark(#1d1b22, transparent); --bad: light-dark(#9c2412, #ffab9d);
}
h3, h4, p, ol, ul, dl, dd { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h3, h4 { font: inherit; font-weight: 700; }
.soft { opacity: .8; }
.banner { display: flex; flex-wrap: wrap; gap: 12px 16px; align-items: center; min-height: 64px; padding: 12px 16px;
  border: 1px solid var(--line); border-radius: var(--radius); background: var(--card); }
.origin { display: flex; flex-wrap: wrap; gap: 10px; padding-block-start: 12px; font-size: .875em; }
.words { flex: 1 1 16em; min-width: 0; }
.banner [role=status] { font-weight: 600; }
.banner details { font-size: .875em; }
details p { margin-block-start: 8px; max-width: 60ch; }
summary { cursor: pointer; min-height: 24px; list-style: none; }
.link { text-decoration: underline; }
.sign { flex: none; width: 32px; height: 32px; padding: 4px; border-radius: 50%; fill: none; stroke: currentColor;
  stroke-width: 2.6; stroke-linecap: round; stroke-linejoin: round; }
.origin .sign { width: 22px; height: 22px; padding: 3px; }
.verified .sign { background: var(--granted); stroke: #1d1b22; }
.live .sign { fill: var(--pending); stroke: none; padding: 2px; }
.refused .sign { background: var(--declined); stroke: #fff; }
.way { display: grid; gap: 4px; justify-items: start; align-content: start; }
.way span { max-width: 24ch; font-size: .8125em; }
.button, .choice { min-height: 44px; padding: 0 20px; border: 1.5px solid var(--accent); border-radius: 22px;
  background: var(--accent); color: inherit; font: inherit; font-weight: 600; font-size: .9375em; cursor: pointer;
  display: inline-flex; align-items: center; text-decoration: none; text-align: start; }
.button { position: relative; isolation: isolate; }
.button:not(.line), .choice[aria-pressed=true] { color: var(--on-accent); }
.button.line { background: transparent; }
.button:disabled { opacity: .6; cursor: default; }
.choice { background: transparent; border-color: transparent; font-weight: 500; padding: 0 16px; }
.choice[aria-pressed=true] { background: var(--accent); border-color: var(--accent); font-weight: 600; }
:focus-visible { outline: 3px solid var(--p2panda-focus, light-dark(#0b3f86, #ffd667)); outline-offset: 2px; }
.controls { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; margin-block: 16px; }
.days, .views { display: flex; flex-wrap: wrap; gap: 4px; }
input, select, textarea { min-height: 44px; padding: 8px 14px; border: 1px solid var(--line); border-radius: 8px; background: var(--card);
  color: inherit; font: inherit; font-size: 1em; max-width: 100%; }
input[type=search] { flex: 1 1 12em; }
::placeholder { color: inherit; opacity: .75; }
.zone { font-size: .875em; flex: none; max-width: 100%; }
.none { padding-block: 24px; }
.day { font-size: 1.125em; padding-block: 20px 8px; }
a { color: inherit; }
h4 a, strong a { text-decoration-thickness: 1px; text-underline-offset: 3px; }
h4 a:hover, strong a:hover { text-decoration-thickness: 2px; }
.icon { flex: none; width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; }
.calendar { gap: 8px; justify-self: start; }
.event .calendar { width: 44px; padding: 0; justify-content: center; border-color: transparent; }
.event .calendar:hover { border-color: currentColor; }
.event .calendar span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.lent { display: grid; grid-template-columns: 12em 1fr auto; gap: 4px 16px; align-items: baseline; padding-block: 12px;
  border-block-start: 1px solid var(--line); }
.lent h4 { font-size: 1.0625em; }
.lent p { font-size: .875em; }
.said { display: inline-flex; gap: 8px; align-items: center; }
.events { border-block-end: 1px solid var(--line); }
.event { display: grid; grid-template-columns: 8.5em 1fr auto 44px; gap: 4px 16px; align-items: center; padding-block: 12px;
  border-block-start: 1px solid var(--line); }
.when { font-weight: 600; font-variant-numeric: tabular-nums; align-self: start; }
.when .yours { display: block; font-weight: 400; font-size: .875em; }
.event h4 { font-size: 1.0625em; }
.what .soft, .confirmed { font-size: .875em; }
.cancelled h4, .cancelled time { text-decoration: line-through; }
.confirmed { display: grid; justify-items: end; gap: 2px; text-align: end; }
.bad { color: var(--bad); font-weight: 600; }
.answers { grid-column: 2 / -1; display: grid; gap: 8px; }
.answer { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.dots { display: inline-flex; flex-wrap: wrap; gap: 4px; justify-content: end; }
.dot { width: 18px; height: 18px; fill: none; stroke-linecap: round; stroke-linejoin: round; }
.dot circle { stroke: var(--dot-line); stroke-width: 1.4; }
.dot .mark { stroke: #1d1b22; stroke-width: 1.8; }
.dot.granted circle { fill: var(--granted); }
.dot.declined circle { fill: var(--declined); }
.dot.declined .mark { stroke: #fff; }
.dot.unavailable circle, .dot.unavailable .mark { stroke: var(--closed); stroke-width: 1.8; }
.dot.waiting circle { fill: var(--pending-soft); stroke: var(--pending); }
.dot .half { fill: var(--pending); }
.lanes { display: grid; gap: 12px; margin-block-start: 16px; }
.lane { border-block-start: 1px solid var(--line); padding-block-start: 8px; }
.lane ol { display: grid; gap: 6px; padding-block: 6px; }
.block { border: 1px solid var(--line); border-radius: 4px; padding: 6px 10px; background: var(--card); min-width: 0; font-size: .875em; }
.block .confirmed { justify-items: start; text-align: start; }
.card { border: 1px solid var(--line); border-radius: var(--radius); background: var(--card); padding: 16px; display: grid; gap: 10px; }
.card > .button { justify-self: start; }
.card .confirmed { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.card h3 { font-size: 1.25em; }
.card li { display: flex; flex-wrap: wrap; gap: 4px 12px; justify-content: space-between; padding-block: 6px; border-block-start: 1px solid var(--line); }
form { display: grid; gap: 12px; }
label { display: grid; gap: 4px; font-weight: 600; }
label > * { font-weight: 400; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(12em, 1fr)); gap: 12px; }
.map { direction: ltr; width: 100%; height: auto; max-height: 70vh; }
time, .times { direction: ltr; unicode-bidi: isolate; }
/* Our own words are said from left to right, also on pages that are not. */
:is(p, h3, h4, label, summary, .button, .choice, .soft):dir(rtl) { unicode-bidi: plaintext; }
:is(p, h3, h4, summary):dir(rtl) { text-align: right; }
.map text { font-size: 13px; fill: currentColor; }
.map circle { fill: var(--accent); stroke: var(--on-accent); stroke-width: 2; }
.map .number { fill: var(--on-accent); font-weight: 700; }
.map .ground { fill: currentColor; opacity: .06; }
.map .scale { fill: none; stroke: currentColor; stroke-width: 1.5; }
.legend { counter-reset: place; }
.legend li { justify-content: start; }
.legend li::before { counter-increment: place; content: counter(place) "."; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@container (max-width: 36em) {
  .event .when { grid-column: 1 / -1; display: flex; gap: 12px; }
  .answers { grid-column: 1 / -1; }
  .event { grid-template-columns: 1fr auto 44px; }
  .lent { grid-template-columns: 1fr auto; }
  .lent .soft:not(.by) { grid-column: 1 / -1; grid-row: 2; }
}
@container (min-width: 48em) {
  .lane { display: grid; grid-template-columns: 10em 1fr; gap: 12px; }
  .lane ol { grid-template-columns: 100%; grid-auto-rows: auto; }
  .lane .block { grid-column: 1; grid-row: var(--track); margin-inline-start: calc(var(--from) * 1%);
    width: max(9em, calc(var(--span) * 1%)); max-width: calc(100% - var(--from) * 1%); }
}
@media screen { .day.alone { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); padding: 0; } }
@media print {
  .controls, .button, .answers, .way, form, details:not([open]) .link { display: none; }
  .event, .block { break-inside: avoid; }
}
@media (forced-colors: active) { .dot circle { stroke: CanvasText; } .choice[aria-pressed=true] { border-color: Highlight; } }
`

let sheet: CSSStyleSheet | undefined

/** One sheet for all elements of a page. Not blocked by a site that forbids inline styles. */
export function styleSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
  }
  return sheet
}
