import Expressions
import NeuralNetwork

extension TableReader {
  /// Names of the columns, and the columns of the samples' targets: those of the file, or one for each label.
  struct Layout {
    var targets: [(source: Int, label: Int?)] = []
    var inputNames: [String]?
    var targetNames: [String]?
    var classes: [String]?
  }

  /// - Parameter isOneHot: whether each sample has one target of 1 and the others are 0.
  func layout(samples: Int, isOneHot: Bool) throws(TableError) -> Layout {
    var targetNames: [String] = []
    var columns: [(source: Int, label: Int?)] = []
    var classes: [String]?
    for (source, column) in targetColumns.enumerated() {
      let columnName = text.names?[column] ?? ""
      guard let found = labels[column] else {
        columns.append((source, nil))
        targetNames.append(columnName)
        continue
      }
      try requireLabels(found, column, samples: samples)
      let sorted = found.sorted { $0.key < $1.key }
      columns += sorted.map { (source, $0.value) }
      targetNames += sorted.map { "\(columnName)=\($0.key)" }
      if targetColumns.count == 1 { classes = sorted.map(\.key) }
    }
    let inputNames = text.names.map { names in self.columns.inputs.joined().map { names[$0] } }
    if labels.isEmpty, let namedClasses, isOneHot { classes = namedClasses }
    return Layout(
      targets: columns, inputNames: inputNames, targetNames: text.names == nil ? nil : targetNames, classes: classes)
  }

  func sampleSet(name: String) throws(TableError) -> SampleSet {
    let layout = try layout(samples: targets.count / targetColumns.count, isOneHot: isOneHot)
    do {
      return try SampleSet(
        name: name, inputs: inputs, inputCount: columns.inputCount, targets: targets(layout),
        targetCount: layout.targets.count, inputNames: layout.inputNames, targetNames: layout.targetNames,
        classes: layout.classes)
    } catch {
      throw .noSamples
    }
  }

  /// Whether each of the samples read has one target of 1 and the others are 0.
  var isOneHot: Bool {
    let width = targetColumns.count
    return stride(from: 0, to: targets.count, by: width).allSatisfy { start in
      let row = targets[start..<start + width]
      return row.allSatisfy { $0 == 0 || $0 == 1 } && row.reduce(0, +) == 1
    }
  }

  /// The targets of the samples read, with a column for each class of a label column.
  func targets(_ layout: Layout) -> [Double] {
    guard !labels.isEmpty else { return targets }
    let width = targetColumns.count
    var result: [Double] = []
    result.reserveCapacity(targets.count / width * layout.targets.count)
    for start in stride(from: 0, to: targets.count, by: width) {
      for (source, label) in layout.targets {
        let value = targets[start + source]
        result.append(label.map { Double($0) == value ? 1 : 0 } ?? value)
      }
    }
    return result
  }

  /// Throws if most labels of a column are numbers: then its first cell is a mistake, not a class.
  private func requireLabels(_ found: [String: Int], _ column: Int, samples: Int) throws(TableError) {
    var numbers = 0
    for (label, index) in found where isNumber(label) { numbers += frequencies[column]?[index] ?? 0 }
    guard numbers * 2 > samples else { return }
    let first = try text.record(at: firstSample)
    throw notANumber(first[column], column)
  }

  private func isNumber(_ label: String) -> Bool {
    var label = label
    return label.withUTF8 { bytes in readDecimal(bytes, from: 0, to: bytes.count)?.next == bytes.count }
  }
}
