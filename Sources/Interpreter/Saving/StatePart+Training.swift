import NeuralNetwork

/// The parts of a training that has stopped.
extension StatePart {
  /// - Parameters:
  ///   - count: how many numbers there have to be; nil for any.
  ///   - restore: gets the number of samples too.
  private static func training(
    _ name: String, _ operands: String, _ meaning: String, count: Int?,
    _ numbers: @escaping @Sendable (TrainingPosition) -> [Double],
    _ restore: @escaping @Sendable (inout TrainingPosition, [Double], Int) throws(Mismatch) -> Void
  ) -> StatePart {
    StatePart(
      name, operands, meaning,
      { session in
        session.training.map { numbers($0.training.position) } ?? []
      },
      { (session, values) throws(Mismatch) in
        guard var run = session.training else { throw .missing("state training comes first") }
        if let count { try require(values, count) }
        var position = run.training.position
        try restore(&position, values, run.training.data.count)
        run.training.position = position
        session.training = run
      })
  }

  static let training = [
    training(
      "epoch", "BEGUN SAMPLES", "whether the epoch has begun, 0 or 1, and the samples presented", count: 2,
      { $0.hasBegun ? [1, Double($0.presented)] : [] },
      { (position, numbers, samples) throws(Mismatch) in
        position.hasBegun = try whole(numbers, 0, below: 2) == 1
        position.presented = try whole(numbers, 1, below: max(1, samples))
      }),
    training(
      "epoch-order", "SAMPLE…", "the order of its samples, from 0", count: nil, { $0.order?.map(Double.init) ?? [] },
      { (position, numbers, samples) throws(Mismatch) in position.order = try order(numbers, samples) }),
    training(
      "epoch-measures", "NUMBER…", "its measures so far", count: EpochMeasures.numberCount,
      { $0.hasBegun ? $0.measures.numbers : [] },
      { (position, numbers, _) throws(Mismatch) in position.measures = try EpochMeasures(numbers) }),
    training(
      "epoch-losses", "LOSS…", "the losses that are still to be added up", count: nil,
      { $0.hasBegun ? $0.losses : [] },
      { (position, numbers, samples) throws(Mismatch) in
        guard numbers.count <= max(samples, position.measures.outputs) else { throw .count(samples) }
        position.losses = numbers
      }),
    training(
      "last-measures", "NUMBER…", "the measures of the epoch before", count: EpochMeasures.numberCount,
      { $0.last?.numbers ?? [] },
      { (position, numbers, _) throws(Mismatch) in position.last = try EpochMeasures(numbers) }),
    training(
      "patience", "LOSS EPOCHS", "the lowest loss, and the epochs since then", count: 2,
      { $0.lowest == .infinity ? [] : [$0.lowest, Double($0.epochsWithoutLowest)] },
      { (position, numbers, _) throws(Mismatch) in
        (position.lowest, position.epochsWithoutLowest) = (numbers[0], try whole(numbers, 1))
      }),
  ]
}

extension EpochMeasures {
  static let numberCount = 8

  var numbers: [Double] {
    [
      Double(samples), Double(outputs), lossSum, squaredSum, absoluteSum, Double(misclassified),
      Double((lossKind == .sum ? 1 : 0) + 2 * (lossTerms - 1)), precision == .single ? 1 : 0,
    ]
  }

  init(_ numbers: [Double]) throws(StatePart.Mismatch) {
    self.init()
    samples = try StatePart.whole(numbers, 0)
    outputs = try StatePart.whole(numbers, 1)
    (lossSum, squaredSum, absoluteSum) = (numbers[2], numbers[3], numbers[4])
    misclassified = try StatePart.whole(numbers, 5)
    let kind = try StatePart.whole(numbers, 6)
    lossKind = kind % 2 == 1 ? .sum : .mean
    lossTerms = kind / 2 + 1
    precision = try StatePart.whole(numbers, 7, below: 2) == 1 ? .single : .double
  }
}
