import Expressions
import WorkedExamples

/// A document as one self-contained page: formulas in MathML, no script, nothing fetched, light and dark.
struct HTMLDocument {
  let text: String

  init(_ document: Document) {
    let title = escapedHTML(document.title)
    let body = document.blocks.map(Self.html).joined(separator: "\n")
    text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>
      \(Self.style)
      \(Self.marking(body))
      </style>
      </head>
      <body>
      <main>
      <h1>\(title)</h1>
      \(body)
      </main>
      </body>
      </html>

      """
  }

  private static func html(_ block: Document.Block) -> String {
    switch block {
    case .heading(let text): return "<h2>\(escapedHTML(text))</h2>"
    case .paragraph(let text): return "<p>\(escapedHTML(text))</p>"
    case .commands(let commands):
      return "<pre class=\"commands\"><code>\(escapedHTML(commands.joined(separator: "\n")))</code></pre>"
    case .output(let lines): return "<pre class=\"output\">\(escapedHTML(lines.joined(separator: "\n")))</pre>"
    case .drawing(let svg, let caption):
      return "<figure>\(svg)<figcaption>\(escapedHTML(caption))</figcaption></figure>"
    case .curve(let curve):
      return "<figure>\(curve.svg)<figcaption>\(escapedHTML(curve.caption))</figcaption></figure>"
    case .equation(let parts, let line):
      // Each part by itself, so that a narrow page breaks the line before a sign.
      let formulas = parts.enumerated().map { index, part in
        "<span class=\"part\">\(index > 0 ? "<span class=\"sign\">=</span>" : "")<math displaystyle=\"true\">\(part.mathML)</math></span>"
      }
      return "<div class=\"equation\" role=\"math\" aria-label=\"\(escapedHTML(line))\">\(formulas.joined())</div>"
    }
  }

  /// A rule for each quantity: pointing at it marks it wherever it occurs.
  private static func marking(_ body: String) -> String {
    var names: [String] = []
    var seen: Set<String> = []
    for piece in body.split(separator: "data-q=\"").dropFirst() {
      let name = String(piece.prefix { $0 != "\"" })
      if seen.insert(name).inserted { names.append(name) }
    }
    return names.prefix(400).map { name in
      let selector = "[data-q=\"\(name.replacing("&amp;", with: "&"))\"]"
      return "main:has(\(selector):hover) \(selector){background:var(--mark);--line:var(--hot)}"
    }.joined(separator: "\n")
  }

  private static let style = """
    :root{color-scheme:light dark;--text:#1b1b1f;--soft:#5c5f66;
      --page:#fff;--box:#f4f4f6;--line:#8a8d96;--unit:#fff;
      --mark:#ffe08a;--hot:#c2410c;--link:#0b57d0}
    @media (prefers-color-scheme:dark){:root{--text:#e4e4e7;--soft:#a1a1aa;--page:#17181b;
      --box:#222429;--line:#7b7f88;--unit:#222429;--mark:#6b5300;--hot:#fb923c;--link:#8ab4f8}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--page);color:var(--text);font:17px/1.55 system-ui,sans-serif}
    main{max-width:52rem;margin:0 auto;padding:1rem 1rem 4rem}
    h1{font-size:1.6rem;line-height:1.25;margin:1rem 0}
    h2{font-size:1.25rem;margin:2rem 0 .5rem}
    p{margin:1.2rem 0 .6rem}
    pre{font:14px/1.5 ui-monospace,monospace;overflow-x:auto;margin:.4rem 0;padding:.5rem .75rem;border-radius:6px}
    .commands{background:var(--box);border-left:3px solid var(--link)}
    .output{color:var(--soft)}
    .equation{display:flex;flex-wrap:wrap;align-items:center;gap:.15rem .45rem;padding:.3rem .75rem;overflow-x:auto}
    .part{display:inline-flex;align-items:center;gap:.45rem;max-width:100%;overflow-x:auto}
    .sign{color:var(--soft)}
    math{font-size:1.05rem}
    figure{margin:1rem 0;padding:.5rem;background:var(--box);border-radius:6px;overflow-x:auto}
    figcaption{color:var(--soft);font-size:.85rem;text-align:center}
    svg{display:block;width:100%;max-width:34rem;height:auto;margin:0 auto;font-family:system-ui,sans-serif}
    svg line{stroke:var(--line);stroke-width:1.5}
    svg circle{fill:var(--unit);stroke:var(--line);stroke-width:1.5}
    svg text{fill:var(--text);font-size:12px;text-anchor:middle}
    svg .value{font-size:11px;font-weight:600}
    svg .weight,svg .bias{font-size:10px;fill:var(--soft);paint-order:stroke;stroke:var(--box);stroke-width:3px}
    svg .curve{fill:none;stroke:var(--hot);stroke-width:2}
    @media print{body{font-size:11pt;background:#fff;color:#000}
      main{max-width:none;padding:0}.equation,figure,pre{break-inside:avoid}
      .equation,.part,figure,pre{overflow:visible}pre{white-space:pre-wrap}}
    """
}
