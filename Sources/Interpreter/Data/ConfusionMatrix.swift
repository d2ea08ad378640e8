import Expressions
import NeuralNetwork
import Safety

/// The numbers of samples by expected and predicted class.
struct ConfusionMatrix {
  let labels: [String]
  /// By expected class, then by predicted class.
  private(set) var counts: [[Int]]

  /// With more classes the table would be unreadable.
  static let limit = 20

  /// Nil if the targets are not classes, or if there are too many of them.
  init?(_ data: TrainingData, _ samples: SampleSet) {
    let width = data.targetCount
    switch data.classification {
    case .largest:
      labels = samples.classes ?? samples.targetNames ?? (1...width).map { "o\($0)" }
    case .threshold:
      let values = samples.targetValues
      guard width == 1, values.count == 2 else { return nil }
      labels = values.sorted().map(shortest)
    }
    guard labels.count <= Self.limit else { return nil }
    counts = [[Int]](repeating: [Int](repeating: 0, count: labels.count), count: labels.count)
  }

  /// Left unfinished when `Limits` are reached.
  ///
  /// - Parameter outputs: samples × outputs.
  mutating func add(_ data: TrainingData, outputs: [Double]) {
    let width = data.targetCount
    for sample in 0..<data.count where !Limits.isReached(at: sample) {
      let expected = data.classification.classIndex(of: data.target(sample))
      let predicted = data.classification.classIndex(of: outputs[sample * width..<(sample + 1) * width])
      counts[expected][predicted] += 1
    }
  }

  /// Comment lines: a header and a row for each expected class.
  ///
  /// - Parameter columns: where the lines have to fit, if they can: predicted classes are numbered then.
  func lines(columns: Int?) -> [String] {
    let lines = lines(labels.map { "as \(visibleName($0))" }, labels.map { "target \(visibleName($0))" })
    guard let columns, lines.contains(where: { $0.terminalWidth >= columns }) else { return lines }
    return self.lines(labels.indices.map { "as \($0 + 1)" }, numberedLabels)
  }

  /// `1 Iris-setosa`
  var numberedLabels: [String] { labels.enumerated().map { "\($0 + 1) \(visibleName($1))" } }

  private func lines(_ heads: [String], _ names: [String]) -> [String] {
    tableLines([[""] + heads] + zip(names, counts).map { [$0] + $1.map(String.init) }, left: 1).map { "# \($0)" }
  }
}
