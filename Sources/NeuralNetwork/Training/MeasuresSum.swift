/// The running sum of the measures of an epoch.
///
/// Losses are added in order of presentation, in double precision; in textbook arithmetic in the precision set and by
/// pairwise summation, as numpy's sum and mean do, which is the same order for fewer than eight samples.
struct MeasuresSum: Sendable {
  private(set) var measures = EpochMeasures()
  private(set) var losses: [Double] = []
  private let isPairwise: Bool

  init(_ rule: StepRule) {
    isPairwise = rule.conventions.arithmetic == .textbook
    measures.lossKind = rule.conventions.epochLossKind
    measures.precision = rule.precision
  }

  /// Starts from measures that are already added up.
  init(_ measures: EpochMeasures) {
    self.measures = measures
    isPairwise = false
  }

  /// The sum of an epoch that has begun.
  init(_ measures: EpochMeasures, losses: [Double], _ rule: StepRule) {
    self.init(rule)
    self.measures = measures
    self.losses = losses
  }

  /// Reserves memory for the losses of this many samples.
  mutating func reserve(_ samples: Int) {
    if isPairwise, losses.isEmpty { losses.reserveCapacity(samples) }
  }

  @inline(__always)
  mutating func add(loss: Double, squared: Double, absolute: Double, outputs: Int, agrees: Bool) {
    measures.samples += 1
    measures.outputs += outputs
    measures.squaredSum += squared
    measures.absoluteSum += absolute
    if !agrees { measures.misclassified += 1 }
    if isPairwise { losses.append(loss) } else { measures.lossSum += loss }
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
    add(
      loss: loss, squared: squared, absolute: absolute, outputs: out.count,
      agrees: classification.agrees(out, with: target))
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
    guard isPairwise else { return measures }
    var total = measures
    switch measures.precision {
    case .double: total.lossSum = pairwiseSum(losses[...])
    case .single: total.lossSum = Double(pairwiseSum(losses.map { Float($0) }[...]))
    }
    return total
  }
}

/// numpy's pairwise summation: eight partial sums up to 128 numbers, halves beyond.
///
/// Source: numpy/_core/src/umath/loops_utils.h.src, `pairwise_sum`.
func pairwiseSum<Number: BinaryFloatingPoint & SIMDScalar>(_ numbers: ArraySlice<Number>) -> Number {
  let start = numbers.startIndex
  let count = numbers.count
  if count < 8 { return numbers.reduce(0, +) }
  if count <= 128 {
    var r = SIMD8<Number>()
    for lane in 0..<8 { r[lane] = numbers[start + lane] }
    var index = 8
    while index < count - count % 8 {
      for lane in 0..<8 { r[lane] += numbers[start + index + lane] }
      index += 8
    }
    let sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]))
    return numbers[(start + index)...].reduce(sum, +)
  }
  let half = count / 2 - count / 2 % 8
  return pairwiseSum(numbers[..<(start + half)]) + pairwiseSum(numbers[(start + half)...])
}
