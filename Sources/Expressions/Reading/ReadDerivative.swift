// Derivatives as articles write them, each of which is one name: `∂E/∂w_5`, `dL/dŷ`.

extension Cursor {
  /// `{\partial E}{\partial w_5}` or `{dL}{d\hat{y}}` as a name; nil for any other fraction.
  mutating func takeDerivative() -> String? {
    var probe = self
    var parts: [String] = []
    for _ in 0..<2 {
      probe.skipBlanks()
      guard probe.byte == Ascii.openBrace, let close = probe.closingBrace else { return nil }
      var inner = Cursor(probe.bytes, from: probe.position + 1, to: close, dialect: .article)
      guard let sign = inner.takeDifferentialSign() else { return nil }
      let isOperator = parts.isEmpty && inner.isAtEnd
      guard let name = isOperator ? "" : inner.takeDifferential(), inner.isAtEnd else { return nil }
      parts.append(sign + name)
      probe.position = close + 1
    }
    position = probe.position
    return parts.joined(separator: "/")
  }

  private var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return position >= end
    }
  }

  /// Skips `∂`, `\partial`, `d`, `\mathrm{d}` or `\delta`; returns it as it is in a name.
  private mutating func takeDifferentialSign() -> String? {
    skipBlanks()
    while byte == Ascii.openBrace, closingBrace == end - 1 {
      self = Cursor(bytes, from: position + 1, to: end - 1, dialect: .article)
      skipBlanks()
    }
    if take("\\partial") || take("∂") { return "∂" }
    if take("\\mathrm{d}") || take("\\text{d}") { return "d" }
    if take("\\delta") || take("δ") { return byte == Ascii.underscore ? nil : "δ" }
    if byte == UInt8(ascii: "d"), byte(at: 1) != Ascii.underscore, !isDigit(byte(at: 1)) {
      position += 1
      return "d"
    }
    return nil
  }

  /// Joins `∂E` and `/ ∂w` to one name if the latter follows.
  mutating func takeDenominator() -> String {
    var probe = self
    probe.skipBlanks()
    guard probe.take("/") else { return "" }
    probe.skipBlanks()
    guard probe.take("\\partial") || probe.take("∂"), let name = probe.takeDifferential() else { return "" }
    position = probe.position
    return "/∂" + name
  }
}
