extension Cursor {
  /// The letters after a `\` at the cursor; empty if there are none.
  var latexCommand: String {
    guard byte == Ascii.backslash else { return "" }
    var index = position + 1
    while index < end, isLetter(bytes[index]), bytes[index] != Ascii.underscore { index += 1 }
    return text(position + 1, index)
  }

  /// Skips `\,`, `\;`, `\!`, `\quad`, and `\left` and `\right` before their bracket.
  mutating func skipLatexSpacing() -> Bool {
    guard dialect == .article, byte == Ascii.backslash else { return false }
    if [0x2C, 0x3B, 0x21, 0x3A, 0x20, 0x3E].contains(byte(at: 1)) {
      position += 2
      return true
    }
    let command = latexCommand
    guard latexSpacing.contains(command) else { return false }
    position += 1 + command.utf8.count
    // `\hspace{1em}`, and the empty bracket of `\left.`
    if command.hasSuffix("space"), byte == Ascii.openBrace, let close = closingBrace { position = close + 1 }
    if command == "left" || command == "right", byte == Ascii.period { position += 1 }
    return true
  }

  /// `\cdot`, `\times`, `\div`, `\le` as operators.
  var latexOperator: (Operator, Int)? {
    guard dialect == .article else { return nil }
    let command = latexCommand
    return latexOperators[command].map { ($0, 1 + command.utf8.count) }
  }

  /// Whether the next command is or starts a value.
  var atLatexAtom: Bool {
    guard dialect == .article, byte == Ascii.backslash else { return false }
    let command = latexCommand
    let words = [
      "frac", "dfrac", "tfrac", "cfrac", "sqrt", "partial", "nabla", "underbrace", "overbrace", "lfloor", "lceil",
      "binom",
    ]
    return words.contains(command)
      || latexLetters[command] != nil || latexFunctions.contains(command) || latexFonts.contains(command)
      || latexAccents[command] != nil || atMatrix
  }

  /// Reads `\frac{…}{…}`, `\sqrt{…}`, a function, a letter or a matrix; nil for any other command.
  mutating func readLatexAtom() throws(Fault) -> NodeIndex? {
    let start = position
    let command = latexCommand
    guard !command.isEmpty else { return try readEscapedBracket() }
    if atMatrix { return try readMatrix() }
    if latexFunctions.contains(command) { return try readLatexFunction(command) }
    if let name = try readLatexName() { return try readNameOrCall(Identifier(name), from: start) }
    position += 1 + command.utf8.count
    switch command {
    case "frac", "dfrac", "tfrac", "cfrac":
      if let name = takeDerivative() { return self.name(name, from: start) }
      let numerator = try readGroup()
      let denominator = try readGroup()
      return nodes.addBinary(.divide, numerator, denominator, SourceRange(start, position))
    case "binom", "dbinom", "tbinom":
      let total = try readGroup()
      nodes.setNext(total, try readGroup())
      return nodes.addCall("binomial", total, SourceRange(start, position))
    case "underbrace", "overbrace":
      let operand = try readGroup()
      skipBraceLabel()
      // A vector of one element is a group, whose range includes the label.
      return nodes.add(.vector, start, position, child: operand)
    case "sqrt":
      let operand = try readGroup()
      return nodes.addCall("sqrt", operand, SourceRange(start, position))
    case "partial":
      let name = takeDifferential() ?? ""
      return self.name("∂" + name + takeDenominator(), from: start)
    case "dots", "ldots", "cdots": return name("…", from: start)
    case "lfloor": return try readRounded("floor", closedBy: "\\rfloor", from: start)
    case "lceil": return try readRounded("ceil", closedBy: "\\rceil", from: start)
    case "lvert", "lVert", "vert", "Vert": return try readAbsolute(from: start)
    default: break
    }
    position = start
    return nil
  }

  /// Reads to the bracket that closes `\lfloor x \rfloor`.
  private mutating func readRounded(_ function: String, closedBy close: StaticString, from start: Int)
    throws(Fault) -> NodeIndex
  {
    let inner = try readNode()
    skipBlanks()
    guard take(close) else {
      throw Fault(
        "this is never closed", at: SourceRange(start, start + 7), label: "a '\(close)' is missing", kind: .unclosed)
    }
    return nodes.addCall(function, inner, SourceRange(start, position))
  }

