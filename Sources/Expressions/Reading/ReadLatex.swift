extension Cursor {
  /// The letters after a `\` at the cursor; empty if there are none.
  private var latexCommand: String {
    guard byte == Ascii.backslash else { return "" }
    var index = position + 1
    while index < end, isLetter(bytes[index]), bytes[index] != Ascii.underscore { index += 1 }
    return text(position + 1, index)
  }

  /// Skips `\,`, `\;`, `\!`, `\quad`, and `\left` and `\right` before their bracket.
  mutating func skipLatexSpacing() -> Bool {
    guard dialect == .article, byte == Ascii.backslash else { return false }
    if [0x2C, 0x3B, 0x21, 0x3A, 0x20].contains(byte(at: 1)) {
      position += 2
      return true
    }
    let command = latexCommand
    guard ["quad", "qquad", "left", "right", "big", "Big", "bigl", "bigr", "displaystyle"].contains(command) else {
      return false
    }
    position += 1 + command.utf8.count
    return true
  }

  /// `\cdot`, `\times`, `\div` as operators.
  var latexOperator: (Operator, Int)? {
    guard dialect == .article else { return nil }
    let command = latexCommand
    switch command {
    case "cdot", "times", "ast": return (.multiply, 1 + command.utf8.count)
    case "div": return (.divide, 1 + command.utf8.count)
    default: return nil
    }
  }

  /// Whether the next command is or starts a value.
  var atLatexAtom: Bool {
    let command = dialect == .article ? latexCommand : ""
    return ["frac", "dfrac", "tfrac", "sqrt", "text", "mathrm", "exp", "ln", "log", "tanh"].contains(command)
      || greekLetters[command] != nil
  }

  /// Reads `\frac{…}{…}`, `\sqrt{…}`, a function or a Greek letter; nil for any other command.
  mutating func readLatexAtom() throws(Fault) -> NodeIndex? {
    let start = position
    let command = latexCommand
    guard !command.isEmpty else { return nil }
    position += 1 + command.utf8.count
    switch command {
    case "frac", "dfrac", "tfrac":
      if let name = derivativeName() { return self.name(name, from: start) }
      let numerator = try readGroup()
      let denominator = try readGroup()
      return nodes.addBinary(.divide, numerator, denominator, SourceRange(start, position))
    case "sqrt":
      let operand = try readGroup()
      return nodes.addCall("sqrt", operand, SourceRange(start, position))
    case "text", "mathrm", "mathit", "operatorname", "textrm":
      guard byte == Ascii.openBrace, let close = closingBrace else { break }
      let word = text(position + 1, close)
      position = close + 1
      return try readNameOrCall(Identifier(word + readIdentifierTail()), from: start)
    default:
      let letter = greekLetters[command] ?? command
      if letter == "∂" {
        skipBlanks()
        let denominator = readIdentifier()
        return name("∂" + denominator.value, from: start)
      }
      return try readNameOrCall(Identifier(letter + readIdentifierTail()), from: start)
    }
    position = start
    return nil
  }

  private func name(_ text: String, from start: Int) -> NodeIndex {
    nodes.add(.name, start, position, payload: Identifier(text).raw)
  }

  private mutating func readGroup() throws(Fault) -> NodeIndex {
    skipBlanks()
    guard byte == Ascii.openBrace else {
      let found = found()
      throw Fault("expected '{', found \(found.value)", at: found.range)
    }
    return try readBraces()
  }

  /// The position of the brace that closes the one at the cursor.
  private var closingBrace: Int? {
    var open = 0
    for index in position..<end {
      if bytes[index] == Ascii.openBrace { open += 1 }
      if bytes[index] == Ascii.closeBrace { open -= 1 }
      if open == 0 { return index }
      if bytes[index] == Ascii.newline { return nil }
    }
    return nil
  }

  /// `{\partial E}{\partial w_5}` as the name `∂E/∂w_5`.
  private mutating func derivativeName() -> String? {
    var probe = self
    var words: [String] = []
    for _ in 0..<2 {
      guard probe.byte == Ascii.openBrace, let close = probe.closingBrace else { return nil }
      var inner = Cursor(probe.bytes, from: probe.position + 1, to: close, dialect: .article)
      inner.skipBlanks()
      guard inner.take("\\partial") || inner.take("∂") else { return nil }
      inner.skipBlanks()
      while inner.byte == Ascii.openBrace { inner.position += 1 }
      let word = inner.readIdentifier().value
      guard !word.isEmpty else { return nil }
      words.append("∂" + word)
      probe.position = close + 1
    }
    position = probe.position
    return words.joined(separator: "/")
  }
}

private let greekLetters: [String: String] = [
  "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "Delta": "Δ", "epsilon": "ε", "varepsilon": "ε", "eta": "η",
  "theta": "θ", "lambda": "λ", "mu": "μ", "sigma": "σ", "phi": "φ", "varphi": "φ", "psi": "ψ", "omega": "ω",
  "partial": "∂", "pi": "π", "tau": "τ", "rho": "ρ", "nabla": "∇",
]
