/// Which columns of a table are inputs and which are targets, each in the order in which they are said.
struct TableColumns {
  /// Neighbouring columns in one piece.
  let inputs: [Range<Int>]
  let targets: [Range<Int>]
  /// The class that each target column stands for, if their names say it.
  var classes: [String]?

  var inputCount: Int { inputs.reduce(0) { $0 + $1.count } }
  var targetCount: Int { targets.reduce(0) { $0 + $1.count } }

  /// Throws what is wrong with the columns that the options name.
  init(_ options: ReadingOptions, _ detection: TableDetection) throws(TableError) {
    let text = detection.text
    let columnCount = detection.columnCount
    guard columnCount > 1 else { throw .singleColumn }
    let all = 0..<columnCount
    let inputs = try options.inputs.map { ranges throws(TableError) in try Self.resolved(ranges, text, columnCount) }
    let targets = try options.targets.map { ranges throws(TableError) in try Self.resolved(ranges, text, columnCount) }
    func rest(_ ranges: [Range<Int>]) -> [Range<Int>] {
      var left: [Range<Int>] = []
      for column in all where !ranges.contains(where: { $0.contains(column) }) {
        if let last = left.last, last.upperBound == column {
          left[left.count - 1] = last.lowerBound..<column + 1
        } else {
          left.append(column..<column + 1)
        }
      }
      return left
    }
    if let targets {
      self.targets = targets
      self.inputs = inputs ?? rest(targets)
    } else if let inputs {
      self.inputs = inputs
      // Columns on both sides of the inputs: the targets are the ones behind them, as files usually have it.
      self.targets = rest(inputs).suffix(1)
    } else {
      let named = Self.namedTargets(detection)
      self.inputs = [0..<columnCount - named.count]
      self.targets = [columnCount - named.count..<columnCount]
      classes = named.classes
    }
    guard !self.inputs.isEmpty, !self.targets.isEmpty else { throw .noColumnsLeft }
    let targetColumns = Set(self.targets.joined())
    // The same columns on both sides are for networks that learn to reproduce their input.
    guard targetColumns != Set(self.inputs.joined()) else { return }
    if let both = self.inputs.joined().first(where: targetColumns.contains) { throw .inputAndTarget(both + 1) }
  }

  /// The line that `writeTable` writes where nothing else says which columns are targets: those at the end.
  static func comment(_ inputs: Int, _ targets: Int) -> String {
    "# inputs 1..\(inputs) targets \(inputs + 1)..\(inputs + targets)"
  }

  /// How many columns at the end are targets, as `writeTable` says it, and the classes they stand for: a comment line,
  /// t1, t2, … behind i1, i2, …, or one-hot `kind=a`, `kind=b`; else one.
  private static func namedTargets(_ detection: TableDetection) -> (count: Int, classes: [String]?) {
    guard let names = detection.text.names else { return (1, nil) }
    let said = (1..<names.count).first { detection.comment == comment(names.count - $0, $0) }
    if let said { return (said, nil) }
    let targets = names.drop { $0 != "t1" }
    if targets.count > 1, targets.count < names.count, Array(targets) == (1...targets.count).map({ "t\($0)" }),
      Array(names.dropLast(targets.count)) == (1...names.count - targets.count).map({ "i\($0)" })
    {
      return (targets.count, nil)
    }
    func parts(_ name: String) -> [Substring] { name.split(separator: "=", maxSplits: 1) }
    guard let last = names.last.map(parts), last.count == 2 else { return (1, nil) }
    let classes = names.reversed().prefix { parts($0).count == 2 && parts($0)[0] == last[0] }.map { parts($0)[1] }
    guard classes.count < names.count, Set(classes).count == classes.count else { return (1, nil) }
    let text = detection.text
    let first = (try? text.record(at: text.recordStart(from: detection.firstSample, skipsComments: true))) ?? []
    let values = first.prefix(names.count).suffix(classes.count).map { text.number(in: $0) }
    guard values.allSatisfy({ $0 == 0 || $0 == 1 }), values.count(where: { $0 == 1 }) == 1 else { return (1, nil) }
    return (classes.count, classes.reversed().map(String.init))
  }

  private static func resolved(
    _ columns: [ColumnRange], _ text: TableText, _ columnCount: Int
  ) throws(TableError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for range in columns {
      let found = try range.resolved(text, columnCount: columnCount)
      if let twice = found.first(where: { column in ranges.contains { $0.contains(column) } }) {
        throw .repeatedColumn(twice + 1)
      }
      ranges.append(found)
    }
    return ranges
  }
}

extension ColumnRange {
  var usesNames: Bool {
    [first, last].contains { if case .name = $0 { true } else { false } }
  }

  /// The columns counted from 0.
  fileprivate func resolved(_ text: TableText, columnCount: Int) throws(TableError) -> Range<Int> {
    let names = text.names ?? []
    func place(_ reference: ColumnReference) throws(TableError) -> Int {
      switch reference {
      case .number(let number):
        guard 1...columnCount ~= number else {
          throw .unknownColumn(reference, columnCount: columnCount, names: names)
        }
        return number - 1
      case .name(let name):
        let places = names.indices.filter { names[$0] == name }
        guard let first = places.first else {
          throw .unknownColumn(reference, columnCount: columnCount, names: names)
        }
        guard places.count == 1 else { throw .ambiguousColumn(name, columns: places.map { $0 + 1 }) }
        return first
      }
    }
    let first = try place(first)
    let last = try place(last)
    guard first <= last else { throw .reversedColumns(self) }
    return first..<last + 1
  }
}
