import Expressions
import WorkedExamples

/// A document in LaTeX that needs amsmath and nothing else; drawings of the network are left out.
struct LatexDocument {
  let text: String

  init(_ document: Document) {
    var lines = [
      "\\documentclass{article}", "\\usepackage{amsmath}", "\\allowdisplaybreaks", "\\sloppy", "\\begin{document}",
      "\\section*{\(latexText(document.title))}",
    ]
    for block in document.blocks {
      switch block {
      case .heading(let text): lines.append("\\subsection*{\(latexText(text))}")
      case .paragraph(let text): lines += ["", latexText(text), ""]
      case .commands(let commands):
        lines += Self.typewriter(commands.flatMap { $0.split(separator: "\n").map(String.init) })
      case .output(let output): lines += Self.typewriter(output)
      case .equation(let parts, _): lines += ["\\begin{align*}"] + parts.alignedLatex + ["\\end{align*}"]
      case .drawing: break
      case .curve(let curve): lines += curve.latex
      }
    }
    text = (lines + ["\\end{document}"]).joined(separator: "\n") + "\n"
  }

  private static func typewriter(_ lines: [String]) -> [String] {
    ["\\begin{flushleft}\\small\\ttfamily"] + lines.map { latexText($0, isTypewriter: true) + "\\\\" } + [
      "\\end{flushleft}"
    ]
  }
}

/// Characters of text and formulas that a LaTeX without further packages has no glyph for.
private let latexSymbols: [Character: String] = [
  "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
  "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "<": "$<$", ">": "$>$", "|": "$|$", "∂": "$\\partial$",
  "Σ": "$\\Sigma$", "√": "$\\surd$", "·": "$\\cdot$", "×": "$\\times$", "−": "$-$", "→": "$\\to$", "…": "\\dots{}",
  "≈": "$\\approx$", "≤": "$\\leq$", "≥": "$\\geq$", "≠": "$\\neq$", "½": "$\\frac12$", "²": "$^2$", "′": "$'$",
  "σ": "$\\sigma$", "δ": "$\\delta$", "θ": "$\\theta$", "η": "$\\eta$", "α": "$\\alpha$", "β": "$\\beta$",
  "γ": "$\\gamma$", "λ": "$\\lambda$", "μ": "$\\mu$", "ε": "$\\varepsilon$", "Δ": "$\\Delta$", "–": "--", "—": "---",
  "“": "``", "”": "''", "‘": "`", "’": "'",
]

private func latexText(_ text: String, isTypewriter: Bool = false) -> String {
  var result = ""
  for character in text {
    if isTypewriter, character == " " {
      result += "~"
    } else if let symbol = latexSymbols[character] {
      result += symbol
    } else {
      // Letters of Latin alphabets are known to every LaTeX; of others, nobody knows.
      result +=
        character.isASCII || (character.unicodeScalars.allSatisfy { $0.value < 0x180 }) ? String(character) : "?"
    }
  }
  return result
}
