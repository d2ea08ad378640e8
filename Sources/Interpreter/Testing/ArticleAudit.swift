import Expressions
import Safety
import WorkedExamples

/// The equations of a document as its author has it, found, read and judged in order.
package struct ArticleAudit {
  package enum Problem: Sendable {
    case wrong
    case notRead
  }

  private let source: SourceText
  private let reader: ArticleReader
  private let sections: ArticleSections
  private var audit = Audit()
  private var counts: [Verdict: Int] = [:]
  /// The equations that define functions, and their positions in `listing`.
  private var definitions: [String: (equation: ArticleEquation, listing: Int)] = [:]
  /// The equations that are wrong or could not be read, in order.
  package private(set) var problems: [(problem: Problem, diagnostic: Diagnostic)] = []
  /// Every equation in order, with its verdict: `article.md:12:1: exact: a = 2 * 3 = 6`; empty unless asked for.
  package private(set) var listing: [String] = []
  /// The number of equations found in the document.
  package var foundCount: Int { reader.equations.count }

  package func count(_ problem: Problem) -> Int { problems.count { $0.problem == problem } }

  private let hasListing: Bool

  package init(_ source: SourceText, withListing: Bool = true) {
    self.source = source
    hasListing = withListing
    reader = ArticleReader(source.bytes, ArticleKind(name: source.name, bytes: source.bytes))
    sections = ArticleSections(of: source.bytes)
    for index in reader.equations.indices where !Limits.isReached { judge(at: index) }
  }

  /// Words before an equation that is one of a line in a plane, or a point of a curve: `the line $x = 0.5$`.
  private static let wordsBeforeLines: Set = ["at", "line"]

  /// Words before an equation that need not hold: `when $y = 0$`.
  private static let wordsOfConditions = wordsBeforeLines.union([
    "if", "when", "whenever", "whether", "although", "for", "lines", "boundary", "curve", "plane", "equation",
    "equations",
    "solve", "solves", "with", "unless", "until", "that", "to", "where", "does", "(",
  ])

  /// Whether an equation that does not hold for the numbers of the document may be meant so.
  private func claimsNothing(_ line: CheckLine, at index: Int, onLine number: Int, after word: String) -> Bool {
    guard !reader.equations[index].isExpectedWrong else { return false }
    return line.isGeneral || line.isToSolve
      || line.isImplicit && (!audit.hasValues(for: line, at: number) || isOfSystem(line, index))
      || ArticleAudit.wordsOfConditions.contains(word) && line.mayBeCondition
  }

  /// Whether the equation before or after one is of the same system: it does not hold either.
  private func isOfSystem(_ line: CheckLine, _ index: Int) -> Bool {
    [index - 1, index + 1].contains { other in
      guard reader.equations.indices.contains(other), let neighbor = reader.line(of: reader.equations[other]),
        line.mayBeOfSystem(with: neighbor)
      else { return false }
      var audit = audit
      let location = AuditLocation(source: source.name, line: 0, column: 0)
      return (try? audit.check(neighbor, at: location, in: CheckSurroundings()))?.fault != nil
    }
  }

  private mutating func judge(at index: Int) {
    let equation = reader.equations[index]
    guard let line = reader.line(of: equation) else {
      let start = equation.text.source(SourceRange(0, 1)).lower
      list(equation, "not read", at: source.position(of: start))
      if let fault = equation.fault { add(.notRead, fault, in: equation) }
      return
    }
    let start = equation.text.source(line.range).lower
    let (number, column) = source.position(of: start)
    let location = AuditLocation(source: source.name, line: number, column: column)
    if line.givesSeveralNames {
      for given in line.givenNames { _ = try? audit.check(given, at: location, in: CheckSurroundings()) }
      counts[.defined, default: 0] += 1
      list(equation, Verdict.defined.rawValue, at: (number, column))
      return
    }
    let word = equation.wordBefore(in: source.bytes)
    if line.isGiven, ArticleAudit.wordsBeforeLines.contains(word) || equation.isExample(in: source.bytes) {
      counts[.defined, default: 0] += 1
      return list(equation, Verdict.defined.rawValue, at: (number, column))
    }
    audit.place = DocumentPlace(sectionStart: sections.start(ofLine: number))
    do throws(Fault) {
      let claimsNothing = claimsNothing(line, at: index, onLine: number, after: word)
      let isMultiple = !equation.isExpectedWrong && equation.isMultiple(in: source.bytes)
      let before = claimsNothing || isMultiple ? audit : nil
      let finding = try audit.check(
        line, at: location, expectedWrong: equation.isExpectedWrong, in: CheckSurroundings())
      if finding.fault != nil, finding.wrongDefinition == nil, let before,
        claimsNothing || !finding.isSlipOfMultiple
      {
        audit = before
        counts[.notChecked, default: 0] += 1
        return list(equation, Verdict.notChecked.rawValue, at: (number, column))
      }
      if let function = finding.definedFunction { definitions[function] = (equation, listing.count) }
      let isRightlyWrong = equation.isExpectedWrong && finding.fault != nil
      let verdict =
        blame(finding.wrongDefinition)
        ?? (isRightlyWrong ? .exact : equation.isExpectedWrong ? .wrong : finding.verdict)
      counts[verdict, default: 0] += 1
      list(equation, verdict.rawValue, at: (number, column))
      if let fault = finding.fault, finding.wrongDefinition == nil, !equation.isExpectedWrong {
        add(.wrong, fault, in: equation)
      }
      if finding.fault == nil, equation.isExpectedWrong {
        add(.wrong, Fault("the line is right, but is marked wrong", at: line.range, kind: .mismatch), in: equation)
      }
    } catch {
      // A name or function without a value: there is nothing to compare.
      audit.forget(line)
      counts[.notChecked, default: 0] += 1
      list(equation, Verdict.notChecked.rawValue, at: (number, column))
    }
  }

  /// Reports the definition of a function at its own place.
  ///
  /// - Returns: the verdict on the line that shows it to be wrong; nil if there is none.
  private mutating func blame(_ wrong: WrongDefinition?) -> Verdict? {
    guard let wrong, let (equation, index) = definitions[wrong.function], let line = reader.line(of: equation)
    else { return nil }
    var fault = wrong.fault
    fault.range = line.range
    counts[.defined, default: 0] -= 1
    if hasListing {
      listing[index] = listing[index].replacing(
        ": \(Verdict.defined.rawValue): ", with: ": wrong: ", maxReplacements: 1)
    }
    add(.wrong, fault, in: equation)
    problems.sort { ($0.diagnostic.fault.range?.lower ?? 0) < ($1.diagnostic.fault.range?.lower ?? 0) }
    return wrong.verdict
  }

  private mutating func list(_ equation: ArticleEquation, _ verdict: String, at position: (line: Int, column: Int)) {
    guard hasListing else { return }
    let text = String(decoding: equation.text.bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    listing.append(
      "\(visibleName(source.name)):\(position.line):\(position.column): \(verdict): "
        + visibleLine(text.joined(separator: " ")))
  }

  private mutating func add(_ problem: Problem, _ fault: Fault, in equation: ArticleEquation) {
    var fault = fault
    fault.range = fault.range.map(equation.text.source)
    problems.append((problem, Diagnostic(fault, in: source)))
  }

  /// The tally: equations found, read, right and wrong, the rounding rule, and the conventions inferred.
  package var summary: [String] {
    let found = foundCount
    guard found > 0 else { return ["\(visibleName(source.name)): no equations found"] }
    let unread = count(.notRead)
    let right = [Verdict.exact, .rounded, .truncated].reduce(0) { $0 + (counts[$1] ?? 0) }
    let parts = [
      (right, "right"), (count(.wrong), "wrong"), (counts[.partlyChecked] ?? 0, "partly checked"),
      (counts[.defined] ?? 0, "given or defined"), (counts[.notChecked] ?? 0, "without numbers to compare"),
      (unread, "not read"),
    ]
    let verdicts = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let count = "\(found) \(found == 1 ? "equation" : "equations") found"
    var lines = ["\(visibleName(source.name)): \(count), \(found - unread) read: \(verdicts)"]
    lines += audit.conventions.map(visibleLine)
    if reader.hasDecimalComma { lines.append("decimals are after a comma") }
    if !reader.indexedLetters.isEmpty {
      lines.append("exponents of \(reader.indexedLetters.joined(separator: ", ")) are taken as indices")
    }
    return lines
  }
}
