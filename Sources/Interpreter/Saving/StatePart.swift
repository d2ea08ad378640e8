import Expressions
import NeuralNetwork

/// A part of the session that no setting has: how `state` writes it as numbers, and sets it from them.
struct StatePart: Sendable {
  let name: String
  /// The operands' names, in help.
  let operands: String
  let meaning: String
  /// None if a new session has this part.
  let numbers: @Sendable (Session) -> [Double]
  let restore: @Sendable (inout Session, [Double]) throws(Mismatch) -> Void

  /// Numbers that do not fit the session.
  enum Mismatch: Error {
    /// Not as many as there should be.
    case count(Int)
    /// One is not a whole number from 0, or is too large; the index of the first.
    case range(Int)
    /// There is nothing that they could belong to.
    case missing(String)
    /// No generator of the current dialect has such a state.
    case generator
  }

  init(
    _ name: String, _ operands: String, _ meaning: String, _ numbers: @escaping @Sendable (Session) -> [Double],
    _ restore: @escaping @Sendable (inout Session, [Double]) throws(Mismatch) -> Void
  ) {
    self.name = name
    self.operands = operands
    self.meaning = meaning
    self.numbers = numbers
    self.restore = restore
  }

  static func named(_ name: String) -> StatePart? { all.first { $0.name == name } }

  /// In the order in which they are written.
  static let all = network + absent + optimizer + random + training

  /// Before it, there has to be a training.
  static let firstOfTraining = training[0].name

  /// Whether it belongs to a training that has stopped.
  var isOfTraining: Bool { StatePart.namesOfTraining.contains(name) }

  private static let namesOfTraining = Set(training.map(\.name))
}

// MARK: The network

extension StatePart {
  private static let network = [
    StatePart(
      "initial", "VALUE…", "the values that reset restores, w1 to the last",
      { session in
        guard let network = session.state?.network else { return [] }
        let isSame = zip(network.values, network.initial).allSatisfy { $0.bitPattern == $1.bitPattern }
        return isSame ? [] : network.initial
      },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, try parameterCount(session))
        session.state?.network.initial = numbers
      }),
    StatePart(
      "values", "VALUE…", "the parameters, where tied ones differ because one is frozen",
      { session in
        guard let network = session.state?.network else { return [] }
        let differs = network.shared.contains { group in
          group.contains { network.values[$0].bitPattern != network.values[group[0]].bitPattern }
        }
        return differs ? network.values : []
      },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, try parameterCount(session))
        session.state?.network.values = numbers
      }),
    StatePart(
      "progress", "EPOCHS UPDATES", "epochs and updates so far",
      { session in
        let progress = session.state?.progress ?? TrainingProgress()
        return progress.epoch == 0 && progress.updates == 0 ? [] : [Double(progress.epoch), Double(progress.updates)]
      },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, 2)
        _ = try parameterCount(session)
        session.state?.progress.epoch = try whole(numbers, 0)
        session.state?.progress.updates = try whole(numbers, 1)
      }),
    StatePart(
      "rate", "RATE", "the rate that the schedule has reached",
      { session in session.state?.progress.schedule.rate.map { [$0] } ?? [] },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, 1)
        _ = try parameterCount(session)
        session.state?.progress.schedule.rate = numbers[0]
      }),
    StatePart(
      "loss", "LOSS", "the loss of the last epoch, for schedule and stop",
      { session in session.state?.progress.schedule.previousLoss.map { [$0] } ?? [] },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, 1)
        _ = try parameterCount(session)
        session.state?.progress.schedule.previousLoss = numbers[0]
      }),
    StatePart(
      "order", "SAMPLE…", "the order of the last epoch, for shuffle in-place; samples count from 0",
      { session in session.state?.progress.schedule.order.map { $0.map(Double.init) } ?? [] },
      { (session, numbers) throws(Mismatch) in
        _ = try parameterCount(session)
        let count = session.trainingSamples
        try require(numbers, count)
        var order: [Int] = []
        for index in numbers.indices { order.append(try whole(numbers, index, below: count)) }
        session.state?.progress.schedule.order = order
      }),
    StatePart(
      "next", "SAMPLE", "the sample that forward takes next, from 0",
      { session in session.nextSample == 0 ? [] : [Double(session.nextSample)] },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, 1)
        session.nextSample = try whole(numbers, 0)
      }),
    StatePart(
      "measures", "NUMBER…", "the sums behind loss, sse, mse, mae, misclassified and accuracy; the samples",
      { session in
        guard let state = session.state, let measures = state.measures else { return [] }
        return measures.numbers + [Double(state.samples)]
      },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, EpochMeasures.numberCount + 1)
        _ = try parameterCount(session)
        session.state?.measures = try EpochMeasures(numbers[...])
        session.state?.samples = try whole(numbers, EpochMeasures.numberCount)
      }),
    StatePart(
      "curve", "STEP EPOCH LOSS…", "the loss curve, and the epochs between its points",
      { session in session.curve.numbers },
      { (session, numbers) throws(Mismatch) in
        _ = try parameterCount(session)
        guard let curve = LossCurve(numbers) else { throw .count(numbers.count + 1) }
        session.curve = curve
      }),
  ]
}