  /// Skips what is written below or above a brace: `_{\text{step A}}`.
  private mutating func skipBraceLabel() {
    var probe = self
    probe.skipBlanks()
    guard probe.byte == Ascii.underscore || probe.byte == Ascii.caret else { return }
    probe.position += 1
    guard probe.byte == Ascii.openBrace, let close = probe.closingBrace else { return }
    position = close + 1
  }

  func name(_ text: String, from start: Int) -> NodeIndex {
    nodes.add(.name, start, position, payload: Identifier(text).raw)
  }

  /// Reads the letter, accented letter or word at the cursor with its index, as the name it is in plain text: `δ_k`
  /// for `\delta _k`, `ŷ_1` for `\hat{y}_1`, `net_h1` for `\text{net}_{h1}`; nil for other commands.
  mutating func readLatexName() throws(Fault) -> String? {
    guard byte == Ascii.backslash else { return nil }
    let start = position
    let command = latexCommand
    position += 1 + command.utf8.count
    if let letter = latexLetters[command] {
      // `\Delta w` and `\nabla f` are names of their own.
      if letter == "Δ" || letter == "∇" {
        let tail = readIdentifierTail()
        let next = takeDifferential() ?? ""
        return letter + tail + next
      }
      return letter + readIdentifierTail()
    }
    if let accent = latexAccents[command] {
      skipBlanks()
      guard let inner = takeGroupName() else {
        position = start
        return nil
      }
      return inner + accent + readIdentifierTail()
    }
    if latexFonts.contains(command), byte == Ascii.openBrace, let close = closingBrace {
      var inner = Cursor(bytes, from: position + 1, to: close, dialect: .article)
      inner.skipBlanks()
      let nested = inner.byte == Ascii.backslash ? try inner.readLatexName() : nil
      let word = nested ?? text(position + 1, close).filter { !$0.isWhitespace }
      position = close + 1
      return word + readIdentifierTail()
    }
    position = start
    return nil
  }

  /// Reads what a differential is taken of: `w_5`, `\hat{y}`, `{out_{h1}}`, `(error)`.
  mutating func takeDifferential() -> String? {
    skipBlanks()
    if byte == Ascii.openBrace { return takeGroupName() }
    if byte == Ascii.openParenthesis, let close = closing(Ascii.openParenthesis, Ascii.closeParenthesis) {
      let word = text(position + 1, close)
      position = close + 1
      return word
    }
    if byte == Ascii.backslash { return (try? readLatexName()) ?? nil }
    guard atIdentifier else { return nil }
    return readIdentifier().value
  }

  /// Reads `{y}` or `{\hat{y}_1}`, or a single letter, as a name.
  private mutating func takeGroupName() -> String? {
    guard byte == Ascii.openBrace, let close = closingBrace else {
      guard isLetter(byte) else { return byte == Ascii.backslash ? (try? readLatexName()) ?? nil : nil }
      position += 1
      return text(position - 1, position)
    }
    var inner = Cursor(bytes, from: position + 1, to: close, dialect: .article)
    inner.skipBlanks()
    let name = inner.byte == Ascii.backslash ? (try? inner.readLatexName()) ?? nil : inner.readIdentifier().value
    guard let name, !name.isEmpty else { return nil }
    position = close + 1
    return name
  }

  /// Reads `{…}`, or a single digit or letter: `\frac12`.
  private mutating func readGroup() throws(Fault) -> NodeIndex {
    skipBlanks()
    if byte == Ascii.openBrace { return try readBraces() }
    let start = position
    if isDigit(byte) {
      position += 1
      return nodes.add(.number, start, position, payload: Double(bytes[start] - 0x30).bitPattern)
    }
    if isLetter(byte) {
      position += 1
      return name(text(start, position), from: start)
    }
    if byte == Ascii.backslash, let atom = try readLatexAtom() { return atom }
    let found = found()
    throw Fault("expected '{', found \(found.value)", at: found.range)
  }

  /// Reads `\log{x}`, `\ln(x)`, `\log_2 x`, `\max(0, x)`.
  private mutating func readLatexFunction(_ command: String) throws(Fault) -> NodeIndex {
    let start = position
    position += 1 + command.utf8.count
    return try readFunction(command + readIdentifierTail(), from: start)
  }

