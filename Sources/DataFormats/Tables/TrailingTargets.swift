/// The target columns at the end of a table if the options give none, and their classes.
struct TrailingTargets {
  let count: Int
  /// The class of each target column, if the names give them.
  let classes: [String]?

  /// One column, of numbers or of labels.
  static let lastColumn = TrailingTargets(count: 1, classes: nil)

  /// The comment that `writeTable` writes if nothing else tells which columns are targets.
  static func comment(_ inputs: Int, _ targets: Int) -> String {
    "# inputs 1..\(inputs) targets \(inputs + 1)..\(inputs + targets)"
  }

  /// Detects them as `writeTable` marks them: by a comment line, by the names t1, t2, … after i1, i2, …, or by one-hot
  /// columns `kind=a`, `kind=b`; else the last column.
  static func found(by detection: TableDetection) -> TrailingTargets {
    guard let names = detection.text.names else { return .lastColumn }
    let commented = (1..<names.count).first { detection.comment == comment(names.count - $0, $0) }
    if let commented { return TrailingTargets(count: commented, classes: nil) }
    let targets = names.drop { $0 != "t1" }
    if targets.count > 1, targets.count < names.count, Array(targets) == (1...targets.count).map({ "t\($0)" }),
      Array(names.dropLast(targets.count)) == (1...names.count - targets.count).map({ "i\($0)" })
    {
      return TrailingTargets(count: targets.count, classes: nil)
    }
    func parts(_ name: String) -> [Substring] { name.split(separator: "=", maxSplits: 1) }
    guard let last = names.last.map(parts), last.count == 2 else { return .lastColumn }
    let classes = names.reversed().prefix { parts($0).count == 2 && parts($0)[0] == last[0] }.map { parts($0)[1] }
    guard classes.count < names.count, Set(classes).count == classes.count else { return .lastColumn }
    let text = detection.text
    let first = (try? text.record(at: text.recordStart(from: detection.firstSample, skipsComments: true))) ?? []
    let values = first.prefix(names.count).suffix(classes.count).map { text.number(in: $0) }
    guard values.allSatisfy({ $0 == 0 || $0 == 1 }), values.count(where: { $0 == 1 }) == 1 else { return .lastColumn }
    return TrailingTargets(count: classes.count, classes: classes.reversed().map(String.init))
  }
}
