import Expressions

extension Audit {
  /// Adds the fault for two operands that differ to the finding.
  func report(
    _ mismatch: Matching.Mismatch, at index: Int, _ line: CheckLine, _ judge: LineJudge, _ finding: inout Finding
  ) {
    guard let number = WrittenNumber(mismatch.right) else {
      return reportValues(mismatch, line.text(of: index), line.text(of: index + 1), judge, &finding)
    }
    if let slip = WrittenNumber(mismatch.left), WrittenNumber(line.parts[index]) == nil {
      return reportFormula(slip, number, at: index, line, judge, &finding)
    }
    guard let value = mismatch.value else { return }
    let isClose = number.isLastDigitOff(value)
    finding.verdict = isClose ? .lastDigitOff : .wrong
    let text = mismatch.left.description
    let shown = value.shown(digits: max(number.significantDigits + 4, 7))
    let isGiven = if case .name = mismatch.left.node { value.isExact && shown != "0" } else { false }
    let isShown =
      number.isInteger ? !judge.integers.admitsCuts : isGiven && value.value.normalized.exponent >= -number.decimals
    let right = isShown ? shown : number.corrected(value)
    let statement = text == shown ? text : "\(text) is \(shown)"
    finding.correction = "\(number.text) should be \(right)"
    finding.fault = Fault(
      "\(isClose ? "last digit off: " : "")\(statement)\(text == shown ? " is" : ","  ) not \(number.text)",
      at: mismatch.right.range,
      label: isShown || Decimal(right) == value.value ? "should be \(right)" : "should be \(right), from \(shown)",
      kind: .mismatch)
  }

  /// The formula and the substituted numbers have different numbers in one position: the one from which the result does
  /// not follow is wrong.
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
    // One of a formula on another line has no place in this one.
    let isElsewhere = slip.range.upper <= slip.range.lower
    let isWrong = result != nil && follows(line.parts[index]) && !follows(line.parts[index + 1])
    if isElsewhere || isWrong {
      let right = isElsewhere ? slip.value.description : slip.text
      let reason = isWrong ? result.map { ": \($0.text) follows from it" } : nil
      finding.correction = "\(number.text) should be \(right)"
      finding.fault = Fault(
        "\(right) in the formula, but \(number.text) where numbers are substituted", at: number.range,
        label: "should be \(right)\(reason ?? "")", kind: .mismatch)
      return
    }
    finding.correction = "\(slip.text) should be \(number.text)"
    let reason = result.map { ": \($0.text) follows from it" } ?? ", as where numbers are substituted"
    finding.fault = Fault(
      "\(slip.text) in the formula, but \(number.text) where numbers are substituted", at: slip.range,
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
      label: "should equal \(left)", kind: .mismatch)
  }
}
