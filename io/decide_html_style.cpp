// The style of what the page of `balloon decide` has besides io/assets/report.css.
#include "io/decide_html_parts.hpp"

namespace balloon::decide_page {

const char* const page_style = R"css(
.decide-good { color: #005a94; } .decide-bad { color: #b32d00; } .decide-same { color: #1a1a1a; }
.decide-roles { font-size: .88em; color: #444; font-weight: 400; }
.decide-block { display: block; }
.decide-meaning { color: #444; }
.first table.decide-answer td, .first table.decide-answer th { padding: .2rem .45rem; }
table.decide-answer .unit { font-size: .86em; }
table.decide-answer td { white-space: nowrap; }
table.decide-answer .range { display: block; }
table.decide-answer { width: 100%; }
table.decide-grid td { white-space: nowrap; }
table.decide-chosen td { white-space: nowrap; }
table.decide-chosen .range { display: block; }
table.decide-chosen tbody th { min-width: 11em; max-width: 17em; }
table.decide-grid thead th, table.decide-chosen thead th { max-width: 12em; }
thead th .unit { font-weight: 400; }
.decide-grid .swatch, .decide-chosen .swatch { vertical-align: 3px; }

.first .decide-notes { font-size: .88rem; margin: .2rem 0; color: #1a1a1a; }
.first .decide-notes li { margin: .18rem 0; }
.decide-lever { margin: .38rem 0; }
.decide-lever-name { display: flex; justify-content: space-between; gap: 1em; font-size: .86rem;
  line-height: 1.25; max-width: 560px; }
.decide-money { max-width: 560px; }
.decide-bar-line { display: flex; align-items: center; height: 11px; margin: 1px 0; }
.decide-bar { display: inline-block; height: 10px; background: #0072b2; min-width: 1px; }
.decide-bar-own { background: #0072b2; }
.decide-bar-split { background: #fff; border: 1.3px solid #1a1a1a; }
.decide-bar-figure { font-size: .74rem; line-height: 11px; padding-left: .4em; color: #333;
  font-variant-numeric: tabular-nums; white-space: nowrap; }

svg.decide-axes { display: block; width: 100%; min-width: 900px; height: auto; }
.decide-axis-title { font-size: 13px; font-weight: 650; }
.decide-axis-unit { font-size: 12.5px; fill: #333; }
.decide-tick { font-size: 11.5px; fill: #333; paint-order: stroke; stroke: #fff; stroke-width: 3px;
  stroke-linejoin: round; }
.decide-end { font-size: 13px; } .decide-end-first { font-weight: 650; }
.decide-split-line { fill: none; stroke: #000; stroke-width: 1.6; stroke-dasharray: 6 4; }
.decide-strategy { fill: none; stroke-width: 2; stroke-linejoin: round; }
.decide-other { stroke: #bdbdbd; stroke-width: 1.1; }
.decide-dot { stroke: #fff; stroke-width: .8; }
.decide-dot.decide-other { fill: #999; }
.decide-strategy.decide-first { stroke-width: 3.4; }
.decide-dashed { stroke-dasharray: 7 3; }
.decide-dot.decide-dashed { stroke-dasharray: none; }
.decide-strategy.decide-colour-0 { stroke: #0072b2; } .decide-dot.decide-colour-0 { fill: #0072b2; }
.decide-strategy.decide-colour-1 { stroke: #d55e00; } .decide-dot.decide-colour-1 { fill: #d55e00; }
.decide-strategy.decide-colour-2 { stroke: #009e73; } .decide-dot.decide-colour-2 { fill: #009e73; }
.decide-strategy.decide-colour-3 { stroke: #cc79a7; } .decide-dot.decide-colour-3 { fill: #cc79a7; }
.decide-strategy.decide-colour-4 { stroke: #e69f00; } .decide-dot.decide-colour-4 { fill: #e69f00; }
.decide-strategy.decide-colour-5 { stroke: #56b4e9; } .decide-dot.decide-colour-5 { fill: #56b4e9; }
.decide-strategy.decide-colour-6 { stroke: #7a3b69; } .decide-dot.decide-colour-6 { fill: #7a3b69; }
.decide-key { width: 18px; height: 0; border-top: 4px solid #0072b2; vertical-align: 3px; }
.decide-key-0 { border-color: #0072b2; } .decide-key-1 { border-color: #d55e00; }
.decide-key-2 { border-color: #009e73; } .decide-key-3 { border-color: #cc79a7; }
.decide-key-4 { border-color: #e69f00; } .decide-key-5 { border-color: #56b4e9; }
.decide-key-6 { border-color: #7a3b69; }
.decide-key-other { border-top: 2px solid #bdbdbd; }
.decide-key-split { width: 18px; height: 0; border-top: 2px dashed #000; vertical-align: 3px; }

.decide-map-pair { display: grid; grid-template-columns: minmax(0, 500px) minmax(0, 1fr); gap: 0 34px; }
svg.decide-map { display: block; width: 100%; height: auto; border: 1px solid #ccc; }
.decide-map-own { fill: #0072b2; fill-opacity: .72; }
.decide-map-label, .decide-map-figure { font-size: 11px; paint-order: stroke; stroke: #fff;
  stroke-width: 2.6px; stroke-linejoin: round; }
.decide-map-figure { font-weight: 650; }
.decide-key-own { border-radius: 50%; background: #0072b2; }
.decide-key-ring { border-radius: 50%; border: 1.5px dashed #000; }

.decide-shade { display: inline-block; min-width: 5.5em; padding: .1rem .4rem; margin: -.1rem -.4rem; }
.decide-shade-0 { background: #fff; } .decide-shade-1 { background: #fff3e0; }
.decide-shade-2 { background: #ffe0b8; } .decide-shade-3 { background: #ffc888; }
.decide-shade-4 { background: #ffac58; } .decide-shade-5 { background: #f58f2e; }
.decide-pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 0 34px; align-items: start; }
.decide-triples { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); gap: 0 34px; align-items: start; }
.decide-triples table { font-size: .84rem; }
.decide-triples th, .decide-triples td { padding: .2rem .3rem; }
.decide-triples caption span, .decide-pairs caption span { max-width: 100%; }
.decide-bar-better { fill: #3d93c8; } .decide-bar-worse { fill: #cf5a2e; }
.decide-failures { max-width: 92ch; padding-left: 1.2em; } .decide-failures li { margin: .5rem 0; }
.decide-notes { padding-left: 1.2em; overflow-wrap: anywhere; } .decide-notes li { margin: .3rem 0; }
@media (max-width: 900px) { .decide-map-pair { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 520px) {
  .first table.decide-answer td, .first table.decide-answer th { padding: .2rem .2rem; }
  table.decide-answer td:nth-child(2) { white-space: normal; }
  table.decide-grid td { padding: .2rem .3rem; white-space: normal; }
  table.decide-grid .range { display: block; }
}
@media (forced-colors: active) { .decide-bar { forced-color-adjust: none; } }
@media print {
  .decide-map-pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  svg.decide-axes { min-width: 0; }
  .decide-lever, .decide-failures li { break-inside: avoid; }
}
)css";

}  // namespace balloon::decide_page
