/** The style of the picture, in the colors of the page; it follows the color scheme of the viewer. */
export const SVG_STYLE = `
svg{font-family:Inter,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}
.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:8.5px;fill:#5a606a}
.paper{fill:#fbfbf9}.head{font-size:19px;fill:#16181c;letter-spacing:-.3px}
.strong{font-weight:700}.next{font-weight:600}.cluster{font-size:12px;fill:#5a606a;letter-spacing:0}
.legend{font-size:11px;fill:#5a606a}.sign{font-weight:700;text-anchor:end}
.name{font-size:10.5px;font-weight:600}.detail{font-size:8.5px}
.seat rect{fill:none;stroke:#e2e3e0}
.pinned rect{fill:#1d5b99;stroke:#1d5b99}.pinned text{fill:#fff}
.assigned rect{fill:#dceaf8;stroke:#3f7bb6}.assigned text{fill:#10304d}
.reserved rect{fill:#f9e3a9;stroke:#9a6a05;stroke-dasharray:1.5 1.5}.reserved text{fill:#453000}
.retired rect,.leaving rect{stroke:#7b828c;stroke-dasharray:3 2}
.retired text,.leaving text{fill:#5a606a}
.retired .name,.leaving .name{text-decoration:line-through}
.taken rect{fill:#59606b;stroke:#59606b}.taken text{fill:#fff}
.health rect{fill:#0d7566;stroke:#0d7566}.health text{fill:#fff}
.live rect{fill:#9480c6;stroke:#6a54a3}.live text{fill:#1d1038}
.clash rect{fill:#bf350b;stroke:#16181c;stroke-width:2}.clash text{fill:#fff}
.shaft,.tip{fill:none;stroke:#16181c;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.shaft{stroke-dasharray:.1 5}
@media(prefers-color-scheme:dark){
.mono,.legend,.cluster{fill:#a3a9b3}.paper{fill:#131519}.head{fill:#eceef1}.seat rect{stroke:#2f343b}
.pinned rect{fill:#5ba4e8;stroke:#5ba4e8}.pinned text{fill:#061729}
.assigned rect{fill:#1b3350;stroke:#5b98d4}.assigned text{fill:#d6e8fb}
.reserved rect{fill:#473813;stroke:#dba72f}.reserved text{fill:#fce9bd}
.retired rect,.leaving rect{fill:none;stroke:#818994}.retired text,.leaving text{fill:#a3a9b3}
.taken rect{fill:#8c94a1;stroke:#8c94a1}.taken text{fill:#101317}
.health rect{fill:#3fb8a4;stroke:#3fb8a4}.health text{fill:#03201b}
.live rect{fill:#8874c0;stroke:#ab9adb}.live text{fill:#130a26}
.clash rect{fill:#ff825b;stroke:#eceef1}.clash text{fill:#280900}
.shaft,.tip{stroke:#eceef1}}
`.replaceAll('\n', '');