  /// Reads the arguments of a function: `(x)`, `{x}`, or the next factor.
  mutating func readFunction(_ word: String, from start: Int) throws(Fault) -> NodeIndex {
    let base =
      ["log_2": "log2", "log_{2}": "log2", "log_{10}": "log10", "log_10": "log10", "log_e": "ln"][word] ?? word
    var probe = self
    probe.skipBlanks()
    switch probe.byte {
    case Ascii.openParenthesis, Ascii.openBracket:
      position = probe.position
      let close = byte == Ascii.openParenthesis ? Ascii.closeParenthesis : Ascii.closeBracket
      let name = name(base, from: start)
      nodes.setNext(name, try readList(closedBy: close))
      return nodes.add(.call, start, position, child: name)
    case Ascii.openBrace:
      position = probe.position
      let operand = try readBraces()
      return nodes.addCall(base, operand, SourceRange(start, position))
    default:
      guard probe.atNumeral || probe.atIdentifier || probe.atLatexAtom || probe.byte == Ascii.minus else {
        return name(base, from: start)
      }
      position = probe.position
      let operand = try readNode(above: Precedence.sign)
      return nodes.addCall(base, operand, SourceRange(start, position))
    }
  }

  /// The position of the brace that closes the one at the cursor.
  var closingBrace: Int? { closing(Ascii.openBrace, Ascii.closeBrace) }

  /// The position of the bracket that closes the one at the cursor, on the same line.
  func closing(_ open: UInt8, _ close: UInt8) -> Int? {
    var count = 0
    for index in position..<end {
      if bytes[index] == open { count += 1 }
      if bytes[index] == close { count -= 1 }
      if count == 0 { return index }
      if bytes[index] == Ascii.newline { return nil }
    }
    return nil
  }
}

private let latexSpacing: Set<String> = [
  "quad", "qquad", "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr",
  "Biggl", "Biggr", "middle", "displaystyle", "textstyle", "scriptstyle", "hspace", "thinspace", "enspace", "limits",
  "nolimits", "nonumber", "notag", "large", "Large", "small", "normalsize", "bf", "rm", "it", "hfill", "mathstrut",
]

private let latexOperators: [String: Operator] = [
  "cdot": .multiply, "times": .multiply, "ast": .multiply, "odot": .multiply, "circ": .multiply, "bullet": .multiply,
  "cdotp": .multiply, "star": .multiply, "otimes": .multiply, "div": .divide, "le": .lessOrEqual, "leq": .lessOrEqual,
  "ge": .greaterOrEqual, "geq": .greaterOrEqual, "lt": .less, "gt": .greater, "ne": .notEqual,
  "neq": .notEqual,
]

private let latexFunctions: Set<String> = [
  "exp", "ln", "log", "lg", "tanh", "sinh", "cosh", "sin", "cos", "tan", "max", "min", "det", "dim", "arcsin",
  "arccos", "arctan", "cot",
]

private let latexFonts: Set<String> = [
  "text", "mathrm", "mathit", "mathbf", "mathbb", "mathcal", "mathsf", "mathtt", "mathscr", "boldsymbol", "bm",
  "operatorname", "textrm", "textbf", "textit", "texttt", "mbox", "pmb",
]

/// Combining marks.
private let latexAccents: [String: String] = [
  "hat": "\u{302}", "widehat": "\u{302}", "bar": "\u{304}", "overline": "\u{304}", "tilde": "\u{303}",
  "widetilde": "\u{303}", "vec": "\u{20D7}", "dot": "\u{307}", "ddot": "\u{308}", "underline": "\u{332}",
  "check": "\u{30C}",
]

private let latexLetters: [String: String] = [
  "alpha": "α", "beta": "β", "gamma": "γ", "Gamma": "Γ", "delta": "δ", "Delta": "Δ", "epsilon": "ε",
  "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "θ", "Theta": "Θ", "iota": "ι", "kappa": "κ",
  "lambda": "λ", "Lambda": "Λ", "mu": "μ", "nu": "ν", "xi": "ξ", "Xi": "Ξ", "pi": "π", "Pi": "Π", "rho": "ρ",
  "sigma": "σ", "varsigma": "σ", "Sigma": "Σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "Phi": "Φ",
  "sum": "Σ", "chi": "χ", "psi": "ψ", "Psi": "Ψ", "omega": "ω", "Omega": "Ω", "nabla": "∇", "ell": "ℓ", "infty": "∞",
  // Transposed.
  "top": "T", "intercal": "T",
]
