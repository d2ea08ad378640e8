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
    let parts: [LineTemplate]

    init(_ numbers: CompiledNumbers, _ parts: [LineTemplate]) {
      self.numbers = numbers
      self.parts = parts
    }
  }

  private let position: Int
  private let name: [UInt8]
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
    name = Array(lineNames.ofLine(quantity).utf8)
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
    var templates: [LineTemplate] = []
    if parts == .full || parts == .formula {
      templates.append(
        LineTemplate(expression, names) { part in
          guard case .name(let name) = part.node, let quantity = named.quantity(name) else { return nil }
          let symbol = named.symbol(quantity, parts, lineNames)
          if symbol.isByValue, let number = number(part) { return number }
          return symbol.name.map { .text($0) }
        })
    }
    if parts == .full || parts == .numbers {
      templates.append(LineTemplate(expression, names, part: number))
      let calls = expression.showsValuesOfCalls ? expression.outermostCalls : []
      if !calls.isEmpty {
        templates.append(
          LineTemplate(expression, names) { part in
            number(part) ?? calls.firstIndex { $0.isSameCall(as: part) }.map { .value($0) }
          })
      }
    }
    formula = Formula(
      CompiledNumbers(expression, callee: callee) { name in found.first { $0.name == name }?.position }, templates)
  }

  /// Writes the line, with a newline; nothing if the quantity has no value.
  ///
  /// - Parameters:
  ///   - digits: significant digits of results, and the maximum for substituted numbers if the result requires more.
  ///   - numbers: the values of quantities by position.
  func write(_ digits: ClosedRange<Int>, _ numbers: UnsafePointer<LineNumber?>, to bytes: inout [UInt8]) {
    guard let result = numbers[position] else { return }
    bytes.append(contentsOf: name)
    var resultDigits = digits.lowerBound
    // Where the last part after the name starts.
    var last: Int?
    if let formula {
      withUnsafeTemporaryAllocation(of: Double.self, capacity: formula.numbers.valueCount + 1) { buffer in
        guard let values = buffer.baseAddress,
          let found = formula.numbers.consistentDigits(of: result, numbers, digits)
        else { return }
        resultDigits = found.result
        formula.numbers.findValues(numbers, to: values)
        for index in formula.parts.indices {
          let end = CompiledLine.begin(&bytes)
          formula.parts[index].write(found.substituted, numbers, values: values, to: &bytes)
          CompiledLine.end(end, &last, &bytes)
        }
      }
    }
    let end = CompiledLine.begin(&bytes)
    result.printed(resultDigits).write(to: &bytes)
    CompiledLine.end(end, &last, &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Begins a part of a line; returns where the text before it ends.
  private static func begin(_ bytes: inout [UInt8]) -> Int {
    let end = bytes.count
    bytes.append(UInt8(ascii: " "))
    bytes.append(UInt8(ascii: "="))
    bytes.append(UInt8(ascii: " "))
    return end
  }

  /// Ends a part of a line; one that repeats the part before it is omitted.
  private static func end(_ end: Int, _ last: inout Int?, _ bytes: inout [UInt8]) {
    let start = end + 3
    if let last, bytes[last..<end].elementsEqual(bytes[start...]) {
      bytes.removeSubrange(end...)
    } else {
      last = start
    }
  }
}
