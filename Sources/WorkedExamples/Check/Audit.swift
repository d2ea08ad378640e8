import Expressions

/// All that lines checked so far have bound and come to.
package struct Audit: Sendable {
  struct Entry: Sendable {
    var place: String
    var name: String
    var verdict: Verdict
    var isWrongAsSaid: Bool
    var correction: String?
    var cuts: [Finding.Cut]
    var hasSlip: Bool
    var drift: String?
  }

  var names: [String: NameBinding] = [:]
  var functions: [String: FunctionDefinition] = [:]
  var entries: [Entry] = []
  /// The names under which lines have bound quantities of the network.
  var keys: [Quantity: String] = [:]

  package init() {}

  package mutating func record(_ finding: Finding, of line: CheckLine, at place: String, wrongAsSaid: Bool = false) {
    entries.append(
      Entry(
        place: place, name: line.texts[0], verdict: finding.verdict, isWrongAsSaid: wrongAsSaid,
        correction: finding.correction, cuts: finding.cuts, hasSlip: finding.hasSlip, drift: finding.drift))
  }
}
