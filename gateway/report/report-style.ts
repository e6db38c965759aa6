/** The page's one style sheet: nothing is loaded from anywhere. Paper and screen, light ground in both. */
export const reportStyle = `
:root { --ink: #17212b; --soft: #5b6875; --faint: #a9b2bb; --line: #e3e6e2; --paper: #f7f6f2; --card: #fff;
  --link: #0f766e; --review: #d98a1f; --distinct: #b8c0c8; --hot: #c2412d; --precision: #0f766e; --recall: #3b5b92; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI",
  "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 40px 28px 64px; }
.language { position: absolute; opacity: 0; }
nav { position: absolute; top: 44px; right: max(28px, calc(50% - 512px)); display: flex; border: 1px solid var(--line);
  border-radius: 99px; overflow: hidden; background: var(--card); font-size: 13px; }
nav label { padding: 5px 14px; cursor: pointer; color: var(--soft); }
#zh:checked ~ nav [for=zh], #en:checked ~ nav [for=en] { background: var(--ink); color: #fff; }
.language:focus-visible ~ nav { outline: 2px solid var(--link); outline-offset: 2px; }
#zh:checked ~ main [lang=en], #en:checked ~ main [lang=zh] { display: none; }
.eyebrow { margin: 0; color: var(--link); font-weight: 600; letter-spacing: .04em; font-size: 13px; }
h1 { margin: 2px 0 6px; font-size: 32px; line-height: 1.2; letter-spacing: -.01em; }
h2 { margin: 44px 0 14px; font-size: 22px; letter-spacing: -.005em; }
h2 small { font-weight: 400; margin-left: 8px; }
h3 { margin: 0 0 12px; font-size: 15px; }
h4 { margin: 14px 0 6px; font-size: 13px; color: var(--soft); font-weight: 600; }
.lead { margin: 0 0 20px; color: var(--soft); }
.id { font-family: ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; font-size: .82em; color: var(--soft); }
.facts { display: flex; flex-wrap: wrap; gap: 8px 36px; margin: 0 0 24px; }
.facts dt { font-size: 12px; color: var(--soft); }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 1px; background: var(--line);
  border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
.figure { background: var(--card); padding: 16px 18px; color: var(--soft); font-size: 13px; }
.figure b { display: block; font-size: 28px; line-height: 1.15; color: var(--ink); font-variant-numeric: tabular-nums;
  letter-spacing: -.02em; }
.figure.zero b { color: var(--faint); }
.figure.absorbed b, .figure.changed b, .figure.created b { color: var(--link); }
.figure.split b { color: var(--review); }
.figure.deleted b { color: var(--hot); }
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 18px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 20px 22px; min-width: 0; }
.card.full { grid-column: 1 / -1; }
.note { margin: 10px 0 0; color: var(--soft); font-size: 12.5px; }
.empty { margin: 8px 0; color: var(--soft); }
table { width: 100%; border-collapse: collapse; font-size: 13.5px; }
th { text-align: left; font-weight: 400; }
thead th { color: var(--soft); font-size: 12px; padding-bottom: 6px; vertical-align: bottom; }
tbody td, tbody th { padding: 6px 10px 6px 0; border-top: 1px solid var(--line); vertical-align: baseline; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.number:last-child, th.number:last-child { padding-right: 0; }
.faint { color: var(--faint); }
td.bar { width: 30%; }
td.bar i { display: block; height: 9px; border-radius: 2px; background: var(--link); width: calc(var(--share) * 100%);
  min-width: 1px; }
.strata { margin-top: 10px; }
.entries em { font-style: normal; font-size: 12px; padding: 1px 8px; border-radius: 99px; background: #eef1ef;
  white-space: nowrap; }
.entries em.absorbed { background: #d8efe9; color: #0b5a54; }
.entries em.split { background: #fbe8cb; color: #8a5208; }
.entries em.deleted { background: #f9dcd6; color: #96301f; }
.entries td { padding-top: 4px; padding-bottom: 4px; }
.scroll { overflow-x: auto; }
.heat { font-size: 12.5px; table-layout: fixed; border-collapse: separate; border-spacing: 3px; }
.heat thead th { text-align: center; font-size: 11.5px; line-height: 1.3; padding: 0 2px 4px; }
.heat tbody th { border: 0; padding: 4px 8px 4px 0; font-size: 12.5px; width: 22%; }
.heat td { border: 0; padding: 7px 4px; text-align: center; border-radius: 5px; font-variant-numeric: tabular-nums;
  vertical-align: middle; }
.heat td.none { color: var(--faint); background: #f5f6f4; }
.heat td.link { background: color-mix(in srgb, var(--link) calc(6% + var(--strength) * 52%), #fff); }
.heat td.calm { background: color-mix(in srgb, var(--link) calc(5% + var(--strength) * 22%), #fff); }
.heat td.warm { background: color-mix(in srgb, var(--review) 42%, #fff); font-weight: 600; }
.heat td.hot { background: var(--hot); color: #fff; font-weight: 600; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 12.5px; fill: var(--ink); }
svg .tick { fill: var(--soft); font-size: 11.5px; font-variant-numeric: tabular-nums; }
svg .axis { fill: var(--soft); font-size: 12px; }
svg .value { font-weight: 600; font-variant-numeric: tabular-nums; }
svg .name { font-size: 13.5px; }
svg .middle { text-anchor: middle; } svg .end { text-anchor: end; } svg .start { text-anchor: start; }
svg .grid { stroke: var(--line); } svg .base { stroke: var(--faint); }
svg .cut { stroke: var(--ink); stroke-dasharray: 3 3; } svg .cutname { font-size: 12px; font-weight: 600; }
svg rect.link { fill: var(--link); } svg rect.review { fill: var(--review); } svg rect.distinct { fill: var(--distinct); }
svg .whisker { stroke-width: 5; stroke-linecap: round; opacity: .35; }
svg .whisker.precision { stroke: var(--precision); } svg .whisker.recall { stroke: var(--recall); }
svg circle.precision { fill: var(--precision); } svg circle.recall { fill: var(--recall); }
.legend { display: flex; gap: 6px; align-items: center; margin: -30px 0 6px; justify-content: flex-end; font-size: 12.5px;
  color: var(--soft); }
.legend i { width: 11px; height: 11px; border-radius: 3px; margin-left: 12px; }
.legend i.link { background: var(--link); } .legend i.review { background: var(--review); }
.legend i.distinct { background: var(--distinct); }
footer { margin-top: 40px; color: var(--soft); font-size: 12.5px; }
@media (max-width: 760px) { .cards { grid-template-columns: 1fr; } nav { position: static; margin: 16px 28px 0;
  width: max-content; } main { padding-top: 20px; } }
@media print { @page { margin: 14mm 12mm; } body { background: #fff; font-size: 11.5px; } main { max-width: none; padding: 0; }
  nav { display: none; } .card, .figure, .figures { break-inside: avoid; } .card { padding: 12px 14px; }
  .card:has(.entries) { break-inside: auto; } h2 { break-after: avoid; margin-top: 22px; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
