/// The running sum of the measures of an epoch.
///
/// Losses are added in order of presentation, in double precision; in textbook arithmetic in the precision set and in
/// the order set.
struct MeasuresSum: Sendable {
  private(set) var measures = EpochMeasures()
  private(set) var losses: [Double] = []
  /// The order in which losses are added at the end; nil to add each at once.
  private let order: Conventions.LossOrder?
  private let isCrossEntropy: Bool

  init(_ rule: StepRule) {
    order = rule.conventions.arithmetic == .textbook ? rule.conventions.lossOrder : nil
    isCrossEntropy = rule.loss == .crossEntropy
    measures.lossKind = rule.conventions.epochLossKind
    measures.precision = rule.precision
  }

  /// Starts from measures that are already added up.
  init(_ measures: EpochMeasures) {
    self.measures = measures
    order = nil
    isCrossEntropy = false
  }

  /// The sum of an epoch that has begun.
  init(_ measures: EpochMeasures, losses: [Double], _ rule: StepRule) {
    self.init(rule)
    self.measures = measures
    self.losses = losses
  }

  /// Reserves memory for the losses of this many samples.
  mutating func reserve(_ samples: Int) {
    if order != nil, losses.isEmpty { losses.reserveCapacity(samples) }
  }

  /// The measures of one sample.
  struct Sample {
    let loss: Double
    /// Σ (t − o)² over the outputs.
    let squared: Double
    /// Σ |t − o| over the outputs.
    let absolute: Double
    /// Whether outputs and targets are in the same class.
    let agrees: Bool
  }

  @inline(__always)
  mutating func add(_ sample: Sample, outputs: Int) { add(0..<1, outputs: outputs) { _ in sample } }

  /// Adds the samples at these positions.
  @inline(__always)
  mutating func add(_ positions: Range<Int>, outputs: Int, _ measure: (Int) -> Sample) {
    var (squared, absolute, loss) = (measures.squaredSum, measures.absoluteSum, measures.lossSum)
    var misclassified = 0
    func sums(_ sample: Sample) {
      squared += sample.squared
      absolute += sample.absolute
      misclassified += sample.agrees ? 0 : 1
    }
    if order != nil {
      for position in positions {
        let sample = measure(position)
        sums(sample)
        losses.append(sample.loss)
      }
    } else {
      for position in positions {
        let sample = measure(position)
        sums(sample)
        loss += sample.loss
      }
    }
    (measures.squaredSum, measures.absoluteSum, measures.lossSum) = (squared, absolute, loss)
    measures.misclassified += misclassified
    measures.samples += positions.count
    measures.outputs += positions.count * outputs
  }

  /// Adds a sample by its outputs and targets.
  mutating func add(out: ArraySlice<Double>, target: ArraySlice<Double>, loss: Double, _ classification: Classification)
  {
    var squared = 0.0
    var absolute = 0.0
    for (t, o) in zip(target, out) {
      let error = t - o
      squared += error * error
      absolute += error.magnitude
    }
    let agrees = classification.agrees(out, with: target)
    add(Sample(loss: loss, squared: squared, absolute: absolute, agrees: agrees), outputs: out.count)
  }

  /// A state to restore.
  struct Mark { fileprivate let measures: EpochMeasures, losses: Int }

  var mark: Mark { Mark(measures: measures, losses: losses.count) }

  mutating func restore(_ mark: Mark) {
    measures = mark.measures
    losses.removeSubrange(mark.losses...)
  }

  /// The measures of what has been added.
  var total: EpochMeasures {
    guard let order else { return measures }
    var total = measures
    switch measures.precision {
    case .double: total.lossSum = sum(losses, order)
    case .single: total.lossSum = Double(sum(losses.map { Float($0) }, order))
    }
    return total
  }

  private func sum<Number: BinaryFloatingPoint & SIMDScalar>(_ losses: [Number], _ order: Conventions.LossOrder)
    -> Number
  {
    switch order {
    case .numpy: pairwiseSum(losses[...])
    case .torch: isCrossEntropy && measures.outputs > measures.samples ? cascadeSum(losses) : blockedSum(losses)
    case .inOrder: losses.reduce(0, +)
    }
  }
}
