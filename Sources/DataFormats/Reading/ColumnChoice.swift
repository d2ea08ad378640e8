/// The input and target columns of a file, counted from 0, each in the order in which they were given.
struct ColumnChoice {
  /// Adjacent columns are one range.
  let inputs: [Range<Int>]
  let targets: [Range<Int>]

  var inputCount: Int { inputs.reduce(0) { $0 + $1.count } }
  var targetCount: Int { targets.reduce(0) { $0 + $1.count } }

  /// - Parameters:
  ///   - names: the column names; empty if there are none.
  ///   - targetsAtEnd: the number of target columns at the end if the options give neither inputs nor targets.
  init(
    _ options: ReadingOptions, columnCount: Int, names: [String] = [], targetsAtEnd: Int = 1
  ) throws(ColumnError) {
    func resolved(_ ranges: [ColumnRange]?) throws(ColumnError) -> [Range<Int>]? {
      try ranges.map { ranges throws(ColumnError) in try Self.resolved(ranges, names, columnCount) }
    }
    let inputs = try resolved(options.inputs)
    let targets = try resolved(options.targets)
    func rest(_ ranges: [Range<Int>]) -> [Range<Int>] {
      var left: [Range<Int>] = []
      for column in 0..<columnCount where !ranges.contains(where: { $0.contains(column) }) {
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
      // With columns on both sides of the inputs, those after them are the targets, as is usual.
      self.targets = rest(inputs).suffix(1)
    } else {
      self.inputs = [0..<columnCount - targetsAtEnd]
      self.targets = [columnCount - targetsAtEnd..<columnCount]
    }
    guard !self.inputs.isEmpty, !self.targets.isEmpty else { throw .noColumnsLeft }
    let targetColumns = Set(self.targets.joined())
    // The same columns as inputs and targets are for autoencoders.
    guard targetColumns != Set(self.inputs.joined()) else { return }
    if let both = self.inputs.joined().first(where: targetColumns.contains) { throw .inputAndTarget(both + 1) }
  }

  private static func resolved(
    _ columns: [ColumnRange], _ names: [String], _ columnCount: Int
  ) throws(ColumnError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for range in columns {
      let found = try range.resolved(names, columnCount: columnCount)
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
  fileprivate func resolved(_ names: [String], columnCount: Int) throws(ColumnError) -> Range<Int> {
    func index(_ reference: ColumnReference) throws(ColumnError) -> Int {
      switch reference {
      case .number(let number):
        guard 1...columnCount ~= number else {
          throw .unknownColumn(reference, columnCount: columnCount, names: names)
        }
        return number - 1
      case .name(let name):
        let found = names.indices.filter { names[$0] == name }
        guard let first = found.first else {
          throw .unknownColumn(reference, columnCount: columnCount, names: names)
        }
        guard found.count == 1 else { throw .ambiguousColumn(name, columns: found.map { $0 + 1 }) }
        return first
      }
    }
    let first = try index(first)
    let last = try index(last)
    guard first <= last else { throw .reversedColumns(self) }
    return first..<last + 1
  }
}