// MARK: Layers that the network does not have

extension StatePart {
  /// Their settings, which another network may have again.
  private static let absent = [
    StatePart(
      "layer-rates", "LAYER RATE…", "the rates of layers that the network does not have; the inputs are layer 0",
      { session in
        session.settings.plan.rule.layerRates.sorted { $0.key < $1.key }.filter { $0.key > session.lastLayer }
          .flatMap { [Double($0.key), $0.value] }
      },
      { (session, numbers) throws(Mismatch) in
        guard !numbers.isEmpty, numbers.count.isMultiple(of: 2) else { throw .count(2) }
        for index in stride(from: 0, to: numbers.count, by: 2) {
          guard numbers[index + 1] >= 0 else { throw .range(index + 1) }
          session.settings.plan.rule.layerRates[try layer(numbers, index, after: session.lastLayer)] =
            numbers[index + 1]
        }
      }),
    StatePart(
      "layer-dropout", "LAYER NUMBER HIGH…",
      "their dropout probabilities; whether high random numbers drop, 0 or 1",
      { session in
        session.settings.plan.dropout.sorted { $0.key < $1.key }.filter { $0.key >= session.lastLayer }
          .flatMap { [Double($0.key), $0.value, session.settings.plan.dropsHigh.contains($0.key) ? 1 : 0] }
      },
      { (session, numbers) throws(Mismatch) in
        guard !numbers.isEmpty, numbers.count.isMultiple(of: 3) else { throw .count(3) }
        for index in stride(from: 0, to: numbers.count, by: 3) {
          let layer = try layer(numbers, index, after: session.lastLayer - 1)
          guard 0..<1 ~= numbers[index + 1] else { throw .range(index + 1) }
          session.settings.plan.dropout[layer] = numbers[index + 1]
          if try whole(numbers, index + 2, below: 2) == 1 { session.settings.plan.dropsHigh.insert(layer) }
        }
      }),
  ]

  private static func layer(_ numbers: [Double], _ index: Int, after last: Int) throws(Mismatch) -> Int {
    let layer = try whole(numbers, index)
    guard layer > last else { throw .range(index) }
    return layer
  }
}

extension Session {
  /// The output layer; 0 without a network.
  fileprivate var lastLayer: Int { state?.network.topology.outputLayer ?? 0 }
}

// MARK: The optimizer

extension StatePart {
  private static let optimizer = [
    StatePart(
      "optimizer", "UPDATES FACTOR FACTOR", "the optimizer's updates, and the powers of its factors",
      { session in
        guard let state = session.state?.optimizerState, state != OptimizerState() else { return [] }
        return [Double(state.updates), state.powers.x, state.powers.y]
      },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, 3)
        _ = try parameterCount(session)
        session.state?.optimizerState.updates = try whole(numbers, 0)
        session.state?.optimizerState.powers = SIMD2(numbers[1], numbers[2])
      }),
    StatePart(
      "first", "VALUE…", "the first number that the optimizer keeps for each parameter",
      { session in session.state?.optimizerState.first ?? [] },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, try parameterCount(session))
        session.state?.optimizerState.first = numbers
      }),
    StatePart(
      "second", "VALUE…", "the second number that it keeps",
      { session in session.state?.optimizerState.second ?? [] },
      { (session, numbers) throws(Mismatch) in
        try require(numbers, try parameterCount(session))
        session.state?.optimizerState.second = numbers
      }),
    StatePart(
      "population", "VALUE…", "the parameters of each individual of the genetic optimizer, the best first",
      { session in session.state?.optimizerState.population.flatMap { $0 } ?? [] },
      { (session, numbers) throws(Mismatch) in
        let parameters = try parameterCount(session)
        guard !numbers.isEmpty, numbers.count.isMultiple(of: parameters) else { throw .count(parameters) }
        session.state?.optimizerState.population = stride(from: 0, to: numbers.count, by: parameters).map {
          Array(numbers[$0..<$0 + parameters])
        }
      }),
  ]

  private static let random = [
    StatePart(
      "random", "WORD…", "the state of the random number generator",
      { session in session.isRandomUntouched ? [] : session.random.words.map(Double.init) },
      { (session, numbers) throws(Mismatch) in
        var words: [UInt32] = []
        for index in numbers.indices { words.append(UInt32(try whole(numbers, index, below: 1 << 32))) }
        guard session.random.restore(words) else { throw .generator }
      })
  ]
}

