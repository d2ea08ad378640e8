import Expressions
import NeuralNetwork

/// A function that an earlier line defines otherwise than the numbers of a later line are calculated.
package struct WrongDefinition: Sendable {
  package let function: String
  /// What is wrong with the definition; without a range.
  package let fault: Fault
  /// The verdict on the later line with the right function.
  package let verdict: Verdict
}

extension Audit {
  /// Checks a wrong line again with a known function for one that an earlier line defines. If the line is right then,
  /// the definition is wrong, and later lines use the known function.
  ///
  /// - Parameter before: the audit before the line.
  /// - Returns: nil if no such definition explains the line.
  mutating func blamingDefinition(
    of line: CheckLine, before: Audit, at location: AuditLocation, _ surroundings: CheckSurroundings, _ fault: Fault
  ) -> Finding? {
    let last = line.parts.count - 1
    let result = WrittenNumber(line.parts[last])
    if case .vector = line.parts[last].node {} else if result.map({ $0.significantDigits < 2 }) ?? true { return nil }
    let printed = result?.text ?? line.text(of: last)
    for name in functions(usedBy: line) {
      guard let own = functions[name], own.parameters.count == 1 else { continue }
      let definition = "\(name)(\(own.parameters[0])) = \(own.body)"
      for known in [name] + Activation.all.map(\.functionName) where Activation.called(known) != nil {
        var corrected = before
        corrected.functions[name] = known == name ? nil : FunctionDefinition.calling(known)
        guard var finding = try? corrected.judgedWhole(line, at: location, surroundings), finding.fault == nil,
          finding.gap == nil, !finding.isWithinDigits
        else { continue }
        self = corrected
        let right = Activation.formula(of: Name(known)).map { "\(name)(x) = \($0)" } ?? known
        finding.wrongDefinition = WrongDefinition(
          function: name,
          fault: Fault(
            "\(printed) in line \(location.line) does not follow from \(definition)",
            label: "it follows from \(right)", kind: .mismatch),
          verdict: finding.verdict)
        finding.verdict = .wrong
        finding.fault = Fault(
          fault.message, at: fault.range, label: "it follows from \(right), but an earlier line has \(definition)",
          kind: .mismatch)
        return finding
      }
    }
    return nil
  }

  /// The functions that a line calls, and those that they call, in an order that is always the same.
  private func functions(usedBy line: CheckLine) -> [String] {
    var used: Set<String> = []
    var left = functions.keys.filter { name in line.parts.contains { $0.calls(name) } }
    while let name = left.popLast() {
      guard used.insert(name).inserted, let body = functions[name]?.body else { continue }
      left += functions.keys.filter { body.calls($0) }
    }
    return used.sorted()
  }
}

extension FunctionDefinition {
  fileprivate static func calling(_ function: String) -> FunctionDefinition {
    FunctionDefinition(parameters: ["x"], body: .call(function, .name("x")))
  }
}

extension Expression {
  fileprivate func calls(_ function: String) -> Bool {
    contains { expression in
      guard case .call(let called, _) = expression.node else { return false }
      return Name(called.base).key.trimmingPrime == function
    }
  }
}

extension String {
  fileprivate var trimmingPrime: String { hasSuffix("'") ? String(dropLast()) : self }
}
