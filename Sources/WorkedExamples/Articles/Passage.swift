import Expressions

/// A part of a document that can hold equations: a line of text, or a row of a formula.
struct Passage {
  var text: MappedText
  /// Whether it is mathematics, where names next to each other are a product.
  var isMath: Bool
  /// Whether it is the first row of a formula of its own.
  var startsFormula = false
  /// Whether it is an equation that a block of equations to check says is wrong.
  var isExpectedWrong = false
}

extension Passage {
  /// Reads a document and passes its passages to `use`, in order.
  static func read(_ document: [UInt8], _ kind: ArticleKind, _ use: (Passage) -> Void) {
    var text = MappedText(document)
    switch kind {
    case .html: text = HTMLText.text(of: text, isDocument: true)
    case .latex: text = latexBody(text)
    case .text: text = ImageFormulas.written(in: text)
    }
    Block.read(text) { block in
      switch block.kind {
      case .program: break
      case .verbatim:
        for line in block.text.lines {
          let range = block.text.trimmed(line)
          if !range.isEmpty { use(verbatim(block.text[range], isChecked: block.isChecked)) }
        }
      case .formula: rows(of: block.text).forEach(use)
      case .prose:
        let prose = kind == .text ? HTMLText.text(of: block.text, isDocument: false) : block.text
        withoutActuallyEscaping(use) { use in
          var reader = ProseReader(prose, isMarkdown: kind == .text, use)
          reader.read()
        }
      }
    }
  }

  /// A line of a fenced block; in one of equations to check, `wrong` may come before the equation.
  private static func verbatim(_ text: MappedText, isChecked: Bool) -> Passage {
    guard isChecked, text.has("wrong ", at: 0) else { return Passage(text: text, isMath: false) }
    return Passage(text: text[text.trimmed(6..<text.count)], isMath: false, isExpectedWrong: true)
  }

  /// A LaTeX document without preamble and comments; listings are fenced.
  private static func latexBody(_ source: MappedText) -> MappedText {
    let start = source.find("\\begin{document}", from: 0).map { $0 + 16 } ?? 0
    var result = MappedText()
    for line in source.lines where line.lowerBound >= start {
      let comment = line.first { index in
        source.bytes[index] == Ascii.percent && (index == line.lowerBound || source.bytes[index - 1] != Ascii.backslash)
      }
      let text = source[line.lowerBound..<(comment ?? line.upperBound)]
      let isListing = ["verbatim", "lstlisting", "minted"].contains { name in
        text.text.contains("\\begin{\(name)") || text.text.contains("\\end{\(name)")
      }
      if isListing { result.append("```", at: text.offset(of: 0)) } else { result.append(text) }
      result.append(Ascii.newline, at: source.offset(of: line.upperBound))
    }
    return result
  }

  /// The rows of a formula: `\\` ends one, and words between equations do.
  static func rows(of formula: MappedText) -> [Passage] {
    FormulaRows(formula).rows.enumerated().map { index, row in
      Passage(text: row, isMath: true, startsFormula: index == 0)
    }
  }

  /// A fenced block, or what is between two.
  private struct Block {
    enum Kind { case prose, verbatim, formula, program }
    var kind: Kind
    var text: MappedText
    /// Whether `nnsh test` checks each line of it.
    var isChecked = false

    /// Passes the blocks of a text to `use`, in order.
    static func read(_ source: MappedText, _ use: (Block) -> Void) {
      // Where the prose between two fences begins, and where the next line does.
      var prose = 0
      var position = 0
      func line(at start: Int) -> Range<Int> {
        start..<(source.bytes[start...].firstIndex(of: Ascii.newline) ?? source.count)
      }
      func useProse(to end: Int) {
        use(Block(kind: .prose, text: prose == 0 && end == source.count ? source : source[prose..<end]))
      }
      while position < source.count {
        let start = position
        let opening = line(at: start)
        position = opening.upperBound + 1
        guard let fence = Fence(source.text(opening)) else { continue }
        useProse(to: start)
        var content = MappedText()
        while position < source.count, case let next = line(at: position) {
          position = next.upperBound + 1
          if fence.isClosed(by: source.text(next)) { break }
          content.append(source, next.lowerBound..<min(source.count, position))
        }
        use(Block(kind: fence.kind(of: content), text: content, isChecked: fence.isChecked))
        prose = min(position, source.count)
      }
      useProse(to: source.count)
    }
  }

  private struct Fence {
    var mark: Character
    var length: Int
    var words: [Substring]

    init?(_ line: String) {
      let text = line.drop { $0 == " " || $0 == ">" || $0 == "\t" }
      guard let first = text.first, "`~:".contains(first) else { return nil }
      let run = text.prefix { $0 == first }
      let info = text.dropFirst(run.count)
      guard run.count >= 3, !info.contains("`") else { return nil }
      mark = first
      length = run.count
      words = info.split { " {}.,\r".contains($0) }
      // MyST's `:::{code-cell}`; other directives with colons have prose in them.
      if first == ":", words.first?.hasPrefix("code") != true { return nil }
    }

    func isClosed(by line: String) -> Bool {
      let text = line.drop { $0 == " " || $0 == ">" || $0 == "\t" }
      let run = text.prefix { $0 == mark }
      return run.count >= length && text.dropFirst(run.count).allSatisfy(\.isWhitespace)
    }

    var isChecked: Bool { words.first == "nn" && words.dropFirst().first == "check" }

    func kind(of content: MappedText) -> Block.Kind {
      switch words.first?.lowercased() {
      case "math", "latex", "tex", "katex": .formula
      case "nn": isChecked ? .verbatim : .program
      case nil, "text", "txt", "plain", "plaintext", "none", "output", "eval_rst":
        content.lines.contains { isProgram(content.text($0)) } ? .program : .verbatim
      default: .program
      }
    }

    /// Whether a line of a fenced block is of a programming language.
    private func isProgram(_ line: String) -> Bool {
      let text = line.drop { $0 == " " || $0 == "\t" }
      let starts = [
        "import ", "from ", "def ", "class ", "return ", "for ", "while ", "if ", "print", "#include", "function ",
        "const ", "var ", "let ", "public ", "private ", "int ", "double ", "float ", ">>>", "elif ", "else:", "@",
        "using ", "fn ", "func ", "In [", "Out[",
      ]
      if starts.contains(where: text.hasPrefix) || isProgramLine(line) { return true }
      return ["+=", "-=", " = [[", "np.random", "np.array", ".dot(", "){", ") {"].contains { text.contains($0) }
        || text.hasSuffix("{") || text.hasSuffix(";") && !text.contains("; ")
    }
  }
}

/// Whether a line, wherever it is, is certainly of a programming language: `if i % 10 == 0:`, `x = features[:, 0]`.
func isProgramLine(_ line: String) -> Bool {
  let text = line.drop { $0.isWhitespace }
  if ["print ", "print(", "import ", "return ", "def ", ">>> ", "console."].contains(where: text.hasPrefix) {
    return true
  }
  let isCompound = ["if ", "elif ", "for ", "while ", "else", "class ", "with "].contains { text.hasPrefix($0) }
  if isCompound, text.hasSuffix(":") || text.hasSuffix("{") { return true }
  return ["[:", ",:]", ", :]", ":,", "{:", "):", "shape=", "dtype=", "axis="].contains { text.contains($0) }
}