// MARK: A training that has stopped

extension StatePart {
  private static func training(
    _ name: String, _ operands: String, _ meaning: String,
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
        var position = run.training.position
        try restore(&position, values, run.training.data.count)
        run.training.position = position
        session.training = run
      })
  }

  private static let training = [
    training(
      "epoch", "BEGUN SAMPLES", "whether the epoch has begun, 0 or 1, and the samples presented",
      { $0.hasBegun ? [1, Double($0.presented)] : [] },
      { (position, numbers, count) throws(Mismatch) in
        try require(numbers, 2)
        position.hasBegun = try whole(numbers, 0, below: 2) == 1
        position.presented = try whole(numbers, 1, below: max(1, count))
      }),
    training(
      "epoch-order", "SAMPLE…", "the order of its samples, from 0",
      { $0.order?.map(Double.init) ?? [] },
      { (position, numbers, count) throws(Mismatch) in
        try require(numbers, count)
        var order: [Int] = []
        for index in numbers.indices { order.append(try whole(numbers, index, below: count)) }
        position.order = order
      }),
    training(
      "epoch-measures", "NUMBER…", "its measures so far",
      { $0.hasBegun ? $0.measures.numbers : [] },
      { (position, numbers, _) throws(Mismatch) in
        try require(numbers, EpochMeasures.numberCount)
        position.measures = try EpochMeasures(numbers[...])
      }),
    training(
      "epoch-losses", "LOSS…", "the losses that are still to be added up",
      { $0.hasBegun ? $0.losses : [] },
      { (position, numbers, count) throws(Mismatch) in
        guard numbers.count <= count else { throw .count(count) }
        position.losses = numbers
      }),
    training(
      "last-measures", "NUMBER…", "the measures of the epoch before",
      { $0.last?.numbers ?? [] },
      { (position, numbers, _) throws(Mismatch) in
        try require(numbers, EpochMeasures.numberCount)
        position.last = try EpochMeasures(numbers[...])
      }),
    training(
      "patience", "LOSS EPOCHS", "the lowest loss, and the epochs since then",
      { $0.lowest == .infinity ? [] : [$0.lowest, Double($0.epochsWithoutLowest)] },
      { (position, numbers, _) throws(Mismatch) in
        try require(numbers, 2)
        position.lowest = numbers[0]
        position.epochsWithoutLowest = try whole(numbers, 1)
      }),
  ]
}

// MARK: Checks

extension StatePart {
  fileprivate static func require(_ numbers: [Double], _ count: Int) throws(Mismatch) {
    guard numbers.count == count else { throw .count(count) }
  }

  fileprivate static func parameterCount(_ session: Session) throws(Mismatch) -> Int {
    guard let count = session.state?.network.values.count else { throw .missing("there is no network yet") }
    return count
  }

  fileprivate static func whole(_ numbers: [Double], _ index: Int, below bound: Int = 1 << 52) throws(Mismatch) -> Int {
    guard let whole = Int(exactly: numbers[index]), 0..<bound ~= whole else { throw .range(index) }
    return whole
  }
}

extension EpochMeasures {
  fileprivate static let numberCount = 8

  fileprivate var numbers: [Double] {
    [
      Double(samples), Double(outputs), lossSum, squaredSum, absoluteSum, Double(misclassified),
      lossKind == .sum ? 1 : 0, precision == .single ? 1 : 0,
    ]
  }

  fileprivate init(_ numbers: ArraySlice<Double>) throws(StatePart.Mismatch) {
    let numbers = Array(numbers)
    self.init()
    samples = try StatePart.whole(numbers, 0)
    outputs = try StatePart.whole(numbers, 1)
    (lossSum, squaredSum, absoluteSum) = (numbers[2], numbers[3], numbers[4])
    misclassified = try StatePart.whole(numbers, 5)
    lossKind = try StatePart.whole(numbers, 6, below: 2) == 1 ? .sum : .mean
    precision = try StatePart.whole(numbers, 7, below: 2) == 1 ? .single : .double
  }
}

extension Session {
  /// Whether nothing has been drawn since the seed was set.
  fileprivate var isRandomUntouched: Bool {
    let words = self.seed.split(separator: " ")
    let dialect = words.count > 1 ? RandomDialect.allCases.first { $0.rawValue == words[1] } : .numpy
    guard let seed = Double(words[0]), let dialect else { return false }
    return self.random
      == (try? RandomNumbers(seed: UInt64(seed.magnitude), isNegative: seed < 0, dialect: dialect))
  }

  /// The samples that a training takes: those of the data, or of the built-in table.
  fileprivate var trainingSamples: Int {
    guard let samples = self.samples, !samples.isEmpty else { return 4 }
    return samples.trainingCount
  }
}
