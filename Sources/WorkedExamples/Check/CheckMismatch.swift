import Expressions

extension Audit {
  /// Puts the fault of two operands that differ into the finding.
  func report(
    _ mismatch: Matching.Mismatch, at index: Int, _ line: CheckLine, _ judge: LineJudge, _ finding: inout Finding
  ) {
    guard let number = WrittenNumber(mismatch.right) else {
      return reportValues(mismatch, line.texts[index], line.texts[index + 1], judge, &finding)
    }
    if let slip = WrittenNumber(mismatch.left), WrittenNumber(line.parts[index]) == nil {
      return reportFormula(slip, number, at: index, line, judge, &finding)
    }
    guard let value = mismatch.value else { return }
    let isClose = number.isLastDigitOff(value)
    finding.verdict = isClose ? .lastDigitOff : .wrong
    let text = mismatch.left.description
    let shown = value.shown(digits: max(number.significantDigits + 4, 7))
    let right = number.isInteger && !judge.cutsToIntegers ? shown : number.corrected(value)
    let statement = text == shown ? text : "\(text) is \(shown)"
    finding.correction = "\(number.text) should be \(right)"
    finding.fault = Fault(
      "\(isClose ? "last digit off: " : "")\(statement)\(text == shown ? " is" : ","  ) not \(number.text)",
      at: mismatch.right.range,
      label: right == shown ? "should be \(right)" : "should be \(right), from \(shown)", kind: .mismatch)
  }

  /// A number of the formula stands where the numbers put in have another: the slip is where the result does not follow.
  private func reportFormula(
    _ slip: WrittenNumber, _ number: WrittenNumber, at index: Int, _ line: CheckLine, _ judge: LineJudge,
    _ finding: inout Finding
  ) {
    finding.verdict = .wrong
    let result = line.parts[index + 2..<line.parts.count].last.flatMap { WrittenNumber($0) }
    let follows = { (part: Expression) in
      result.flatMap { number in (try? judge.value(part, .printed)).flatMap { judge.agreement(of: number, with: $0) } }
        != nil
    }
    if let result, follows(line.parts[index]), !follows(line.parts[index + 1]) {
      finding.correction = "\(number.text) should be \(slip.text)"
      finding.fault = Fault(
        "\(slip.text) in the formula, \(number.text) where the numbers are put in", at: number.range,
        label: "should be \(slip.text): \(result.text) follows from it", kind: .mismatch)
      return
    }
    finding.correction = "\(slip.text) should be \(number.text)"
    let reason = result.map { ": \($0.text) follows from it" } ?? ", as the numbers put in have it"
    finding.fault = Fault(
      "\(slip.text) in the formula, \(number.text) where the numbers are put in", at: slip.range,
      label: "should be \(number.text)\(reason)", kind: .mismatch)
  }

  private func reportValues(
    _ mismatch: Matching.Mismatch, _ leftText: String, _ rightText: String, _ judge: LineJudge,
    _ finding: inout Finding
  ) {
    let other = try? judge.value(mismatch.right, .printed)
    let left = mismatch.value?.shown() ?? "?"
    let right = other?.shown() ?? "?"
    finding.verdict = .wrong
    finding.correction = "\(mismatch.right) is \(right), should be \(left)"
    finding.fault = Fault(
      "\(mismatch.left) is \(left), \(mismatch.right) is \(right)", at: mismatch.right.range,
      label: "should be worth \(left)", kind: .mismatch)
  }
}
