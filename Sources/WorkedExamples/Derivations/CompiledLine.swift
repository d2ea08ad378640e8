import Expressions
import NeuralNetwork

/// The line of a quantity, `NAME = FORMULA = NUMBERS = RESULT`, compiled to be written many times: what does not change
/// is text, and the numbers are put into its gaps.
///
/// Its printed result follows from its printed numbers.
final class CompiledLine {
  private final class Formula {
    let numbers: CompiledNumbers
    /// With names, if that is printed; then with numbers for names, and for calls inside larger expressions.
    let parts: LineTemplate

    init(_ numbers: CompiledNumbers, _ parts: consuming LineTemplate) {
      self.numbers = numbers
      self.parts = parts
    }
  }

  private let position: Int
  private let name: FixedList<UInt8>
  private let formula: Formula?

  /// - Parameters:
  ///   - derivation: nil for a given quantity.
  ///   - parts: those that are printed.
  ///   - position: that of a quantity's value among all numbers; nil if it has no value.
  init?(
    _ quantity: Quantity, _ derivation: Derivation?, _ parts: LineParts, _ names: Names, _ lineNames: LineNames,
    callee: @escaping (Name, Int) -> Functions.Callee?, position: (Quantity) -> Int?
  ) {
    guard let own = position(quantity) else { return nil }
    self.position = own
    name = LineText.padded(Array(lineNames.ofLine(quantity).utf8))
    guard let expression = derivation?.formula else {
      formula = nil
      return
    }
    let named = NamedFormula(expression, lineNames.resolved, names)
    var found: [(name: Name, position: Int)] = []
    for (name, quantity) in named.quantities { if let position = position(quantity) { found.append((name, position)) } }
    func number(_ part: Expression) -> LineTemplate.Part? {
      guard case .name(let name) = part.node else { return nil }
      return found.first { $0.name == name }.map { .name($0.position) }
    }
    var texts: [(Expression) -> LineTemplate.Part?] = []
    if parts == .full || parts == .formula {
      texts.append { part in
        guard case .name(let name) = part.node, let quantity = named.quantity(name) else { return nil }
        let symbol = named.symbol(quantity, parts, lineNames)
        if symbol.isByValue, let number = number(part) { return number }
        return symbol.name.map { .text($0) }
      }
    }
    if parts == .full || parts == .numbers {
      texts.append(number)
      let calls = expression.showsValuesOfCalls ? expression.outermostCalls : []
      if !calls.isEmpty {
        texts.append { part in number(part) ?? calls.firstIndex { $0.isSameCall(as: part) }.map { .value($0) } }
      }
    }
    formula = Formula(
      CompiledNumbers(expression, callee: callee) { name in found.first { $0.name == name }?.position },
      LineTemplate(expression, names, parts: texts))
  }

  /// The room that `write` takes.
  var scratchCount: Int { formula?.numbers.scratchCount ?? 0 }

  /// Writes the line, with a newline; nothing if the quantity has no value.
  ///
  /// - Parameters:
  ///   - digits: significant digits of results, and the maximum for substituted numbers if the result requires more.
  ///   - numbers: the values of quantities by position.
  ///   - scratch: room for `scratchCount` numbers.
  func write(
    _ digits: ClosedRange<Int>, _ numbers: PrintedNumbers, _ scratch: UnsafeMutablePointer<Double>, to text: TextBuffer
  ) {
    guard numbers.isKnown(position) else { return }
    var line = LineText(text, name: name)
    var resultDigits = digits.lowerBound
    if let formula, let found = formula.numbers.consistentDigits(of: position, numbers, digits, scratch) {
      resultDigits = found.result
      formula.parts.write(found.substituted, numbers, values: scratch, to: &line)
    }
    for byte in " = ".utf8 { text.append(byte) }
    numbers.write(position, resultDigits, parenthesizesNegative: false, to: text)
    line.endPart()
    text.append(UInt8(ascii: "\n"))
  }
}
